package dev.sonde.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;

/**
 * Room for bytes that are made while Sonde runs (inflated, decoded, unpacked): off the heap, and in
 * a file of the temporary folder that is deleted already where there are many.
 */
public final class Scratch {

  /** Above this the bytes live in a deleted file instead of memory. */
  static final long IN_MEMORY = 16L << 20;

  private static final int BLOCK = 1 << 16;

  private Scratch() {}

  /**
   * Zeros to be filled.
   *
   * @throws UncheckedIOException if the temporary folder has no room
   */
  static MemorySegment zeros(long byteSize) {
    if (byteSize <= IN_MEMORY) return Arena.ofAuto().allocate(byteSize);
    try {
      Path file = temporary();
      // Asked before it is opened: on Unix an open file that is deleted on close has no name.
      long free = Files.getFileStore(file).getUsableSpace();
      try (FileChannel channel = deleted(file)) {
        // Writing to a mapping of a full disk is a fault, not an exception.
        if (free < byteSize) throw new IOException("only " + free + " bytes are free");
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, byteSize, Arena.ofAuto());
      }
    } catch (IOException e) {
      throw noRoom(byteSize + " decoded", e);
    }
  }

  /**
   * All bytes of a stream, whose number is not known before.
   *
   * @param limit how many there may be; of more the first {@code limit + 1} are returned
   * @throws IOException if the stream fails
   * @throws UncheckedIOException if the temporary folder has no room
   */
  public static MemorySegment of(InputStream from, long limit) throws IOException {
    byte[] block = new byte[BLOCK];
    MemorySegment held = Arena.ofAuto().allocate(BLOCK);
    long size = 0;
    int read = 0;
    while (size <= limit && size < IN_MEMORY && (read = next(from, block, limit - size)) >= 0) {
      if (size + read > held.byteSize()) {
        MemorySegment larger = Arena.ofAuto().allocate(2 * held.byteSize());
        MemorySegment.copy(held, 0, larger, 0, size);
        held = larger;
      }
      MemorySegment.copy(MemorySegment.ofArray(block), 0, held, size, read);
      size += read;
    }
    MemorySegment first = held.asSlice(0, size);
    return read < 0 || size > limit ? first.asReadOnly() : inFile(first, from, limit, block);
  }

  private static MemorySegment inFile(
      MemorySegment first, InputStream from, long limit, byte[] block) throws IOException {
    long size = first.byteSize();
    try (FileChannel channel = file()) {
      write(channel, first.asByteBuffer());
      for (int read; size <= limit && (read = next(from, block, limit - size)) >= 0; size += read) {
        write(channel, ByteBuffer.wrap(block, 0, read));
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
    }
  }

  /** One byte more than the limit tells that there are more. */
  private static int next(InputStream from, byte[] block, long room) throws IOException {
    return from.read(block, 0, (int) Math.min(block.length, room + 1));
  }

  /**
   * Adds bytes to the end of such a file.
   *
   * @throws UncheckedIOException if the temporary folder has no room
   */
  public static void write(FileChannel channel, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) channel.write(bytes);
    } catch (IOException e) {
      throw noRoom("temporary", e);
    }
  }

  /**
   * An empty file that is deleted already; it is gone when the channel is closed or forgotten.
   *
   * @throws UncheckedIOException if the temporary folder cannot be written
   */
  public static FileChannel file() {
    try {
      return deleted(temporary());
    } catch (IOException e) {
      throw noRoom("temporary", e);
    }
  }

  private static Path temporary() throws IOException {
    return Files.createTempFile("sonde", ".scratch");
  }

  private static FileChannel deleted(Path file) throws IOException {
    return FileChannel.open(
        file,
        EnumSet.of(
            StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
  }

  private static UncheckedIOException noRoom(String which, IOException e) {
    return new UncheckedIOException("no room for " + which + " bytes in the temporary folder", e);
  }
}
