package dev.sonde.checkpoint.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.reader.Bytes;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What jhdf writes comes back, whatever the shape, chunks and filters. */
class JhdfRoundTripTest {

  @Property(tries = 60)
  void tensor_thatJhdfWrote_comesBack(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @IntRange(min = 1, max = 17) int chunk,
      @ForAll boolean chunked,
      @ForAll boolean shuffled,
      @ForAll boolean deflated,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    double[][] matrix = new double[rows][columns];
    int[] vector = new int[columns];
    for (double[] row : matrix) {
      for (int i = 0; i < columns; i++) row[i] = random.nextGaussian();
    }
    for (int i = 0; i < columns; i++) vector[i] = random.nextInt();
    DatasetCreationOptions.Builder options = DatasetCreationOptions.builder();
    if (chunked) {
      options.chunkDimensions(Math.min(chunk, rows), Math.min(chunk, columns));
      if (shuffled) options.shuffle();
      if (deflated) options.deflate();
    }
    Path path = Files.createTempFile("jhdf", ".h5");
    try {
      try (WritableHdfFile file = HdfFile.write(path)) {
        file.putAttribute("seed", seed);
        file.putDataset("matrix", matrix, options.build());
        file.putGroup("group").putDataset("vector", vector);
      }
      Hdf5File read = Hdf5File.open(Bytes.map(path));
      double[] flat = read.dataset("/matrix").tensor("m").toDoubles();
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          assertThat(flat[i * columns + j]).isEqualTo(matrix[i][j]);
        }
      }
      double[] integers = read.dataset("/group/vector").tensor("v").toDoubles();
      for (int i = 0; i < columns; i++) assertThat(integers[i]).isEqualTo(vector[i]);
      Hdf5Group root = Objects.requireNonNull(read.group("/"));
      assertThat(Objects.requireNonNull(root.attribute("seed")).count()).isEqualTo(1);
    } finally {
      Files.delete(path);
    }
  }
}
