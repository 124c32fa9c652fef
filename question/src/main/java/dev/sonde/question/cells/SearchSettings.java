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

/** Which span of which sum or text is searched for; see each component. */
public record SearchSettings(
    @Setting(help = "A trained network", position = 0, label = "MODEL", input = true) Path model,
    @Setting(
            help = "Index file with the states of all sums or texts; created if it does not exist",
            input = true)
        Path index,
    @Setting(help = "The sum with the span to search for, such as 12+34", label = "SUM")
        @Nullable String input,
    @Setting(
            help = "The text with the span to search for, for any recurrent network",
            label = "TEXT")
        @Nullable String text,
    @Setting(help = "File of texts, one per line, for a new index", label = "FILE", input = true)
        @Nullable Path texts,
    @Setting(
            help = "Recurrent layer whose states a new index of texts stores; else the last one",
            label = "NAME")
        @Nullable String layer,
    @Setting(
            help =
                "Texts of a new index are cut into pieces of at most so many symbols; each is read"
                    + " from the initial state",
            initial = "200",
            min = 1,
            max = 100_000)
        int piece,
    @Setting(
            help = "The span: first and last step, counted from 0, such as 2..3",
            label = "FROM..TO")
        String steps,
    @Setting(help = "A unit is on above this value", initial = "0.3", min = -1, max = 1)
        double threshold,
    @Setting(help = "Only units that are off in the step before the span") boolean offBefore,
    @Setting(help = "Only units that are off in the step after the span") boolean offAfter,
    @Setting(help = "Encoder or decoder states for a new index", initial = "encoder") Side side,
    @Setting(help = "Largest number of matches", initial = "20", min = 1) int top,
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
      throw new SettingsException("steps", steps + ": give FROM..TO, such as 2..3");
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
