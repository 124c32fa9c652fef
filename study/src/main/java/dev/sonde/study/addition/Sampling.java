package dev.sonde.study.addition;

import java.util.Locale;

/** How training sums are drawn. */
public enum Sampling {
  /** Every sum as likely as any other, none twice: few have small or large totals. */
  UNIFORM,
  /** Every total as likely as any other; a sum may come twice. */
  BY_SUM;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
