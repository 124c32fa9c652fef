package dev.sonde.app.channels;

import dev.sonde.app.images.ImageOptions;
import dev.sonde.app.output.UserError;
import dev.sonde.network.channels.ChannelGradients;
import dev.sonde.network.channels.Definition;
import dev.sonde.network.channels.Signal;
import dev.sonde.network.layer.Pass;
import dev.sonde.study.channels.ChannelSurvey;
import dev.sonde.study.images.Images;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Over which images channels are followed, and how. */
final class ChannelsOptions {

  /** Which statistics batch normalisation takes. */
  private enum Statistics {
    EVAL,
    TRAIN
  }

  @Option(
      names = "--images",
      paramLabel = "PATH",
      required = true,
      description = {
        "CIFAR-10 binary, IDX, .npy, or pictures in a folder or zip; or a name: mnist,",
        "fashion-mnist, cifar10, synthetic-grey, synthetic-coloured."
      })
  private String images = "";

  @Mixin private ImageOptions shown = new ImageOptions();

  @Option(
      names = "--definition",
      paramLabel = "NAME",
      defaultValue = "CODE",
      description =
          "code: both by output channel, as the published figures; paper: absorption by input"
              + " channel.")
  private Definition definition = Definition.CODE;

  @Option(
      names = "--signal",
      paramLabel = "NAME",
      defaultValue = "weighted-logit",
      description = "weighted-logit (p·z, p held), logit, or loss (default: ${DEFAULT-VALUE}).")
  private String signal = "weighted-logit";

  @Option(
      names = "--follow",
      paramLabel = "CLASS",
      description = "label or predicted (default: the label where all images have one).")
  private ChannelSurvey.@Nullable Followed followed;

  @Option(
      names = "--layers",
      paramLabel = "GLOB",
      defaultValue = "**",
      description = "Which convolutions (default: all).")
  private String layers = "**";

  @Option(
      names = "--batch-norm",
      paramLabel = "MODE",
      defaultValue = "EVAL",
      description =
          "eval, or train: statistics of each image alone, as the original (default: eval).")
  private Statistics statistics = Statistics.EVAL;

  @Option(
      names = "--logits",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The output that holds the logits, where an ONNX model has several.")
  private String logits = "";

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "20",
      description = "Images at a time (default: ${DEFAULT-VALUE}).")
  private int batch = 20;

  /** The images that are shown. */
  Images images() {
    return shown.open(images);
  }

  /** Their name as it was given. */
  String source() {
    return images;
  }

  /** The name of the output that holds the logits; empty for the first. */
  String logits() {
    return logits;
  }

  long seed() {
    return shown.seed();
  }

  /**
   * All that matters for numbers.
   *
   * @throws UserError if an option makes no sense
   */
  ChannelSurvey.Settings settings(Images chosen) {
    Pass.Normalisation taken =
        statistics == Statistics.EVAL ? Pass.Normalisation.RUNNING : Pass.Normalisation.BATCH;
    ChannelSurvey.Followed whose = followed;
    if (whose == null) {
      whose = chosen.labelled() ? ChannelSurvey.Followed.LABEL : ChannelSurvey.Followed.PREDICTED;
    }
    return new ChannelSurvey.Settings(
        new ChannelGradients.Settings(definition, signal(), layers, taken),
        shown.normalisation(chosen),
        whose,
        batch);
  }

  /** For provenance. */
  Map<String, String> words(ChannelSurvey.Settings settings, Images chosen) {
    Map<String, String> words = shown.words(chosen);
    words.put("definition", definition.toString());
    words.put("signal", settings.channels().signal().toString());
    words.put("follow", settings.followed().toString());
    words.put("layers", layers);
    words.put("batch_norm", statistics.name().toLowerCase(Locale.ROOT));
    words.put("batch", String.valueOf(settings.batch()));
    return words;
  }

  /** Checked before anything is opened. */
  Signal signal() {
    for (Signal one : Signal.values()) {
      if (one.toString().equals(signal.toLowerCase(Locale.ROOT))) return one;
    }
    throw new UserError("--signal " + signal + ": weighted-logit, logit or loss");
  }
}
