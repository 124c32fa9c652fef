package dev.sonde.app.command;

import dev.sonde.analysis.heatmap.MatrixImage;
import dev.sonde.analysis.heatmap.Settings;
import dev.sonde.analysis.weights.FineHistograms;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.page.FigureIndex;
import dev.sonde.figure.weights.Distribution;
import dev.sonde.figure.weights.DistributionFigure;
import dev.sonde.figure.weights.HeatmapFigure;
import dev.sonde.file.AtomicFile;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde figures}: a heatmap and a histogram of every tensor. */
@Command(
    name = "figures",
    mixinStandardHelpOptions = true,
    description = {
      "Draws every tensor as a heatmap and a histogram.",
      "With an index.html that shows them all."
    },
    footer = {"", "Example: sonde figures model.pt --match 'encoder.**' -d figures"})
public final class FiguresCommand implements Callable<Integer> {

  /** Finer than a page of thumbnails needs; single figures have more. */
  private static final int CELLS = 500;

  private final Session session;

  @Parameters(paramLabel = "FILE", description = "A checkpoint of any known format.")
  private Path file = Path.of("");

  @Option(
      names = {"-d", "--directory"},
      required = true,
      paramLabel = "DIR",
      description = "Where the figures go; made if it is missing.")
  private Path directory = Path.of("");

  @Option(
      names = "--match",
      paramLabel = "GLOB",
      defaultValue = "**",
      description = "Only tensors whose address matches (default: all).")
  private String match = "**";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "svg",
      description = "svg, png or pdf (default ${DEFAULT-VALUE}).")
  private FigureFile.Format format = FigureFile.Format.SVG;

  public FiguresCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    List<Tensor> tensors = Selection.all(Checkpoint.open(file), List.of(match));
    List<FigureIndex.Item> items;
    try (Progress progress = Progress.of(session.console(), "tensors", tensors.size())) {
      // Each tensor's figures are its own files: the order of the work changes nothing.
      items =
          IntStream.range(0, tensors.size())
              .parallel()
              .mapToObj(
                  i -> {
                    FigureIndex.Item item = draw(i, tensors.get(i));
                    progress.step(1);
                    return item;
                  })
              .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    AtomicFile.writeString(
        directory.resolve("index.html"),
        FigureIndex.html(
            String.valueOf(file.getFileName()),
            items.size() == 1 ? "1 tensor" : items.size() + " tensors",
            items));
    FigureOutput.tell(session, directory.resolve("index.html"));
    return 0;
  }

  private FigureIndex.Item draw(int number, Tensor tensor) {
    String words = tensor.storedType() + " " + tensor.shape();
    if (tensor.count() == 0) {
      return new FigureIndex.Item(tensor.address(), words + ": empty, nothing to draw", List.of());
    }
    String ending = "." + format.name().toLowerCase(Locale.ROOT);
    String heatmap = FigureIndex.fileName(number, tensor.address(), ".heatmap" + ending);
    String histogram = FigureIndex.fileName(number, tensor.address(), ".hist" + ending);
    try {
      MatrixImage image = MatrixImage.of(tensor, Settings.defaults().cells(CELLS, CELLS));
      FigureFile.write(HeatmapFigure.of(image), directory.resolve(heatmap));
      var bins = FineHistograms.of(List.of(tensor), FineHistograms.BINS).getFirst();
      FigureFile.write(
          DistributionFigure.of(
              tensor.address(),
              List.of(new Distribution(tensor.address(), bins)),
              DistributionFigure.Heights.LINEAR),
          directory.resolve(histogram));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FigureIndex.Item(tensor.address(), words, List.of(heatmap, histogram));
  }
}
