package dev.sonde.checkpoint.hdf5;

import static dev.sonde.checkpoint.hdf5.Crafted.part;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.reader.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts of versions 1 and 2, which no library writes any more. */
class OldLayoutTest {

  private static final byte[] NUMBERS =
      part().u32(Float.floatToIntBits(1.5f)).u32(Float.floatToIntBits(-2)).done();

  private final Crafted file = new Crafted();

  private float[] read(byte[] layout) {
    long dataset = file.header(Crafted.shape(2), Crafted.floats(), layout);
    long root = file.header(Crafted.group(), Crafted.hardLink("x", dataset));
    Hdf5File opened = Hdf5File.open(Bytes.of("old.h5", file.finish(root)), false);
    return opened.dataset("/x").tensor("x").toFloats();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void tensor_inOnePiece_isRead(int version) {
    long data = file.put(NUMBERS);
    assertThat(read(Crafted.oldLayout(version, 1, data))).containsExactly(1.5f, -2);
  }

  @Test
  void tensor_inTheHeader_isRead() {
    assertThat(read(Crafted.oldCompact(NUMBERS))).containsExactly(1.5f, -2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void tensor_inChunks_isRead(int version) {
    long data = file.put(NUMBERS);
    byte[] key = part().u32(8).u32(0).u64(0, 0).done();
    long tree = file.put(Crafted.node(0, 1).bytes(key).u64(data).bytes(key).done());
    assertThat(read(Crafted.oldLayout(version, 2, tree))).containsExactly(1.5f, -2);
  }
}
