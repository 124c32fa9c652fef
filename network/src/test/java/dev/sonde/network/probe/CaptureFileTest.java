package dev.sonde.network.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.file.OutputException;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Mlp;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {

  @TempDir Path folder;

  @Test
  void batches_appendAlongTheFirstAxis_andNothingIsLeftBeside() throws IOException {
    Path file = folder.resolve("states.safetensors");
    try (Network<Array, Array> network =
            Network.create(Mlp.of(2, List.of(3), List.of(), 2), new Initialiser.Framework(), 1);
        Array first = Array.of(new float[] {1, 2, 3, 4}, 2, 2);
        Array second = Array.of(new float[] {5, 6}, 1, 2);
        Array all = Array.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
        CaptureFile capture = CaptureFile.create(file)) {
      capture.append(network.run(first, Tap.values("fc1*")));
      capture.append(network.run(second, Tap.values("fc1*")));
      Checkpoint saved = capture.finish(Map.of("data", "made up"));
      assertThat(saved.metadata()).containsEntry("data", "made up");
      assertThat(saved.tensor("fc1@relu").shape()).isEqualTo(Shape.of(3, 3));
      float[] whole = network.run(all, Tap.values("fc1@relu")).values("fc1@relu").toFloats();
      float[] streamed = saved.tensor("fc1@relu").toFloats();
      for (int i = 0; i < whole.length; i++) {
        assertThat(streamed[i]).isCloseTo(whole[i], org.assertj.core.api.Assertions.within(1e-6f));
      }
      Capture narrow = network.run(first, Tap.values("fc1[0]"));
      assertThatThrownBy(() -> capture.append(narrow)).isInstanceOf(SiteException.class);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /** Whole numbers and doubles that float32 has not, in a file that goes on where it stopped. */
  @Test
  void values_beyondFloat32_comeBackAsTheyWere() throws IOException {
    Path file = folder.resolve("values.safetensors");
    Path parts = folder.resolve("parts");
    long[] whole = {(1L << 24) + 1, (1L << 53) + 1, -7};
    try (Scope _ = new Scope()) {
      Capture seen =
          Capture.of(
              List.of(
                  Array.ofIndices(whole, 3, 1).toTensor("whole"),
                  Array.ofIndices(new long[] {-1, 5, 6}, 3).to(ElementType.UINT32).toTensor("u32"),
                  Array.ofDoubles(new double[] {1 + 1e-12, 2, 3}, 3).toTensor("double")));
      CaptureFile begun = CaptureFile.reopen(file, parts, List.of());
      begun.append(seen);
      List<CaptureFile.Part> stood = begun.parts();
      begun.close();
      try (CaptureFile again = CaptureFile.reopen(file, parts, stood)) {
        again.append(seen);
        Checkpoint saved = again.finish(Map.of());
        Tensor first = saved.tensor("whole");
        assertThat(first.dtype()).isEqualTo(DType.INT64);
        assertThat(Array.of(first).toLongs())
            .containsExactly(whole[0], whole[1], whole[2], whole[0], whole[1], whole[2]);
        assertThat(saved.tensor("u32").dtype()).isEqualTo(DType.UINT32);
        assertThat(saved.tensor("u32").toDoubles()).startsWith(4294967295.0, 5, 6);
        assertThat(saved.tensor("double").toDoubles()).startsWith(1 + 1e-12, 2, 3);
      }
    }
  }

  /** The parts' own names mean nothing to who asked for the file. */
  @Test
  void parts_thatCannotBeWritten_nameTheFile() throws IOException {
    Path device = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(device), "no devices here");
    Path file = folder.resolve("states.safetensors");
    Path parts = Files.createDirectory(folder.resolve("parts"));
    Files.createSymbolicLink(parts.resolve("0.raw"), device);
    try (Network<Array, Array> network =
            Network.create(Mlp.of(2, List.of(3), List.of(), 2), new Initialiser.Framework(), 1);
        Array input = Array.of(new float[] {1, 2, 3, 4}, 2, 2);
        CaptureFile capture = CaptureFile.reopen(file, parts, List.of())) {
      Capture seen = network.run(input, Tap.values("fc1"));
      assertThatThrownBy(() -> capture.append(seen))
          .isInstanceOf(OutputException.class)
          .hasMessageStartingWith(file + ": cannot be written: ");
    }
    assertThat(file).doesNotExist();
  }
}
