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

/** Whose channels are followed, over which images, and how; see each component. */
public record ChannelsSettings(
    @Setting(help = "A network of images", position = 0, label = "MODEL", input = true) Path model,
    @Nested ShownImages shown,
    @Setting(
            help =
                "Which channels count: code takes output channels for both, as the published"
                    + " figures; paper takes input channels for absorption",
            initial = "code")
        Definition definition,
    @Setting(
            help = "Which signal is followed back: weighted-logit (p·z, p held), logit, or loss",
            initial = "weighted-logit")
        Signal signal,
    @Setting(
            help =
                "The class whose signal it is: label or predicted; the label where all"
                    + " images have one")
        ChannelSurvey.@Nullable Followed follow,
    @Setting(help = "Which convolutions are measured", initial = "**", label = "GLOB")
        String layers,
    @Setting(
            help =
                "Statistics of batch normalisation: eval, or train, of each image alone, as the"
                    + " original",
            initial = "eval")
        Statistics batchNorm,
    @Setting(help = "The output that holds the logits, where a model has several", label = "NAME")
        @Nullable String logits,
    @Setting(help = "Images at a time", initial = "20", min = 1, max = 1 << 16) int batch,
    @Setting(help = "Channels of a layer that boxes are drawn of; all by default", min = 1)
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
