package dev.sonde.checkpoint.flax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.TensorDigest;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FlaxTest {

  private static Path resource(String name) throws Exception {
    return Path.of(Objects.requireNonNull(FlaxTest.class.getResource(name)).toURI());
  }

  @Test
  void open_params_holdWhatFlaxWrote() throws Exception {
    Checkpoint model = Checkpoint.open(resource("params.msgpack"));
    assertThat(model.format()).isEqualTo("flax-msgpack");
    TensorDigest.assertAsIn(resource("flax.json"), "params.msgpack", model);
    assertThat(model.notes()).isEmpty();
    assertThat(model.metadata())
        .containsEntry("step", "7")
        .containsEntry("rate", "0.125")
        .containsEntry("names/1", "b")
        .containsEntry("none", "None");
  }

  @Test
  void read_lies_endInOneLine() throws Exception {
    byte[] good = Files.readAllBytes(resource("params.msgpack"));
    String text = new String(good, StandardCharsets.ISO_8859_1);
    byte[] shape = good.clone();
    shape[text.indexOf("float32") - 2] = 5; // (3, 5) of 48 bytes
    assertRefused(shape, "needs bytes 0 to 60");
    assertRefused(Arrays.copyOf(good, 100), "needs");
    byte[] deep = new byte[4000];
    for (int i = 0; i < deep.length; i += 3) {
      deep[i] = (byte) 0x81;
      if (i + 2 < deep.length) {
        deep[i + 1] = (byte) 0xa1;
        deep[i + 2] = 'k';
      }
    }
    assertRefused(deep, "nested more than 64 deep");
  }

  private static void assertRefused(byte[] file, String message) {
    var source = new CheckpointReader.Source(Path.of("m"), false, Bytes.of("m.msgpack", file));
    assertThatThrownBy(() -> new FlaxReader().read(source))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("m.msgpack: ")
        .hasMessageContaining(message);
  }

  @Test
  void read_damagedFiles_endInTensorsOrOneException() throws Exception {
    byte[] good = Files.readAllBytes(resource("params.msgpack"));
    Mutations.hold(new FlaxReader(), "params.msgpack", good, 8000, 17);
  }
}
