package dev.sonde.examples;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Tsne;
import dev.sonde.analysis.vectors.TextSettings;
import dev.sonde.analysis.vectors.Vectors;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.projection.ProjectionFigure;
import dev.sonde.figure.projection.Scatter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws vectors in the plane by t-SNE.
 *
 * <p>Arguments: a file of vectors (one per row of a .npy or .csv file, or the only tensor of a
 * checkpoint), and a file that ends in .svg, .png or .pdf.
 */
public final class ProjectVectors {

  private ProjectVectors() {}

  public static void main(String[] arguments) throws IOException {
    Points points = Vectors.read(Path.of(arguments[0]), null, TextSettings.found()).points();
    try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      Tsne.Settings settings = Tsne.Settings.defaults().withIterations(500);
      Tsne picture = Tsne.of(points, settings, workers);
      System.out.printf(
          "%d points, Kullback-Leibler divergence %.3f, %.0f %% of neighbours kept%n",
          points.count(), picture.kl(), 100 * picture.neighbourRecall());
      Scatter scatter = Scatter.of("t-SNE", picture.coordinates());
      FigureFile.write(
          ProjectionFigure.of("Vectors in the plane", scatter, List.of(), ""),
          Path.of(arguments[1]));
    }
  }
}
