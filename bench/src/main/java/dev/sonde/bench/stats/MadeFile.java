package dev.sonde.bench.stats;

import dev.sonde.bench.BenchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * A safetensors file of normal values (σ = 0.05) in matrices of 64 MB.
 *
 * @param offset where the numbers begin
 * @param bytes of numbers
 */
record MadeFile(Path path, long offset, long bytes) {

  private static final int MATRIX = 1 << 26;
  private static final int BLOCK = 1 << 20;

  /** Writes a file of at most {@code bytes} bytes of numbers, at least one matrix. */
  static MadeFile write(Path path, Kind kind, long bytes) throws IOException {
    long matrices = Math.max(1, bytes / MATRIX);
    StringBuilder header = new StringBuilder("{");
    for (long i = 0; i < matrices; i++) {
      header.append(
          "%s\"layer%d.weight\":{\"dtype\":\"%s\",\"shape\":[%d,4096],\"data_offsets\":[%d,%d]}"
              .formatted(
                  i == 0 ? "" : ",",
                  i,
                  kind.label,
                  MATRIX / kind.bytes / 4096,
                  i * MATRIX,
                  (i + 1) * MATRIX));
    }
    header.append("}");
    while (header.length() % 8 != 0) header.append(' ');
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    long room = Files.getFileStore(path.toAbsolutePath().getParent()).getUsableSpace();
    if (room < matrices * MATRIX + (1L << 30)) {
      throw new BenchException(path + ": needs " + matrices * MATRIX + " bytes and a GB to spare");
    }
    try (FileChannel out =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      write(out, length.putLong(text.length).flip());
      write(out, ByteBuffer.wrap(text));
      for (long i = 0; i < matrices; i++) {
        ByteBuffer block = block(kind, i);
        for (int done = 0; done < MATRIX; done += block.capacity()) write(out, block.rewind());
      }
    }
    return new MadeFile(path, 8L + text.length, matrices * MATRIX);
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) out.write(bytes);
  }

  private static ByteBuffer block(Kind kind, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK * kind.bytes);
    block.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < BLOCK; i++) {
      float value = (float) (0.05 * random.nextGaussian());
      switch (kind) {
        case FLOAT32 -> block.putFloat(value);
        case FLOAT16 -> block.putShort(Float.floatToFloat16(value));
        case BFLOAT16 -> block.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
      }
    }
    return block.flip();
  }

  /** The types that are measured. */
  enum Kind {
    FLOAT32("F32", 4, "float", "(v)"),
    FLOAT16("F16", 2, "_Float16", "((float)(v))"),
    BFLOAT16(
        "BF16",
        2,
        "unsigned short",
        "({unsigned u = (unsigned)(v) << 16; float f; __builtin_memcpy(&f, &u, 4); f;})");

    final String label;
    final int bytes;

    /** The type in C, and how it becomes a float. */
    final String element;

    final String value;

    Kind(String label, int bytes, String element, String value) {
      this.label = label;
      this.bytes = bytes;
      this.element = element;
      this.value = value;
    }
  }
}
