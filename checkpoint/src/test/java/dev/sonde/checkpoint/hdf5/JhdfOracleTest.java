package dev.sonde.checkpoint.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.reader.Bytes;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another reader of HDF5, written by others, sees the same numbers. Where jhdf 0.13.0 differs from
 * h5py, h5py's digests hold (see {@link Hdf5GoldenTest}) and jhdf is not asked: it gives zeros for
 * fill values, counts the chunks of extensible arrays by the present extents instead of the
 * greatest, and refuses a file of many types altogether.
 */
class JhdfOracleTest {

  private static final List<String> WRONG_IN_JHDF = List.of("sparse", "/columns");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "addition-keras/2term-2digit-1units.h5",
        "addition-keras/2term-2digit-8units.h5",
        "addition-keras/2term-2digit-32units.h5",
        "checkpoints/resnet8-cifar10.h5",
        "checkpoints/textgenrnn.hdf5",
        "checkpoints/made/chunked-gzip.h5"
      })
  void tensors_ofRealFiles_areWhatJhdfReads(String relative) {
    Path path = SharedData.path(relative);
    Comparison comparison = compare(path);
    assertThat(comparison.unreadable()).isZero();
    assertThat(comparison.compared()).isPositive();
  }

  /** The second column: how many datasets jhdf can read at least. */
  @ParameterizedTest
  @CsvSource({
    "chunks-earliest.h5, 40",
    "groups-earliest.h5, 30",
    "groups-latest.h5, 30",
    "user-block.h5, 2",
    "small-latest.h5, 8"
  })
  void tensors_ofGoldens_areWhatJhdfReads(String name, int atLeast) throws IOException {
    Path path = folder.resolve(name);
    Files.write(path, Goldens.file(name));
    assertThat(compare(path).compared()).isGreaterThanOrEqualTo(atLeast);
  }

  private record Comparison(int compared, int unreadable) {}

  private static Comparison compare(Path path) {
    int compared = 0;
    int unreadable = 0;
    try (HdfFile other = new HdfFile(path)) {
      Hdf5File ours = Hdf5File.open(Bytes.map(path));
      for (Hdf5Dataset dataset : ours.datasets().values()) {
        boolean wrong = WRONG_IN_JHDF.stream().anyMatch(dataset.path()::contains);
        if (wrong || !dataset.isNumbers() || dataset.type().startsWith("complex")) continue;
        double[] expected = readByJhdf(other, dataset.path());
        if (expected == null) {
          unreadable++;
          continue;
        }
        compared++;
        assertThat(dataset.tensor("x").toDoubles()).as(dataset.path()).isEqualTo(expected);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new Comparison(compared, unreadable);
  }

  /** The numbers, or null where jhdf cannot read them. */
  private static double @Nullable [] readByJhdf(HdfFile file, String path) {
    try {
      Dataset dataset = file.getDatasetByPath(path);
      if (dataset.getSize() == 0) return new double[0];
      return doubles(dataset.isScalar() ? List.of(dataset.getData()) : dataset.getDataFlat());
    } catch (HdfException | UnsupportedOperationException e) {
      return null;
    }
  }

  private static double[] doubles(Object array) {
    return switch (array) {
      case double[] values -> values;
      case float[] values ->
          IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
      case long[] values -> Arrays.stream(values).mapToDouble(value -> value).toArray();
      case int[] values -> Arrays.stream(values).mapToDouble(value -> value).toArray();
      case short[] values ->
          IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
      case byte[] values -> IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
      case BigInteger[] values ->
          Arrays.stream(values).mapToDouble(BigInteger::doubleValue).toArray();
      case List<?> scalar ->
          scalar.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
      default -> throw new UnsupportedOperationException(array.getClass().toString());
    };
  }
}
