package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.channels.ChannelStudy;
import dev.sonde.analysis.channels.LayerChannels;
import dev.sonde.analysis.channels.SignTest;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.figure.Figure;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.channels.ChannelFigures;
import dev.sonde.network.channels.ChannelGradients;
import dev.sonde.network.channels.Definition;
import dev.sonde.network.channels.Signal;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Torch;
import dev.sonde.study.channels.ChannelSurvey;
import dev.sonde.study.images.Fit;
import dev.sonde.study.images.ImageSettings;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;
import dev.sonde.study.images.Split;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde channels}: how much gradient do channels receive and send on? */
@Command(
    name = "channels",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how much gradient each channel absorbs and emits.",
      "Follows the gradient of each image's class through a network's convolutions: how much each",
      "channel absorbs and emits, over all images. MODEL is an ONNX file with one input, a",
      "CIFAR-10 ResNet (.th), or one of Sonde's own convolutional networks."
    },
    footer = {
      "",
      "Example: sonde channels resnet20.onnx --images test_batch.bin --figures out/ --limit 500"
    })
public final class ChannelsCommand implements Callable<Integer> {

  private final Session session;

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

  @Parameters(index = "0", paramLabel = "MODEL", description = "A network of images.")
  private Path model = Path.of("");

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

  @Option(
      names = "--figures",
      paramLabel = "FOLDER",
      description = "Draw boxes, sorted curves, histograms and the overview there.")
  private @Nullable Path figures;

  @Option(
      names = "--first",
      paramLabel = "N",
      defaultValue = "15",
      description = "Channels of a layer that boxes are drawn of (default: ${DEFAULT-VALUE}).")
  private int first = 15;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write all channels as CSV.")
  private @Nullable Path csv;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public ChannelsCommand(Session session) {
    this.session = session;
  }

  private record Document(
      int images,
      double accuracy,
      Normalisation normalisation,
      ChannelStudy study,
      Provenance provenance) {}

  @Override
  public Integer call() throws IOException {
    Signal chosen = signal();
    Torch.require();
    try (Network<Array, Array> network = Network.openSingle(model, logits)) {
      Images shown = images();
      Normalisation normalisation = normalisation(shown);
      ChannelSurvey.Followed whose = followed;
      if (whose == null) {
        whose = shown.labelled() ? ChannelSurvey.Followed.LABEL : ChannelSurvey.Followed.PREDICTED;
      }
      Pass.Normalisation taken =
          statistics == Statistics.EVAL ? Pass.Normalisation.RUNNING : Pass.Normalisation.BATCH;
      ChannelGradients.Settings channels =
          new ChannelGradients.Settings(definition, chosen, layers, taken);
      ChannelSurvey.Settings settings =
          new ChannelSurvey.Settings(channels, normalisation, whose, batch);
      ChannelSurvey survey;
      try (Progress progress = Progress.of(session.console(), "images", shown.size())) {
        survey = ChannelSurvey.of(network, shown, settings, progress::step);
      }
      if (csv != null) table(survey.study()).writeCsv(csv);
      if (figures != null) draw(survey.study().layers(), figures);
      print(survey, settings, shown);
    }
    return 0;
  }

  private Signal signal() {
    for (Signal one : Signal.values()) {
      if (one.toString().equals(signal.toLowerCase(Locale.ROOT))) return one;
    }
    throw new UserError("--signal " + signal + ": weighted-logit, logit or loss");
  }

  private Images images() {
    ImageSettings settings = ImageSettings.defaults().split(split);
    if (resize != null) settings = settings.fit(fit(resize));
    Images all = Images.open(images, settings);
    return limit == null ? all : all.sample(limit, seed);
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

  private void draw(List<LayerChannels> all, Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, Figure> drawn = new LinkedHashMap<>();
    drawn.put("boxes", ChannelFigures.boxes(some(all), first));
    drawn.put("sorted", ChannelFigures.sorted(all));
    drawn.put("histograms", ChannelFigures.histograms(all));
    drawn.put("overview", ChannelFigures.overview(all));
    for (Map.Entry<String, Figure> figure : drawn.entrySet()) {
      Path file = folder.resolve(figure.getKey() + ".svg");
      FigureFile.write(figure.getValue(), file);
      FigureOutput.tell(session, file);
    }
  }

  /** Five layers from the first to the last, as the published figures. */
  private static List<LayerChannels> some(List<LayerChannels> all) {
    int most = 5;
    if (all.size() <= most) return all;
    List<LayerChannels> some = new ArrayList<>();
    for (int i = 0; i < most; i++) some.add(all.get(i * (all.size() - 1) / (most - 1)));
    return some;
  }

  private void print(ChannelSurvey survey, ChannelSurvey.Settings settings, Images shown) {
    PrintWriter out = session.console().out();
    if (json) {
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
      Provenance provenance = session.provenance(List.of(model, images), words, seed);
      Json.print(
          out,
          new Document(
              survey.images(),
              survey.accuracy(),
              settings.normalisation(),
              survey.study(),
              provenance));
      return;
    }
    out.printf(
        "%d images, definition %s, signal %s of the %s%n",
        survey.images(), definition, settings.channels().signal(), settings.followed());
    if (!Double.isNaN(survey.accuracy())) {
      out.println("the network is right about " + TextTable.figure(survey.accuracy()));
    }
    out.println();
    overview(survey.study().layers()).print(out);
    out.println();
    say(out, "emission varies more over images (σ / mean)", survey.study().varies());
    say(out, "emission varies more over images (σ)", survey.study().deviates());
    say(out, "channels lie further apart in emission", survey.study().differs());
    out.printf(
        "channels differ (Friedman, p < 0.01 after Holm): absorption in %d, emission in %d of %d"
            + " layers%n",
        survey.study().orderedAbsorption(),
        survey.study().orderedEmission(),
        survey.study().layers().size());
    out.flush();
  }

  private static void say(PrintWriter out, String what, SignTest test) {
    out.printf(
        "%s: in %d layers of %d (sign test p = %s)%n",
        what, test.more(), test.more() + test.less(), TextTable.figure(test.p()));
  }

  private static TextTable overview(List<LayerChannels> layers) {
    TextTable table =
        new TextTable(
            List.of(
                "layer",
                "channels",
                "absorption σ/mean",
                "emission σ/mean",
                "absorption between",
                "emission between",
                "absorption W",
                "emission W"));
    for (LayerChannels layer : layers) {
      table.row(
          List.of(
              layer.site(),
              layer.emission().channels().size(),
              layer.absorption().variation(),
              layer.emission().variation(),
              layer.absorption().between(),
              layer.emission().between(),
              layer.absorption().order().w(),
              layer.emission().order().w()));
    }
    return table;
  }

  private static TextTable table(ChannelStudy study) {
    TextTable table =
        new TextTable(
            List.of(
                "layer",
                "direction",
                "channel",
                "mean",
                "variance",
                "low",
                "first",
                "median",
                "third",
                "high",
                "beyond"));
    for (LayerChannels layer : study.layers()) {
      for (boolean emitted : new boolean[] {false, true}) {
        var direction = emitted ? layer.emission() : layer.absorption();
        for (var c : direction.channels()) {
          table.row(
              List.of(
                  layer.site(),
                  emitted ? "emission" : "absorption",
                  c.channel(),
                  c.mean(),
                  c.variance(),
                  c.low(),
                  c.first(),
                  c.median(),
                  c.third(),
                  c.high(),
                  c.beyond()));
        }
      }
    }
    return table;
  }
}
