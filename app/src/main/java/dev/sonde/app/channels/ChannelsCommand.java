package dev.sonde.app.channels;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.channels.LayerChannels;
import dev.sonde.app.images.ImageOptions;
import dev.sonde.app.output.FigureOutput;
import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Session;
import dev.sonde.figure.Figure;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.channels.ChannelFigures;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Torch;
import dev.sonde.question.pause.Fingerprint;
import dev.sonde.question.pause.PausedFile;
import dev.sonde.study.channels.ChannelSurvey;
import dev.sonde.study.images.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "CIFAR-10 ResNet (.th), or one of Sonde's own convolutional networks. Stopped, it goes on"
          + " with",
      "the same command, to the same bytes."
    },
    footer = {
      "",
      "Example: sonde channels resnet20.onnx --images test_batch.bin --limit 500 -o report.html"
    })
public final class ChannelsCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A network of images.")
  private Path model = Path.of("");

  @Mixin private ChannelsOptions options = new ChannelsOptions();

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

  @Option(
      names = {"-o", "--report"},
      paramLabel = "FILE",
      description = "Write words, tables and figures as one HTML file.")
  private @Nullable Path report;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public ChannelsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    return Interruption.watch(session.console(), this::survey);
  }

  /** Does it all, until it is told to stop. */
  int survey(BooleanSupplier stop) throws IOException {
    options.signal();
    Torch.require();
    try (Network<Array, Array> network = Network.openSingle(model, options.logits())) {
      Images shown = options.images();
      ChannelSurvey.Settings settings = options.settings(shown);
      ChannelsRun run = new ChannelsRun(session, network, shown, settings, paused(shown, settings));
      ChannelSurvey survey = run.run(stop);
      ChannelsText text = new ChannelsText(survey, settings);
      List<Path> files = new ArrayList<>(List.of(model));
      files.addAll(ImageOptions.files(options.source(), shown));
      Provenance how = session.provenance(files, options.words(settings, shown), options.seed());
      if (csv != null) text.table().writeCsv(csv);
      if (figures != null || report != null) draw(text, how);
      run.paused().forget();
      if (json) text.json(session.console().out(), how);
      else text.print(session.console().out());
    }
    return 0;
  }

  /** Beside whatever is written; else in the working folder, under a name of its own. */
  private PausedFile paused(Images shown, ChannelSurvey.Settings settings) {
    String key =
        new Fingerprint()
            .and(model)
            .and(options.logits())
            .and(options.words(settings, shown))
            .and(options.seed())
            .and(settings)
            .hex();
    Path output = report != null ? report : csv != null ? csv : null;
    if (output == null && figures != null) output = figures.resolve("channels");
    if (output == null) output = Path.of("sonde-channels-" + key.substring(0, 12));
    return new PausedFile(PausedFile.beside(output), "a survey of channels", key);
  }

  private void draw(ChannelsText text, Provenance how) throws IOException {
    List<LayerChannels> all = text.survey().study().layers();
    Map<String, Figure> drawn = new LinkedHashMap<>();
    drawn.put("boxes", ChannelFigures.boxes(some(all), first));
    drawn.put("sorted", ChannelFigures.sorted(all));
    drawn.put("histograms", ChannelFigures.histograms(all));
    drawn.put("overview", ChannelFigures.overview(all));
    if (figures != null) {
      Files.createDirectories(figures);
      for (Map.Entry<String, Figure> figure : drawn.entrySet()) {
        Path file = figures.resolve(figure.getKey() + ".svg");
        FigureFile.write(figure.getValue(), file);
        FigureOutput.tell(session, file);
      }
    }
    if (report != null) {
      new ChannelsReport(model, options.source(), text, drawn, how).write(report);
      FigureOutput.tell(session, report);
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
}
