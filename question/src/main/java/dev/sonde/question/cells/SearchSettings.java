package dev.sonde.question.cells;

import dev.sonde.analysis.cells.Stretch;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.addition.AblationStudy.Side;
import java.nio.file.Path;

/** Which span of which sum is searched for; see each component. */
public record SearchSettings(
    @Setting(help = "A trained network", position = 0, label = "MODEL", input = true) Path model,
    @Setting(
            help = "Index file with the states of all sums; created if it does not exist",
            input = true)
        Path index,
    @Setting(help = "The sum with the span to search for, such as 12+34", label = "SUM")
        String input,
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
    @Nested AdditionTask addition)
    implements Adjustable<SearchSettings> {

  public SearchSettings {
    SettingsCodec.check(
        SearchSettings.class,
        model,
        index,
        input,
        steps,
        threshold,
        offBefore,
        offAfter,
        side,
        top,
        addition);
    stretch(steps, threshold, offBefore, offAfter);
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
