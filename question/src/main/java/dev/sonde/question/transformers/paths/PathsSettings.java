package dev.sonde.question.transformers.paths;

import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import java.util.List;

/** Which paths are taken from one text into another; see each component. */
public record PathsSettings(
    @Nested ModelSettings how,
    @Setting(help = "The text whose paths are put in") String clean,
    @Setting(help = "The text that they are put into, of as many tokens") String corrupted,
    @Setting(help = "The token that is right after the clean text", label = "TOKEN") String answer,
    @Setting(help = "The token that is right after the corrupted text", label = "TOKEN")
        String wrong,
    @Setting(
            help =
                "Where paths end: a head's queries, keys or values (1.3.q), an MLP (mlp.2), or"
                    + " logits",
            initial = "logits",
            label = "COMPONENT")
        String to,
    @Setting(
            help =
                "Where they begin: heads (1.3), MLPs (mlp.2), embed; all that come before without",
            label = "COMPONENT")
        List<String> from)
    implements Adjustable<PathsSettings> {

  public PathsSettings {
    from = List.copyOf(from);
  }
}
