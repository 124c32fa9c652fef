package dev.sonde.checkpoint;

import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Assertions;

/**
 * Damages a good file in thousands of seeded ways and holds a reader to its promise: every one ends
 * in tensors that can be read to the last element or in one {@link CheckpointException}, within
 * bounded memory and time.
 */
public final class Mutations {

  /** Heap that one damaged file may cost, beyond a multiple of its size. */
  private static final long ALLOWANCE = 64L << 20;

  /** How many times as many files as in every build: the fuzz runs of {@code mvn -Pfuzz}. */
  private static final int TIMES = Integer.getInteger("sonde.fuzz", 1);

  private static final Duration HANG = Duration.ofSeconds(60);
  private static final long[] LIES = {
    0,
    1,
    -1,
    0x7f,
    0xff,
    0x7fff,
    0xffff,
    0x10000,
    Integer.MAX_VALUE,
    0x80000000L,
    0xffffffffL,
    1L << 40,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private Mutations() {}

  /** As many rounds as a test asks for, or as many times more under {@code mvn -Pfuzz}. */
  public static int rounds(int least) {
    return Math.multiplyExact(least, TIMES);
  }

  /** Runs {@code least} mutations of {@code original}, a good file of the reader's format. */
  public static void hold(
      CheckpointReader reader, String name, byte[] original, int least, long seed) {
    int rounds = Math.multiplyExact(least, TIMES);
    Assertions.assertTimeoutPreemptively(
        HANG.plusMillis(50L * rounds),
        () -> {
          for (int round = 0; round < rounds; round++) {
            Random random = new Random(seed * 1_000_003 + round);
            byte[] damaged = damage(original, random);
            holdOne(reader, name, damaged, "round " + round + " of seed " + seed);
          }
        });
  }

  /** Holds the reader to its promise on one file, whatever it holds. */
  public static void holdOne(CheckpointReader reader, String name, byte[] file, String label) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    holdOutcome(reader, name, file, label);
    long cost = threads.getCurrentThreadAllocatedBytes() - before;
    if (cost > ALLOWANCE + 50L * file.length)
      fail("%s: allocated %d bytes for a file of %d", label, cost, file.length);
  }

  /** As {@link #holdOne}, whatever heap it takes: under a fuzzer everything takes more. */
  public static void holdOutcome(CheckpointReader reader, String name, byte[] file, String label) {
    try {
      var source =
          new CheckpointReader.Source(Path.of("mutated", name), false, Bytes.of(name, file));
      if (reader.recognises(source))
        reader.read(source).tensors().values().forEach(Mutations::readAll);
    } catch (CheckpointException e) {
      if (e.getMessage() == null || !e.getMessage().startsWith(name)) {
        fail("%s: the message does not start with the file's name: %s", label, e.getMessage());
      }
    } catch (Throwable e) {
      String head = HexFormat.of().formatHex(Arrays.copyOf(file, Math.min(file.length, 64)));
      fail(label + ": " + e + " (file of " + file.length + " bytes, starts " + head + ")", e);
    }
  }

  private static void readAll(Tensor tensor) {
    Tensor real = tensor.asReal();
    float[] block = new float[4096];
    TensorReader elements = real.reader();
    // A tiny storage can be repeated without end by zero strides: some 16 million elements are
    // enough to see it is safe.
    long end = Math.min(real.count(), 1L << 24);
    for (long at = 0; at < end; at += block.length) {
      elements.floats(at, block, (int) Math.min(block.length, end - at));
    }
  }

  /** A file damaged in one way: cut, bits turned, numbers that lie, parts overwritten or moved. */
  public static byte[] damage(byte[] original, Random random) {
    byte[] file = original.clone();
    switch (random.nextInt(5)) {
      case 0 -> file = Arrays.copyOf(file, random.nextInt(file.length));
      case 1 -> {
        for (int i = 1 + random.nextInt(8); i > 0; i--)
          file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      }
      case 2 -> lie(file, random);
      case 3 -> {
        int length = 1 + random.nextInt(Math.min(32, file.length));
        int at = random.nextInt(file.length - length + 1);
        for (int i = 0; i < length; i++) file[at + i] = (byte) random.nextInt();
      }
      default -> {
        int length = 1 + random.nextInt(Math.min(64, file.length));
        int from = random.nextInt(file.length - length + 1);
        int to = random.nextInt(file.length - length + 1);
        System.arraycopy(original, from, file, to, length);
      }
    }
    return file;
  }

  private static void lie(byte[] file, Random random) {
    int width = 1 << random.nextInt(4);
    if (file.length < width) return;
    int at = random.nextInt(file.length - width + 1);
    long value =
        random.nextBoolean()
            ? LIES[random.nextInt(LIES.length)]
            : file.length + random.nextInt(33) - 16L;
    boolean big = random.nextInt(4) == 0;
    for (int i = 0; i < width; i++)
      file[at + (big ? width - 1 - i : i)] = (byte) (value >>> (8 * i));
  }
}
