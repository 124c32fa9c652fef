package dev.sonde.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every checkpoint under {@code shared/data} opens and can be read to its last element, with gates
 * and without. A new format adds its file names to {@link #FORMATS}.
 */
class EveryRealFileTest {

  /** What a checkpoint's file name looks like, and how the name of its format starts. */
  private static final Map<String, String> FORMATS =
      Map.of(
          ".*\\.safetensors", "safetensors",
          ".*\\.safetensors\\.index\\.json", "safetensors-index",
          ".*\\.npy", "npy",
          ".*\\.npz", "npz",
          ".*\\.onnx", "onnx",
          ".*\\.(h5|hdf5|keras)", "keras",
          ".*\\.(pt|pth|th)", "pytorch",
          "tomita3_1_layer_.*", "pytorch");

  /** Made to be refused. */
  private static final List<String> REFUSED = List.of("objects.npy");

  @TestFactory
  Stream<DynamicTest> open_everyCheckpoint_readsEveryElement() throws IOException {
    Path root = SharedData.path("README.md").resolveSibling("");
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(EveryRealFileTest::isReadable).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(25);
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(root.relativize(file).toString(), () -> read(file)));
  }

  /** Whether it is a checkpoint of a format that is registered. */
  private static boolean isReadable(Path file) {
    String name = file.getFileName().toString();
    if (!Files.isRegularFile(file) || REFUSED.contains(name)) return false;
    return FORMATS.entrySet().stream()
        .filter(format -> name.matches(format.getKey()))
        .anyMatch(format -> isRegistered(format.getValue()));
  }

  private static boolean isRegistered(String format) {
    return Formats.names().stream().anyMatch(name -> name.startsWith(format));
  }

  private static void read(Path file) {
    Checkpoint checkpoint = Checkpoint.open(file);
    String name = file.getFileName().toString();
    assertThat(FORMATS.entrySet())
        .anyMatch(
            format ->
                name.matches(format.getKey()) && checkpoint.format().startsWith(format.getValue()));
    assertThat(checkpoint.tensors()).isNotEmpty();
    checkpoint.tensors().forEach(EveryRealFileTest::readAll);
    checkpoint.withGates().tensors().forEach(EveryRealFileTest::readAll);
  }

  private static void readAll(Tensor tensor) {
    Tensor real = tensor.asReal();
    TensorReader reader = real.reader();
    double[] block = new double[1 << 12];
    for (long at = 0; at < real.count(); at += block.length) {
      reader.doubles(at, block, (int) Math.min(block.length, real.count() - at));
    }
  }
}
