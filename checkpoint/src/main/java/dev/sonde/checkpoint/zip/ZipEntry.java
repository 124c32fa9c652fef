package dev.sonde.checkpoint.zip;

import dev.sonde.checkpoint.Bytes;
import dev.sonde.checkpoint.CheckpointException;
import dev.sonde.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** One entry of a {@link ZipArchive}: its name and, mapped or deferred, its bytes. */
public final class ZipEntry {

  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /**
   * Deflate cannot expand by more than 1032 to 1 (zlib's technical details), so a greater claim is
   * a lie.
   */
  private static final long MAX_EXPANSION = 1032;

  private final String name;
  private final Bytes packed;
  private final Storage storage;

  private ZipEntry(String name, Bytes packed, Storage storage) {
    this.name = name;
    this.packed = packed;
    this.storage = storage;
  }

  static ZipEntry of(Bytes archive, String name, int method, long size, long at, long packedSize) {
    Bytes packed = archive.slice(archive.name() + "!" + name, at, packedSize);
    return switch (method) {
      case STORED -> {
        if (size != packedSize)
          throw packed.error(0, "a stored entry of " + packedSize + " bytes claims " + size);
        yield new ZipEntry(name, packed, packed.storage());
      }
      case DEFLATED -> {
        if (size < 0 || size / MAX_EXPANSION > packedSize) {
          throw packed.error(0, packedSize + " deflated bytes claim to hold " + size);
        }
        yield new ZipEntry(name, packed, Storage.deferred(size, target -> inflate(packed, target)));
      }
      default -> throw packed.error(0, "compression method " + method + " cannot be read");
    };
  }

  private static void inflate(Bytes packed, MemorySegment target) {
    Inflater inflater = new Inflater(true);
    try {
      byte[] in = new byte[1 << 16];
      byte[] out = new byte[1 << 16];
      long read = 0;
      long written = 0;
      while (!inflater.finished()) {
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
        if (n > target.byteSize() - written) throw packed.error(read, "holds more than it claims");
        MemorySegment.copy(MemorySegment.ofArray(out), 0, target, written, n);
        written += n;
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

  /** Whether the content stands in the archive as it is. */
  public boolean isStored() {
    return storage instanceof Storage.Mapped;
  }

  /** The content for tensors: mapped if stored, inflated at first use if not. */
  public Storage storage() {
    return storage;
  }

  /** The content for parsing, inflated now if it must be; bounded by deflate's own ratio. */
  public Bytes content() {
    return Bytes.of(packed.name(), storage.bytes());
  }
}
