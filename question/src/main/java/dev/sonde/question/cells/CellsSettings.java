package dev.sonde.question.cells;

import dev.sonde.question.cells.text.TextSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.addition.AblationStudy.Side;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whose cells are shown over which text; see each component. */
public record CellsSettings(
    @Setting(help = "A trained network", position = 0, label = "MODEL", input = true) Path model,
    @Setting(help = "What is added, such as 12+34", label = "SUM") @Nullable String input,
    @Setting(help = "A text that any recurrent network reads, symbol by symbol", label = "TEXT")
        @Nullable String text,
    @Setting(help = "Whose units; both where none is given") @Nullable Side side,
    @Setting(help = "One unit closely", min = 0, label = "K") @Nullable Integer unit,
    @Setting(
            help =
                "Hide units whose value varies less than this: its standard deviation over many"
                    + " sums, or over the text",
            initial = "0",
            min = 0)
        double varying,
    @Setting(
            help = "Likely symbols that are shown, of each step of an answer or after a text",
            initial = "3",
            min = 1,
            max = 14)
        int top,
    @Setting(
            help = "Force the attention of a step of the answer",
            label = "STEP:POSITION",
            separator = "")
        List<String> attend,
    @Setting(help = "Look at many sums too") boolean statistics,
    @Setting(help = "What a drawing shows", initial = "states", affectsResult = false) Drawn figure,
    @Nested TextSettings reading,
    @Nested AdditionTask addition)
    implements Adjustable<CellsSettings> {

  /** Figures of this question. */
  public enum Drawn {
    STATES,
    UNIT,
    GATES,
    CORRELATION,
    VARIATION,
    SATURATION,
    ALIGNMENT
  }

  public CellsSettings {
    attend = List.copyOf(attend);
    SettingsCodec.check(
        CellsSettings.class,
        model,
        input,
        text,
        side,
        unit,
        varying,
        top,
        attend,
        statistics,
        figure,
        reading,
        addition);
    if ((input == null) == (text == null)) {
      throw new SettingsException(
          input == null ? "text" : "input",
          "needed: a text for any recurrent network, or a sum for one that adds; one of them");
    }
    if (input != null) reading.requireNone();
    if (text != null) {
      if (side != null) throw onlySums("side");
      if (statistics) throw onlySums("statistics");
      if (!attend.isEmpty()) throw onlySums("attend");
      switch (figure) {
        case CORRELATION, VARIATION, SATURATION, ALIGNMENT -> throw onlySums("figure");
        case STATES, UNIT, GATES -> {}
      }
    }
    if (figure == Drawn.UNIT && unit == null) {
      throw new SettingsException("figure", "the drawing of a unit needs a unit");
    }
  }

  private static SettingsException onlySums(String setting) {
    return new SettingsException(
        setting, "asks for many sums or both sides of a network that adds");
  }

  /** The sum of a network that adds. */
  String sum() {
    return Objects.requireNonNull(input, "a sum");
  }
}
