package dev.sonde.question.channels;

import dev.sonde.analysis.channels.LayerChannels;
import dev.sonde.checkpoint.pause.PausedFile;
import dev.sonde.figure.Figure;
import dev.sonde.figure.channels.ChannelFigures;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.CsvTable;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Torch;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.question.pause.Fingerprint;
import dev.sonde.study.channels.ChannelSurvey;
import dev.sonde.study.images.Images;
import dev.sonde.study.run.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much gradient do channels absorb and emit? */
public final class ChannelsQuestion implements Question<ChannelsSettings, ChannelsAnswer> {

  /** Layers that boxes are drawn of, as in the published figures. */
  private static final int BOXED = 5;

  @Override
  public About<ChannelsSettings> about() {
    return About.of(
            "channels",
            Group.RUN,
            "Measures how much gradient each channel absorbs and emits.",
            ChannelsSettings.class)
        .details(
            """
            Follows the gradient of each image's class through a network's convolutions: how much \
            each channel absorbs and emits, over all images. MODEL is any file of a network with \
            image input. If it was stopped and the answer goes to a file, the same command \
            continues and gives the same bytes.\
            """)
        .needs(Need.NETWORK, Need.INPUTS)
        .examples("channels resnet20.onnx --images test_batch.bin --limit 500 -o report.html");
  }

  @Override
  public ChannelsAnswer answer(ChannelsSettings settings, Work work) throws IOException {
    Torch.require();
    String logits = settings.logits() == null ? "" : settings.logits();
    try (Network<Array, Array> network = Network.openSingle(settings.model(), logits)) {
      Images images = settings.shown().open();
      ChannelSurvey.Settings how = settings.survey(images);
      String digest = images.source().sha256();
      ChannelSurvey survey = survey(settings, network, images, how, digest, work);
      return new ChannelsAnswer(survey, how, settings.shown().images(), digest);
    }
  }

  private ChannelSurvey survey(
      ChannelsSettings settings,
      Network<Array, Array> network,
      Images images,
      ChannelSurvey.Settings how,
      String digest,
      Work work)
      throws IOException {
    try (Work.Stage stage = work.stage("following gradients", "images", images.size())) {
      if (work.outputs().isEmpty()) {
        return PausedFile.straight(
                work::stopped, from -> SurveySteps.of(network, images, how, from, stage))
            .run()
            .result();
      }
      Map<String, String> asked = about().codec().writeForResult(settings);
      String key = new Fingerprint().and(settings.model()).and(asked).and(digest).hex();
      Path beside = PausedFile.beside(work.outputs().getFirst());
      PausedFile paused = new PausedFile(beside, "a survey of channels", key);
      SurveySteps steps =
          paused.finish(work::stopped, from -> SurveySteps.of(network, images, how, from, stage));
      work.removeWhenWritten(paused.path());
      return steps.run().result();
    }
  }

  @Override
  public List<Path> inputs(ChannelsSettings settings) {
    List<Path> files = new ArrayList<>(List.of(settings.model()));
    files.addAll(settings.shown().files());
    return files;
  }

  @Override
  public Object document(ChannelsSettings settings, ChannelsAnswer answer) {
    return answer.document();
  }

  @Override
  public Page summary(ChannelsSettings settings, ChannelsAnswer answer) {
    return new ChannelsPage(settings, answer, Map.of()).page();
  }

  @Override
  public Page page(ChannelsSettings settings, ChannelsAnswer answer, Work work) {
    return new ChannelsPage(settings, answer, figures(settings, answer)).page();
  }

  private static Map<String, Figure> figures(ChannelsSettings settings, ChannelsAnswer answer) {
    List<LayerChannels> all = answer.survey().study().layers();
    int first = settings.first() == null ? Integer.MAX_VALUE : settings.first();
    Map<String, Figure> drawn = new LinkedHashMap<>();
    drawn.put("boxes", ChannelFigures.boxes(some(all), first));
    drawn.put("sorted", ChannelFigures.sorted(all));
    drawn.put("histograms", ChannelFigures.histograms(all));
    drawn.put("overview", ChannelFigures.overview(all));
    return drawn;
  }

  /** Some layers from the first to the last. */
  private static List<LayerChannels> some(List<LayerChannels> all) {
    if (all.size() <= BOXED) return all;
    List<LayerChannels> some = new ArrayList<>();
    for (int i = 0; i < BOXED; i++) some.add(all.get(i * (all.size() - 1) / (BOXED - 1)));
    return some;
  }

  @Override
  public List<Output<ChannelsSettings, ChannelsAnswer>> outputs() {
    return List.of(
        new Output<>(
            List.of(".csv"),
            "every channel",
            (settings, answer, file, work) ->
                CsvTable.write(ChannelsTable.of(answer.survey().study()), file)),
        new Output<>(
            List.of(".parquet"),
            "every channel",
            (settings, answer, file, work) ->
                TableFile.write(ChannelsTable.of(answer.survey().study()), file)),
        new Output<>(List.of(Output.FOLDER), "the drawings", ChannelsQuestion::draw));
  }

  private static void draw(ChannelsSettings settings, ChannelsAnswer answer, Path folder, Work work)
      throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, Figure> figure : figures(settings, answer).entrySet()) {
      Drawings.write(figure.getValue(), folder.resolve(figure.getKey() + ".svg"), work);
    }
  }
}
