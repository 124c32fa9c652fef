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
    @Setting(help = "The sum that an addition network reads, such as 12+34", label = "SUM")
        @Nullable String input,
    @Setting(help = "A text that any recurrent network reads, symbol by symbol", label = "TEXT")
        @Nullable String text,
    @Setting(help = "Units of the encoder or of the decoder; default: both") @Nullable Side side,
    @Setting(help = "Show only this unit, with its gates; numbered from 0", min = 0, label = "K")
        @Nullable Integer unit,
    @Setting(
            help =
                "Hide units whose standard deviation (over many sums, or over the text) is below"
                    + " this",
            initial = "0",
            min = 0)
        double varying,
    @Setting(
            help = "Most probable symbols shown at each step of the answer, or after the text",
            initial = "3",
            min = 1,
            max = 14)
        int top,
    @Setting(
            help = "Force the attention of a step of the answer onto a symbol of the sum",
            label = "STEP:POSITION",
            separator = "")
        List<String> attend,
    @Setting(help = "Also compute statistics over many sums") boolean statistics,
    @Setting(help = "What the figure shows", initial = "states", affectsResult = false)
        Drawn figure,
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
          "give a text (any recurrent network) or a sum (addition network), one of the two");
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
      throw new SettingsException("figure", "the figure of a unit needs a unit");
    }
  }

  private static SettingsException onlySums(String setting) {
    return new SettingsException(setting, "applies only to sums and addition networks");
  }

  /** The sum that an addition network reads. */
  String sum() {
    return Objects.requireNonNull(input, "a sum");
  }
}
