package dev.sonde.app.command;

import dev.sonde.app.output.UserError;
import dev.sonde.network.channels.ChannelGradients;
import dev.sonde.network.channels.Definition;
import dev.sonde.network.channels.Signal;
import dev.sonde.network.layer.Pass;
import dev.sonde.study.channels.ChannelSurvey;
import dev.sonde.study.images.Fit;
import dev.sonde.study.images.ImageSettings;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;
import dev.sonde.study.images.Split;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Over which images channels are followed, and how. */
final class ChannelsOptions {

  /** What the network expects of pixels from 0 to 1. */
  private enum Expected {
    AUTO,
    IMAGENET,
    CENTRED,
    NONE
  }

  /** Which statistics batch normalisation takes. */
  private enum Statistics {
    EVAL,
    TRAIN
  }

  @Option(
      names = "--images",
      paramLabel = "PATH",
      required = true,
      description = "CIFAR-10 binary, IDX, .npy, or pictures in a folder or zip.")
  private Path images = Path.of("");

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "ALL",
      description = "train, test or all of them, where the files say it (default: all).")
  private Split split = Split.ALL;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "So many of them, drawn by --seed; all where it is not given.")
  private @Nullable Integer limit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Draws --limit (default: ${DEFAULT-VALUE}).")
  private long seed;

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
      names = "--normalise",
      paramLabel = "HOW",
      defaultValue = "AUTO",
      description = {
        "imagenet (mean and deviation per colour), centred (-1 to 1), none (0 to 1);",
        "auto takes imagenet for coloured images and none for grey ones."
      })
  private Expected expected = Expected.AUTO;

  @Option(
      names = "--resize",
      paramLabel = "H,W",
      description = "Scale the shorter side and cut the middle to this size; for pictures.")
  private @Nullable String resize;

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
    ImageSettings settings = ImageSettings.defaults().split(split);
    if (resize != null) settings = settings.fit(fit(resize));
    Images all = Images.open(images, settings);
    return limit == null ? all : all.sample(limit, seed);
  }

  /** Where they lie. */
  Path source() {
    return images;
  }

  /** The name of the output that holds the logits; empty for the first. */
  String logits() {
    return logits;
  }

  long seed() {
    return seed;
  }

  /**
   * All that matters for numbers.
   *
   * @throws UserError if an option makes no sense
   */
  ChannelSurvey.Settings settings(Images shown) {
    Pass.Normalisation taken =
        statistics == Statistics.EVAL ? Pass.Normalisation.RUNNING : Pass.Normalisation.BATCH;
    ChannelSurvey.Followed whose = followed;
    if (whose == null) {
      whose = shown.labelled() ? ChannelSurvey.Followed.LABEL : ChannelSurvey.Followed.PREDICTED;
    }
    return new ChannelSurvey.Settings(
        new ChannelGradients.Settings(definition, signal(), layers, taken),
        normalisation(shown),
        whose,
        batch);
  }

  /** For provenance. */
  Map<String, String> words(ChannelSurvey.Settings settings, Images shown) {
    Map<String, String> words = new TreeMap<>();
    words.put("definition", definition.toString());
    words.put("signal", settings.channels().signal().toString());
    words.put("follow", settings.followed().toString());
    words.put("layers", layers);
    words.put("batch_norm", statistics.name().toLowerCase(Locale.ROOT));
    words.put("batch", String.valueOf(settings.batch()));
    words.put("split", split.toString());
    words.put("resize", resize == null ? "none" : resize);
    words.put("limit", limit == null ? "none" : limit.toString());
    words.put("images_sha256", shown.source().sha256());
    return words;
  }

  /** Checked before anything is opened. */
  Signal signal() {
    for (Signal one : Signal.values()) {
      if (one.toString().equals(signal.toLowerCase(Locale.ROOT))) return one;
    }
    throw new UserError("--signal " + signal + ": weighted-logit, logit or loss");
  }

  /** The shorter side 256/224 of what is cut out, as ImageNet networks are tested. */
  private static Fit fit(String text) {
    if (!text.matches("\\d{1,5},\\d{1,5}")) throw new UserError("--resize " + text + ": say H,W");
    int comma = text.indexOf(',');
    int height = Integer.parseInt(text.substring(0, comma));
    int width = Integer.parseInt(text.substring(comma + 1));
    int side = (int) Math.round(Math.max(height, width) * 256 / 224.0);
    return new Fit.Crop(side, height, width);
  }

  private Normalisation normalisation(Images shown) {
    return switch (expected) {
      case AUTO -> shown.channels() == 3 ? Normalisation.imageNet() : Normalisation.none();
      case IMAGENET -> Normalisation.imageNet();
      case CENTRED -> Normalisation.all(.5, .5);
      case NONE -> Normalisation.none();
    };
  }
}
