package dev.sonde.analysis.groups;

import dev.sonde.tensor.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the distances of all pairs of runs, for every tensor and every distance, in bounded memory:
 * the first ones as they are, what comes after in a file of the temporary folder that is deleted
 * already, from which a list is read when someone asks for it. The answer's size grows with tensors
 * times pairs (5 MB a tensor for five hundred runs), and few of them are looked at.
 */
final class PairStore {

  /** Bytes that are kept in memory. */
  private static final long IN_MEMORY = 64L << 20;

  private long room;
  private @Nullable FileChannel file;
  private long end;

  PairStore() {
    this(IN_MEMORY);
  }

  PairStore(long bytesInMemory) {
    this.room = bytesInMemory;
  }

  /**
   * The same numbers, kept here.
   *
   * @throws UncheckedIOException if the temporary folder has no room
   */
  synchronized List<Double> keep(List<Double> pairs) {
    long bytes = (long) Double.BYTES * pairs.size();
    if (bytes <= room) {
      room -= bytes;
      return pairs;
    }
    if (file == null) file = Scratch.file();
    ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(bytes));
    for (double pair : pairs) content.putDouble(pair);
    content.flip();
    long at = end;
    Scratch.write(file, content);
    end += bytes;
    return new Stored(file, at, pairs.size());
  }

  /** A list in the file; it holds the file open. */
  static final class Stored extends AbstractList<Double> implements RandomAccess {
    private final FileChannel file;
    private final long at;
    private final int size;
    private SoftReference<double @Nullable []> read = new SoftReference<>(null);

    Stored(FileChannel file, long at, int size) {
      this.file = file;
      this.at = at;
      this.size = size;
    }

    @Override
    public Double get(int i) {
      return numbers()[i];
    }

    private synchronized double[] numbers() {
      double[] held = read.get();
      if (held == null) {
        held = load();
        read = new SoftReference<>(held);
      }
      return held;
    }

    private double[] load() {
      ByteBuffer content = ByteBuffer.allocate(size * Double.BYTES);
      try {
        while (content.hasRemaining()) {
          if (file.read(content, at + content.position()) < 0) throw new IOException("cut short");
        }
      } catch (IOException e) {
        throw new UncheckedIOException("distances in the temporary folder cannot be read", e);
      }
      double[] numbers = new double[size];
      content.flip().asDoubleBuffer().get(numbers);
      return numbers;
    }

    @Override
    public int size() {
      return size;
    }
  }
}
