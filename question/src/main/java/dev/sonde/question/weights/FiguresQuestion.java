package dev.sonde.question.weights;

import dev.sonde.analysis.heatmap.MatrixImage;
import dev.sonde.analysis.heatmap.Settings;
import dev.sonde.analysis.weights.FineHistograms;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.FigureIndex;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.weights.Distribution;
import dev.sonde.figure.weights.DistributionFigure;
import dev.sonde.figure.weights.HeatmapFigure;
import dev.sonde.file.AtomicFile;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A heatmap and a histogram of every tensor, in a folder with an index. */
public final class FiguresQuestion implements Question<FiguresSettings, FiguresQuestion.Answer> {

  /** Finer than a page of thumbnails needs; single figures have more. */
  private static final int CELLS = 500;

  /** Addresses of the tensors that are drawn. */
  public record Answer(List<String> tensors) {
    public Answer {
      tensors = List.copyOf(tensors);
    }
  }

  @Override
  public About<FiguresSettings> about() {
    return About.of(
            "figures",
            Group.LOOK,
            "Draws every tensor as a heatmap and a histogram.",
            FiguresSettings.class)
        .details("They go into a folder, with an index.html that shows them all.")
        .needs(Need.CHECKPOINT)
        .writesFile()
        .examples("figures model.pt --match 'encoder.**' -o figures");
  }

  @Override
  public Answer answer(FiguresSettings settings, Work work) {
    return new Answer(tensors(settings).stream().map(Tensor::address).toList());
  }

  private static List<Tensor> tensors(FiguresSettings settings) {
    return Selection.all(Checkpoint.open(settings.file()), List.of(settings.match()));
  }

  @Override
  public Page summary(FiguresSettings settings, Answer answer) {
    String drawn = Numbers.count(answer.tensors().size(), "tensor", "tensors");
    return new Page(
        String.valueOf(settings.file().getFileName()),
        "",
        List.of(Finding.plain(drawn + " drawn.")),
        List.of());
  }

  @Override
  public List<Output<FiguresSettings, Answer>> outputs() {
    return List.of(
        new Output<>(
            List.of(Output.FOLDER),
            "the figures and index.html",
            (settings, answer, folder, work) -> write(settings, folder, work)));
  }

  private static void write(FiguresSettings settings, Path folder, Work work) throws IOException {
    List<Tensor> tensors = tensors(settings);
    List<FigureIndex.Item> items;
    try (Work.Stage stage = work.stage("drawing", "tensors", tensors.size())) {
      // Each tensor's figures are its own files: the order of the work changes nothing.
      items =
          IntStream.range(0, tensors.size())
              .parallel()
              .mapToObj(
                  i -> {
                    FigureIndex.Item item = draw(i, tensors.get(i), settings.format(), folder);
                    stage.step(1);
                    return item;
                  })
              .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    AtomicFile.writeString(
        folder.resolve("index.html"),
        FigureIndex.html(
            String.valueOf(settings.file().getFileName()),
            Numbers.count(items.size(), "tensor", "tensors"),
            items));
  }

  private static FigureIndex.Item draw(
      int number, Tensor tensor, FigureFile.Format format, Path folder) {
    String words = tensor.storedType() + " " + tensor.shape();
    if (tensor.count() == 0) {
      return new FigureIndex.Item(tensor.address(), words + ": empty, nothing to draw", List.of());
    }
    String ending = "." + format.name().toLowerCase(Locale.ROOT);
    String heatmap = FigureIndex.fileName(number, tensor.address(), ".heatmap" + ending);
    String histogram = FigureIndex.fileName(number, tensor.address(), ".hist" + ending);
    try {
      MatrixImage image = MatrixImage.of(tensor, Settings.defaults().cells(CELLS, CELLS));
      FigureFile.write(HeatmapFigure.of(image), folder.resolve(heatmap));
      var bins = FineHistograms.of(List.of(tensor), FineHistograms.BINS).getFirst();
      FigureFile.write(
          DistributionFigure.of(
              tensor.address(),
              List.of(new Distribution(tensor.address(), bins)),
              DistributionFigure.Heights.LINEAR),
          folder.resolve(histogram));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FigureIndex.Item(tensor.address(), words, List.of(heatmap, histogram));
  }
}
