package dev.sonde.bench.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Tsne;
import dev.sonde.bench.Clock;
import dev.sonde.bench.NpyFile;
import dev.sonde.checkpoint.Checkpoint;
import java.nio.file.Path;

/**
 * Sonde's part, from a cold start: {@code VECTORS.npy OUT.npy THREADS}, or {@code made:COUNT}
 * instead of the first. Reading or making vectors is not timed. Beside the coordinates stands
 * {@code OUT.npy.kl.npy}: the divergence and the recall of neighbours.
 */
public final class TsneProjection {

  private TsneProjection() {}

  public static void main(String[] arguments) throws Exception {
    Points points = vectors(arguments[0]);
    Tsne tsne;
    Clock clock = new Clock();
    try (Workers workers = Workers.of(Integer.parseInt(arguments[2]))) {
      tsne = Tsne.of(points, Tsne.Settings.defaults(), workers);
    }
    Path out = Path.of(arguments[1]);
    NpyFile.write(out, tsne.coordinates());
    float[] facts = {(float) tsne.kl(), (float) tsne.neighbourRecall()};
    NpyFile.write(Path.of(out + ".kl.npy"), Points.of(facts, 1, 2));
    clock.done();
  }

  private static Points vectors(String what) {
    if (what.startsWith("made:")) {
      return PictureVectors.made(Integer.parseInt(what.substring("made:".length())));
    }
    var tensor = Checkpoint.open(Path.of(what)).tensors().getFirst();
    int count = Math.toIntExact(tensor.shape().extent(0));
    return Points.of(tensor.toFloats(), count, Math.toIntExact(tensor.shape().extent(1)));
  }
}
