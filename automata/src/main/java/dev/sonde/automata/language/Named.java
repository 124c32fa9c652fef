package dev.sonde.automata.language;

import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import java.util.Locale;
import java.util.Optional;

/** Machines by name. */
public final class Named {

  /** What {@link #find} understands, for messages and help. */
  public static final String FORMS =
      "tomita1 … tomita7, anbn-LIMIT, dyck1-LIMIT, dyck2-LIMIT, dyck3-LIMIT, re-dyck1-LIMIT,"
          + " random-dfa-STATES-INPUTS-SEED, random-moore-STATES-INPUTS-OUTPUTS-SEED or"
          + " random-mealy-STATES-INPUTS-OUTPUTS-SEED";

  private Named() {}

  /**
   * The machine of that name; empty if it is not one of {@link #FORMS}.
   *
   * @throws MachineException if its numbers make no machine
   */
  public static Optional<Machine> find(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    if (plain.matches("tomita_?[1-7]")) {
      return Optional.of(Tomita.of(plain.charAt(plain.length() - 1) - '0'));
    }
    for (StackLanguage language : StackLanguage.values()) {
      if (plain.matches(language.title() + "-\\d{1,4}")) {
        int limit = Integer.parseInt(plain.substring(plain.lastIndexOf('-') + 1));
        return Optional.of(language.upTo(limit).machine());
      }
    }
    if (plain.matches("random-dfa-\\d{1,7}-\\d{1,4}-\\d{1,9}")) {
      String[] part = plain.split("-");
      return Optional.of(random(Kind.DFA, part[2], part[3], "2", part[4]));
    }
    if (plain.matches("random-(moore|mealy)-\\d{1,7}-\\d{1,4}-\\d{1,4}-\\d{1,9}")) {
      String[] part = plain.split("-");
      Kind kind = part[1].equals("moore") ? Kind.MOORE : Kind.MEALY;
      return Optional.of(random(kind, part[2], part[3], part[4], part[5]));
    }
    return Optional.empty();
  }

  private static Machine random(
      Kind kind, String states, String inputs, String outputs, String seed) {
    return new RandomMachine(
            kind,
            Integer.parseInt(states),
            Integer.parseInt(inputs),
            Integer.parseInt(outputs),
            Long.parseLong(seed))
        .machine();
  }
}
