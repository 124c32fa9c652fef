package dev.sonde.question.transformers.paths;

import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import java.util.List;

/** Which paths are patched from one text into another; see each component. */
public record PathsSettings(
    @Nested ModelSettings how,
    @Setting(help = "The clean text, whose values are patched in") String clean,
    @Setting(help = "The corrupted text, with the same number of tokens") String corrupted,
    @Setting(help = "The correct next token of the clean text", label = "TOKEN") String answer,
    @Setting(help = "The correct next token of the corrupted text", label = "TOKEN") String wrong,
    @Setting(
            help =
                "Where paths end: queries, keys or values of a head (1.3.q), an MLP (mlp.2), or"
                    + " logits",
            initial = "logits",
            label = "COMPONENT")
        String to,
    @Setting(
            help =
                "Where paths begin: heads (1.3), MLPs (mlp.2), embed; default: all earlier"
                    + " components",
            label = "COMPONENT")
        List<String> from)
    implements Adjustable<PathsSettings> {

  public PathsSettings {
    from = List.copyOf(from);
  }
}
