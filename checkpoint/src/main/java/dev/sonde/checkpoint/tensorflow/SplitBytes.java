package dev.sonde.checkpoint.tensorflow;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Files that are one run of bytes. A part that lies in one file is not copied. */
final class SplitBytes {

  private final String name;
  private final List<Bytes> files;
  private final long size;

  SplitBytes(String name, List<Bytes> files) {
    this.name = name;
    this.files = List.copyOf(files);
    this.size = files.stream().mapToLong(Bytes::size).sum();
  }

  long size() {
    return size;
  }

  /** {@code length} bytes from {@code start} on. */
  Bytes range(long start, long length, String what) {
    if (start < 0 || length < 0 || start > size || length > size - start) {
      throw new CheckpointException(
          "%s: %s needs bytes %d to %d of %d".formatted(name, what, start, start + length, size));
    }
    long before = 0;
    for (Bytes file : files) {
      if (start >= before && start + length <= before + file.size()) {
        return file.slice(file.name(), start - before, length);
      }
      before += file.size();
    }
    return copy(start, length);
  }

  private Bytes copy(long start, long length) {
    MemorySegment whole = Arena.ofAuto().allocate(length);
    long before = 0;
    for (Bytes file : files) {
      long from = Math.max(start - before, 0);
      long to = Math.min(start + length - before, file.size());
      if (from < to) {
        MemorySegment part = file.segment().asSlice(from, to - from);
        MemorySegment.copy(part, 0, whole, before + from - start, to - from);
      }
      before += file.size();
    }
    return Bytes.of(name, whole);
  }
}
