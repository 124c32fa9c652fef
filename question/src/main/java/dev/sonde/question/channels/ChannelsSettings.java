package dev.sonde.question.channels;

import dev.sonde.network.channels.ChannelGradients;
import dev.sonde.network.channels.Definition;
import dev.sonde.network.channels.Signal;
import dev.sonde.network.layer.Pass;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.channels.ChannelSurvey;
import dev.sonde.study.images.Images;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which network's channels are measured, on which images, and how; see each component. */
public record ChannelsSettings(
    @Setting(help = "A network with image input", position = 0, label = "MODEL", input = true)
        Path model,
    @Nested ShownImages shown,
    @Setting(
            help =
                "Definition of absorption and emission: code uses output channels for both, as"
                    + " in the published figures; paper uses input channels for absorption",
            initial = "code")
        Definition definition,
    @Setting(
            help =
                "The signal that is differentiated: weighted-logit (p·z with p constant), logit, or"
                    + " loss",
            initial = "weighted-logit")
        Signal signal,
    @Setting(
            help =
                "The class of the signal: label or predicted; default: label if all images have"
                    + " one")
        ChannelSurvey.@Nullable Followed follow,
    @Setting(help = "Which convolutions are measured", initial = "**", label = "GLOB")
        String layers,
    @Setting(
            help =
                "Batch normalisation: eval (running statistics), or train (statistics of each"
                    + " image alone, as in the original)",
            initial = "eval")
        Statistics batchNorm,
    @Setting(help = "The output with the logits, if a model has several", label = "NAME")
        @Nullable String logits,
    @Setting(help = "Images per batch", initial = "20", min = 1, max = 1 << 16) int batch,
    @Setting(help = "Channels of a layer in the box plots; default: all", min = 1)
        @Nullable Integer first)
    implements Adjustable<ChannelsSettings> {

  /** Which statistics batch normalisation takes. */
  public enum Statistics {
    EVAL,
    TRAIN
  }

  public ChannelsSettings {
    SettingsCodec.check(
        ChannelsSettings.class,
        model,
        shown,
        definition,
        signal,
        follow,
        layers,
        batchNorm,
        logits,
        batch,
        first);
  }

  /** How these images are surveyed. */
  ChannelSurvey.Settings survey(Images images) {
    Pass.Normalisation taken =
        batchNorm == Statistics.EVAL ? Pass.Normalisation.RUNNING : Pass.Normalisation.BATCH;
    ChannelSurvey.Followed whose = follow;
    if (whose == null) {
      whose = images.labelled() ? ChannelSurvey.Followed.LABEL : ChannelSurvey.Followed.PREDICTED;
    }
    return new ChannelSurvey.Settings(
        new ChannelGradients.Settings(definition, signal, layers, taken),
        shown.normalisation(images),
        whose,
        batch);
  }
}
