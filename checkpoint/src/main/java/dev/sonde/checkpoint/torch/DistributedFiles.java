package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.reader.ModelFolder;
import dev.sonde.checkpoint.torch.DistributedMetadata.Chunk;
import dev.sonde.checkpoint.torch.DistributedMetadata.Place;
import dev.sonde.checkpoint.torch.DistributedMetadata.Sharded;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of one distributed checkpoint, and tensors put together out of them. */
final class DistributedFiles {

  /** Chunks that share bytes would be opened again and again. */
  private static final int CLAIM_PER_BYTE = 4;

  private static final int RUN = 1 << 14;

  private final String name;
  private final ModelFolder folder;
  private final Map<Path, Bytes> files = new HashMap<>();
  private long room;

  DistributedFiles(String name, ModelFolder folder) {
    this.name = name;
    this.folder = folder;
  }

  /** A file of the folder, named with the checkpoint. */
  Bytes map(String file) {
    Path path = folder.find(file, name);
    if (path == null) throw new CheckpointException(name + ": '" + file + "' is missing");
    Bytes open = files.get(path);
    if (open != null) return open;
    try {
      Bytes mapped = Bytes.map(path);
      room += CLAIM_PER_BYTE * mapped.size();
      Bytes named = mapped.slice(name + ": " + file, 0, mapped.size());
      files.put(path, named);
      return named;
    } catch (IOException e) {
      throw new CheckpointException(name + ": " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The whole tensor: the chunk that is all of it, or a copy made when it is read. */
  Tensor joined(String address, Sharded sharded) {
    String what = name + ": tensor '" + address + "'";
    Shape whole = shape(sharded.size(), what);
    List<Tensor> parts = new ArrayList<>();
    long count = 0;
    for (Chunk chunk : sharded.chunks()) {
      requireInside(sharded.size(), chunk, what);
      Tensor part = open(chunk.place(), what);
      if (!Arrays.equals(part.shape().toArray(), chunk.sizes())) {
        throw new CheckpointException(
            what + " has a chunk " + part.shape() + ", expected " + Arrays.toString(chunk.sizes()));
      }
      parts.add(part);
      count += part.count();
    }
    if (parts.isEmpty() || count != whole.count()) {
      throw new CheckpointException(
          what + " " + whole + " has chunks of " + count + " elements in all");
    }
    if (parts.size() == 1) return parts.getFirst().named(address);
    DType dtype = parts.getFirst().dtype();
    if (parts.stream().anyMatch(part -> part.dtype() != dtype)) {
      throw new CheckpointException(what + " has chunks of several types");
    }
    Storage storage =
        Storage.deferred(
            Math.multiplyExact(count, dtype.byteSize()),
            target -> {
              for (int i = 0; i < parts.size(); i++) {
                long[] offsets = sharded.chunks().get(i).offsets();
                copy(parts.get(i), offsets, whole.rowMajorStrides(), target);
              }
            });
    return Tensor.of(address, dtype, whole, storage, 0);
  }

  private static Shape shape(long[] extents, String what) {
    try {
      return Shape.of(extents);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(what + ": " + e.getMessage(), e);
    }
  }

  private static void requireInside(long[] size, Chunk chunk, String what) {
    boolean inside = chunk.offsets().length == size.length && chunk.sizes().length == size.length;
    for (int axis = 0; inside && axis < size.length; axis++) {
      long start = chunk.offsets()[axis];
      long length = chunk.sizes()[axis];
      inside = start >= 0 && length >= 0 && start <= size[axis] && length <= size[axis] - start;
    }
    if (!inside) throw new CheckpointException(what + " has a chunk that lies outside it");
  }

  private Tensor open(Place place, String what) {
    Bytes file = map(place.path());
    if (place.offset() < 0 || place.length() < 0 || !file.has(place.offset(), place.length())) {
      throw new CheckpointException(
          "%s claims bytes %d and %d more of %s, which has %d"
              .formatted(what, place.offset(), place.length(), place.path(), file.size()));
    }
    room -= place.length();
    if (room < 0) throw new CheckpointException(name + ": its chunks overlap");
    Bytes part = file.slice(file.name(), place.offset(), place.length());
    var source = new CheckpointReader.Source(Path.of(place.path()), false, part);
    TorchZipReader reader = new TorchZipReader();
    if (!reader.recognises(source)) {
      throw new CheckpointException(what + " has a chunk that is no file of torch.save");
    }
    Contents saved = reader.read(source);
    if (saved.tensors().size() != 1) {
      throw new CheckpointException(
          what + " has a chunk of " + saved.tensors().size() + " tensors");
    }
    return saved.tensors().values().iterator().next();
  }

  /** Copies a chunk to its place, row by row. */
  private static void copy(Tensor chunk, long[] offsets, long[] strides, MemorySegment target) {
    int size = chunk.dtype().byteSize();
    int parts = chunk.dtype().isComplex() ? 2 : 1;
    long[] extents = chunk.shape().toArray();
    if (chunk.count() == 0) return;
    long row = extents.length == 0 ? 1 : extents[extents.length - 1];
    TensorReader reader = chunk.asReal().reader();
    ByteBuffer run = ByteBuffer.allocate((int) Math.min(RUN, row) * size);
    long[] index = new long[extents.length];
    for (long done = 0; done < chunk.count(); done += row) {
      long at = 0;
      for (int axis = 0; axis < index.length; axis++) {
        at += (offsets[axis] + index[axis]) * strides[axis];
      }
      for (long start = 0; start < row; start += RUN) {
        int n = (int) Math.min(RUN, row - start);
        run.clear().limit(n * size);
        reader.littleEndian((done + start) * parts, run, n * parts);
        MemorySegment bytes = MemorySegment.ofBuffer(run.flip());
        MemorySegment.copy(bytes, 0, target, (at + start) * size, bytes.byteSize());
      }
      for (int axis = index.length - 2; axis >= 0; axis--) {
        if (++index[axis] < extents[axis]) break;
        index[axis] = 0;
      }
    }
  }
}
