package dev.sonde.figure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an axis turns values into places. Limits of {@code null} follow from the marks. */
public sealed interface Scale {

  record Linear(@Nullable Range limits) implements Scale {}

  /** Powers of ten; marks at zero or below are not drawn. */
  record Log(@Nullable Range limits) implements Scale {
    public Log {
      if (limits != null && limits.low() <= 0) {
        throw new IllegalArgumentException("a log axis starts above 0, not at " + limits.low());
      }
    }
  }

  /**
   * Linear around zero, logarithmic beyond: x ↦ asinh(x / threshold).
   *
   * @param threshold about where linear turns into logarithmic, above 0
   */
  record SymLog(double threshold, @Nullable Range limits) implements Scale {
    public SymLog {
      if (!(threshold > 0) || Double.isInfinite(threshold)) {
        throw new IllegalArgumentException("symlog threshold " + threshold + ": above 0");
      }
    }
  }

  /**
   * Names side by side: category {@code i} has its middle at {@code i} and is 1 wide, so marks may
   * stand beside the middle. On a y axis the first is on top.
   */
  record Categories(List<String> names) implements Scale {
    public Categories {
      names = List.copyOf(names);
      if (names.isEmpty()) throw new IllegalArgumentException("an axis of no categories");
    }
  }
}
