package dev.sonde.checkpoint.zip;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** One entry of a {@link ZipArchive}: its name and, mapped or deferred, its bytes. */
public final class ZipEntry {

  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int BLOCK = 1 << 16;

  /**
   * Deflate cannot expand by more than 1032 to 1 (zlib's technical details), so a greater claim is
   * a lie.
   */
  private static final long MAX_EXPANSION = 1032;

  private final String name;
  private final boolean deflated;
  private final Bytes packed;
  private final Storage storage;

  private ZipEntry(String name, boolean deflated, Bytes packed, Storage storage) {
    this.name = name;
    this.deflated = deflated;
    this.packed = packed;
    this.storage = storage;
  }

  static ZipEntry of(Bytes archive, String name, int method, long size, long at, long packedSize) {
    Bytes packed = archive.slice(archive.name() + "!" + name, at, packedSize);
    return switch (method) {
      case STORED -> {
        if (size != packedSize)
          throw packed.error(0, "a stored entry of " + packedSize + " bytes claims " + size);
        yield new ZipEntry(name, false, packed, packed.storage());
      }
      case DEFLATED -> {
        if (size < 0 || size / MAX_EXPANSION > packedSize) {
          throw packed.error(0, packedSize + " deflated bytes claim to hold " + size);
        }
        yield new ZipEntry(
            name, true, packed, Storage.deferred(size, target -> inflate(packed, target, true)));
      }
      default -> throw packed.error(0, "compression method " + method + " cannot be read");
    };
  }

  /**
   * Fills {@code target} with the inflated bytes.
   *
   * @param whole whether they must end there, or {@code target} is only their beginning
   */
  private static void inflate(Bytes packed, MemorySegment target, boolean whole) {
    Inflater inflater = new Inflater(true);
    try {
      byte[] in = new byte[(int) Math.min(BLOCK, packed.size())];
      byte[] out = new byte[whole ? BLOCK : (int) Math.min(BLOCK, target.byteSize())];
      long read = 0;
      long written = 0;
      while (!inflater.finished() && (whole || written < target.byteSize())) {
        if (inflater.needsInput()) {
          int n = (int) Math.min(in.length, packed.size() - read);
          if (n == 0) throw packed.error(read, "deflated data ends too early");
          MemorySegment.copy(packed.segment(), read, MemorySegment.ofArray(in), 0, n);
          inflater.setInput(in, 0, n);
          read += n;
        }
        int n = inflater.inflate(out);
        if (n == 0 && inflater.needsDictionary())
          throw packed.error(read, "deflated data needs a dictionary");
        long room = target.byteSize() - written;
        if (n > room && whole) throw packed.error(read, "holds more than it claims");
        MemorySegment.copy(MemorySegment.ofArray(out), 0, target, written, Math.min(n, room));
        written += Math.min(n, room);
      }
      if (written != target.byteSize()) {
        throw packed.error(read, "holds " + written + " bytes, claims " + target.byteSize());
      }
    } catch (DataFormatException e) {
      throw new CheckpointException(
          packed.name() + ": damaged deflated data: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  public String name() {
    return name;
  }

  /** Bytes of the content. */
  public long size() {
    return storage.byteSize();
  }

  /** Bytes that it takes in the archive. */
  public long packedSize() {
    return packed.size();
  }

  /** Whether the content stands in the archive as it is. */
  public boolean isStored() {
    return storage instanceof Storage.Mapped;
  }

  /** The content for tensors: mapped if stored, inflated at first use if not. */
  public Storage storage() {
    return storage;
  }

  /**
   * The first {@code length} bytes of the content, or all if it is shorter; never inflates more.
   */
  public Bytes head(int length) {
    int available = (int) Math.min(length, size());
    if (!deflated) return packed.slice(packed.name(), 0, available);
    byte[] head = new byte[available];
    inflate(packed, MemorySegment.ofArray(head), false);
    return Bytes.of(packed.name(), head);
  }

  /** The content for parsing, inflated now if it must be; bounded by deflate's own ratio. */
  public Bytes content() {
    return Bytes.of(packed.name(), storage.bytes());
  }
}
