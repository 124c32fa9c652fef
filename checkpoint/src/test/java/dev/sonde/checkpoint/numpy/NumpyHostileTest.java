package dev.sonde.checkpoint.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumpyHostileTest {

  @Test
  void npy_damagedFiles_endInTensorsOrOneException() {
    byte[] file =
        NumpyTest.npy("{'descr': '>f4', 'fortran_order': True, 'shape': (3, 4, 2), }", 96);
    Mutations.hold(new NpyReader(), "x.npy", file, 10_000, 11);
  }

  @Test
  void npz_damagedFiles_endInTensorsOrOneException() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : new String[] {"a.npy", "b.npy"}) {
        byte[] file =
            NumpyTest.npy("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }", 96);
        zip.putNextEntry(new ZipEntry(name));
        zip.write(file);
        zip.closeEntry();
      }
    }
    Mutations.hold(new NpzReader(), "x.npz", bytes.toByteArray(), 8000, 12);
    Mutations.hold(new NpzReader(), "x.npz", NumpyTest.resource("arrays.npz"), 400, 13);
  }

  @Test
  void folder_damagedFiles_endInTensorsOrOneException(@TempDir Path folder) throws Exception {
    byte[] good = NumpyTest.npy("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }", 48);
    Files.write(folder.resolve("good.npy"), good);
    Random random = new Random(14);
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = good.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(folder.resolve("bad.npy"), damaged);
      try {
        Checkpoint.open(folder).tensors().forEach(t -> t.asReal().toDoubles());
      } catch (CheckpointException e) {
        assertThat(e).hasMessageStartingWith(folder.toString());
        refused++;
      }
    }
    assertThat(refused).isBetween(200, 1800);
  }

  /** 50 kB that hold 50 MB are honest; more than deflate can do is a lie. */
  @Test
  void npz_bomb_opensWithoutInflating_andLiesAreRefused(@TempDir Path folder) throws Exception {
    byte[] array =
        NumpyTest.npy(
            "{'descr': '|u1', 'fortran_order': False, 'shape': (50000000,), }", 50_000_000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("bomb.npy"));
      zip.write(array);
      zip.closeEntry();
    }
    byte[] file = bytes.toByteArray();
    assertThat(file).hasSizeLessThan(60_000);
    Files.write(folder.resolve("bomb.npz"), file);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Checkpoint bomb = Checkpoint.open(folder.resolve("bomb.npz"));
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10 << 20);
    assertThat(bomb.tensor("bomb").count()).isEqualTo(50_000_000);
    float[] last = new float[1];
    bomb.tensor("bomb").reader().floats(49_999_999, last, 1);
    assertThat(last).containsExactly(0);

    // The uncompressed size in the directory: 24 bytes into the central record.
    int central = new String(file, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    file[central + 27] = 0x7f;
    Files.write(folder.resolve("lie.npz"), file);
    assertThatThrownBy(() -> Checkpoint.open(folder.resolve("lie.npz")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("deflated bytes claim to hold");
  }
}
