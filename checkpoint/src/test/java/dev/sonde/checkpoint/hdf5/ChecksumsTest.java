package dev.sonde.checkpoint.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChecksumsTest {

  @Test
  void lookup3_ofTheAuthorsExamples_isTheirs() {
    // From the self-test in lookup3.c.
    assertThat(lookup3("")).isEqualTo(0xdeadbeef);
    assertThat(lookup3("Four score and seven years ago")).isEqualTo(0x17770551);
  }

  private static int lookup3(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Checksums.lookup3(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  @Test
  void open_withOneBitOfMetadataChanged_saysThatItIsDamaged() {
    byte[] file = Goldens.file("types-latest.h5");
    file[12] ^= 1;
    assertThatThrownBy(() -> Hdf5File.open(Bytes.of("x.h5", file)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the superblock is damaged: checksum");
  }

  @Test
  void tensor_withOneBitOfAFletcherChunkChanged_saysThatItIsDamaged() {
    byte[] file = Goldens.file("chunks-latest.h5");
    Hdf5File good = Hdf5File.open(Bytes.of("x.h5", file));
    // Chunks of /fletcher/single are stored as they are: find them by their content.
    MemorySegment whole = good.dataset("/fletcher/single").tensor("x").storage().bytes();
    byte[] content = whole.toArray(ValueLayout.JAVA_BYTE);
    int changed = 0;
    for (int at = 0; at + content.length < file.length; at++) {
      if (Arrays.equals(file, at, at + content.length, content, 0, content.length)) {
        file[at] ^= 1;
        changed++;
      }
    }
    assertThat(changed).isPositive();
    Hdf5File bad = Hdf5File.open(Bytes.of("x.h5", file));
    assertThatThrownBy(() -> bad.dataset("/fletcher/single").tensor("x").toFloats())
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("x.h5: /fletcher/single: ")
        .hasMessageContaining("a chunk is damaged: checksum");
  }
}
