package dev.sonde.examples;

import dev.sonde.analysis.heatmap.MatrixImage;
import dev.sonde.analysis.heatmap.Settings;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.Figure;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.weights.HeatmapFigure;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Draws one tensor, or the block of one gate, as a heatmap.
 *
 * <p>Arguments: a checkpoint, an address ({@code decoder.rnn/W_hn}), and a file that ends in .svg,
 * .png or .pdf.
 */
public final class DrawWeights {

  private DrawWeights() {}

  public static void main(String[] arguments) throws IOException {
    Checkpoint model = Checkpoint.open(Path.of(arguments[0])).withGates();
    MatrixImage image = MatrixImage.of(model.tensor(arguments[1]), Settings.defaults());
    Figure figure = HeatmapFigure.of(image);
    FigureFile.write(figure, Path.of(arguments[2]));
  }
}
