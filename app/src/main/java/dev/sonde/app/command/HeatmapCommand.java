package dev.sonde.app.command;

import dev.sonde.analysis.heatmap.MatrixImage;
import dev.sonde.analysis.heatmap.Settings;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.weights.HeatmapFigure;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde heatmap}: how does this tensor look? */
@Command(
    name = "heatmap",
    mixinStandardHelpOptions = true,
    description = {
      "Draws a tensor as a matrix of colours.",
      "The first axis goes down, all others across; zero is white. Of a large matrix the "
          + "figure shows the mean and the largest size of each cell."
    },
    footer = {"", "Example: sonde heatmap model.pt decoder.out.weight -o heatmap.svg"})
public final class HeatmapCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "FILE", description = "A checkpoint of any known format.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "ADDRESS",
      description = "A tensor's address, or a pattern that only one tensor matches.")
  private String address = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FIGURE",
      description = "Where the figure goes: .svg, .png or .pdf.")
  private Path output = Path.of("");

  @Option(
      names = "--cells",
      paramLabel = "N",
      defaultValue = "1000",
      description = "At most N × N cells (default ${DEFAULT-VALUE}, at most 4096).")
  private int cells;

  @Option(
      names = "--coverage",
      paramLabel = "SHARE",
      defaultValue = "0.995",
      description = "Share of the values within the colours' limits (default ${DEFAULT-VALUE}).")
  private double coverage;

  public HeatmapCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    FigureOutput.requireFormat(output);
    Settings settings = settings();
    Tensor tensor = Selection.one(Checkpoint.open(file), address);
    if (tensor.count() == 0) {
      throw new UserError(file + ": tensor '" + tensor.address() + "' is empty: nothing to draw");
    }
    FigureFile.write(HeatmapFigure.of(MatrixImage.of(tensor, settings)), output);
    FigureOutput.tell(session, output);
    return 0;
  }

  private Settings settings() {
    try {
      return Settings.defaults().cells(cells, cells).coverage(coverage);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }
}
