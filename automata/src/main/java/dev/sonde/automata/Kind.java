package dev.sonde.automata;

import java.util.Locale;

/** Where a machine's outputs stand. */
public enum Kind {
  /** Each state accepts or rejects. */
  DFA,
  /** Each state has an output. */
  MOORE,
  /** Each transition has an output. */
  MEALY;

  /** {@code dfa}, as commands write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
