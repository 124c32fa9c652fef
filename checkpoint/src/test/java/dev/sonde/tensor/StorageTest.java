package dev.sonde.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class StorageTest {

  @Test
  void deferred_largerThanWhatStaysInMemory_isMadeInAScratchFile() {
    long size = (16L << 20) + 1;
    Storage storage =
        Storage.deferred(size, target -> target.set(ValueLayout.JAVA_BYTE, size - 1, (byte) 7));
    MemorySegment bytes = storage.bytes();
    assertThat(bytes.byteSize()).isEqualTo(size);
    assertThat(bytes.get(ValueLayout.JAVA_BYTE, 0)).isZero();
    assertThat(bytes.get(ValueLayout.JAVA_BYTE, size - 1)).isEqualTo((byte) 7);
    assertThat(bytes.isReadOnly()).isTrue();
  }

  @Test
  void deferred_largerThanTheDisk_saysSo() {
    Storage storage = Storage.deferred(1L << 60, target -> {});
    assertThatThrownBy(storage::bytes)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no room for")
        .cause()
        .hasMessageContaining("bytes are free");
  }
}
