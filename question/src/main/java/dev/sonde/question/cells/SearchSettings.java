package dev.sonde.question.cells;

import dev.sonde.analysis.cells.Stretch;
import dev.sonde.question.cells.text.TextSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.addition.AblationStudy.Side;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which stretch of which sum or text is looked for; see each component. */
public record SearchSettings(
    @Setting(help = "A trained network", position = 0, label = "MODEL", input = true) Path model,
    @Setting(
            help = "Where the states of all sums or texts lie; made when it is not there",
            input = true)
        Path index,
    @Setting(help = "The sum whose stretch is looked for, such as 12+34", label = "SUM")
        @Nullable String input,
    @Setting(
            help = "The text whose stretch is looked for, of any recurrent network",
            label = "TEXT")
        @Nullable String text,
    @Setting(
            help = "A file of texts, one on each line, whose states a new index holds",
            label = "FILE",
            input = true)
        @Nullable Path texts,
    @Setting(
            help = "The recurrent part whose states a new index of texts holds; else the last",
            label = "NAME")
        @Nullable String layer,
    @Setting(
            help =
                "A new index holds texts in pieces of so many symbols at most, each read from its"
                    + " beginning",
            initial = "200",
            min = 1,
            max = 100_000)
        int piece,
    @Setting(help = "The stretch: steps counted from 0, such as 2..3", label = "FROM..TO")
        String steps,
    @Setting(help = "A unit is on above this value", initial = "0.3", min = -1, max = 1)
        double threshold,
    @Setting(help = "Only units that are off right before it") boolean offBefore,
    @Setting(help = "Only units that are off right after it") boolean offAfter,
    @Setting(help = "Whose states a new index holds", initial = "encoder") Side side,
    @Setting(help = "Matches at most", initial = "20", min = 1) int top,
    @Nested TextSettings reading,
    @Nested AdditionTask addition)
    implements Adjustable<SearchSettings> {

  public SearchSettings {
    SettingsCodec.check(
        SearchSettings.class,
        model,
        index,
        input,
        text,
        texts,
        layer,
        piece,
        steps,
        threshold,
        offBefore,
        offAfter,
        side,
        top,
        reading,
        addition);
    if ((input == null) == (text == null)) {
      throw new SettingsException(
          input == null ? "text" : "input",
          "needed: a text for any recurrent network, or a sum for one that adds; one of them");
    }
    if (input != null) {
      reading.requireNone();
      if (texts != null) throw new SettingsException("texts", "is for a text");
      if (layer != null) throw new SettingsException("layer", "is for a text");
    }
    stretch(steps, threshold, offBefore, offAfter);
  }

  /** What is looked for, as it was given. */
  String query() {
    return input != null ? input : Objects.requireNonNull(text, "a text");
  }

  Stretch stretch() {
    return stretch(steps, threshold, offBefore, offAfter);
  }

  private static Stretch stretch(String steps, double threshold, boolean before, boolean after) {
    if (!steps.matches("\\d{1,4}\\.\\.\\d{1,4}")) {
      throw new SettingsException("steps", steps + ": written FROM..TO, such as 2..3");
    }
    int dots = steps.indexOf("..");
    try {
      return new Stretch(
          Integer.parseInt(steps.substring(0, dots)),
          Integer.parseInt(steps.substring(dots + 2)),
          threshold,
          before,
          after);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("steps", String.valueOf(e.getMessage()), e);
    }
  }
}
