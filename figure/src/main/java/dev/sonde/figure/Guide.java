package dev.sonde.figure;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Stroke;
import java.util.List;

/** Says what the colours and shapes stand for. */
public sealed interface Guide {

  /** Names of categories, each beside a sample of its mark. */
  record Legend(List<Entry> entries) implements Guide {
    public Legend {
      entries = List.copyOf(entries);
    }

    public static Legend of(Entry... entries) {
      return new Legend(List.of(entries));
    }
  }

  /** One name of a legend and the sample beside it. */
  record Entry(String label, Sample sample) {}

  /** What a legend shows beside a name. */
  sealed interface Sample {
    record Area(Fill fill) implements Sample {}

    record Line(Stroke stroke) implements Sample {}

    record Marker(Symbol symbol, Colour colour) implements Sample {}
  }

  /**
   * The values of a colour scale.
   *
   * @param label what the colours measure, with its unit
   * @param colours the scale
   * @param format how its numbers are written
   * @param below whether there are values below the scale's lower limit: its end then points on
   * @param above whether there are values above the upper limit
   */
  record ColourBar(
      String label, ColourScale colours, NumberFormat format, boolean below, boolean above)
      implements Guide {
    public static ColourBar of(String label, ColourScale colours) {
      return new ColourBar(label, colours, NumberFormat.PLAIN, false, false);
    }
  }
}
