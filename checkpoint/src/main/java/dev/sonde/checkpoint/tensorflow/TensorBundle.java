package dev.sonde.checkpoint.tensorflow;

import dev.sonde.checkpoint.protobuf.Message;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.reader.ModelFolder;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint of TensorFlow: {@code NAME.index}, which says of every variable its type, shape,
 * shard and place, and the shards {@code NAME.data-00000-of-00001} beside it. See {@code
 * tensorflow/core/protobuf/tensor_bundle.proto}.
 */
final class TensorBundle {

  /** What object-based checkpoints (TensorFlow 2) put behind every variable's path. */
  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  /** The graph of the objects that were saved; its own kind of file in the file. */
  private static final String GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";

  private final Bytes index;
  private final ModelFolder folder;

  /** The index's name in its folder without {@code .index}. */
  private final String prefix;

  private final Contents.Builder contents;
  private final Map<Long, Bytes> shards = new HashMap<>();
  private long shardCount = 1;
  private long claimed;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  private TensorBundle(Bytes index, ModelFolder folder, String prefix, Contents.Builder contents) {
    this.index = index;
    this.folder = folder;
    this.prefix = prefix;
    this.contents = contents;
  }

  /** Adds the variables that {@code index} lists. */
  static void add(Bytes index, ModelFolder folder, String prefix, Contents.Builder contents) {
    TensorBundle bundle = new TensorBundle(index, folder, prefix, contents);
    SortedTable.read(index, bundle::entry);
    long held = bundle.shards.values().stream().mapToLong(Bytes::size).sum();
    if (bundle.claimed > held) {
      throw index.error(0, "its variables overlap: together they need more than its shards hold");
    }
  }

  private void entry(String key, Bytes value) {
    if (key.isEmpty()) header(value);
    else if (key.charAt(0) != 0) variable(utf8(key), value); // else a slice of a partitioned one
  }

  private static String utf8(String latin1) {
    return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private void header(Bytes value) {
    Message header = Message.of(value, "index");
    while (header.next()) {
      switch (header.field()) {
        case 1 -> shardCount = header.varint();
        case 2 -> order = header.varint() == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        default -> {}
      }
    }
  }

  private void variable(String key, Bytes value) {
    long type = 0;
    long shard = 0;
    long offset = 0;
    long size = 0;
    long[] extents = {};
    int slices = 0;
    Message entry = Message.of(value, "index");
    while (entry.next()) {
      switch (entry.field()) {
        case 1 -> type = entry.varint();
        case 2 -> extents = shape(key, entry.message());
        case 3 -> shard = entry.varint();
        case 4 -> offset = entry.varint();
        case 5 -> size = entry.varint();
        case 7 -> slices++;
        default -> {}
      }
    }
    String address = key.endsWith(VALUE) ? key.substring(0, key.length() - VALUE.length()) : key;
    DType dtype = TensorFlowType.of(type);
    if (key.equals(GRAPH)) return;
    if (slices > 0) {
      contents.note("'" + address + "' is partitioned into " + slices + " slices: left out");
    } else if (dtype == null) {
      String what = type == TensorFlowType.STRING ? "texts" : "TensorFlow's type " + type;
      contents.note("'" + address + "' holds " + what + ": left out");
    } else {
      add(address, dtype, extents, shard, offset, size);
    }
  }

  private void add(
      String address, DType dtype, long[] extents, long shard, long offset, long size) {
    Bytes data = shard(shard);
    if (offset < 0 || size < 0 || !data.has(offset, size)) {
      throw lies(address, "claims bytes " + offset + " and " + size + " more of " + data.size());
    }
    claimed += size;
    Bytes own = data.slice(data.name(), offset, size);
    contents.add(address, dtype, extents, own.storage(), 0, strides(extents, address), order);
    if (contents.byteSize(address) != size) {
      throw lies(address, "has " + size + " bytes, its shape needs " + contents.byteSize(address));
    }
  }

  private long[] strides(long[] extents, String address) {
    try {
      return Shape.of(extents).rowMajorStrides();
    } catch (IllegalArgumentException e) {
      throw lies(address, e.getMessage());
    }
  }

  private long[] shape(String key, Message shape) {
    long[] extents = new long[Shape.MAX_RANK];
    int rank = 0;
    while (shape.next()) {
      if (shape.field() != 2) continue;
      if (rank == extents.length) throw lies(key, "has more than " + rank + " axes");
      Message axis = shape.message();
      while (axis.next()) {
        if (axis.field() == 1) extents[rank] = axis.varint();
      }
      rank++;
    }
    return Arrays.copyOf(extents, rank);
  }

  private Bytes shard(long number) {
    Bytes open = shards.get(number);
    if (open != null) return open;
    if (number < 0 || number >= shardCount || shardCount > 99_999) {
      throw index.error(0, "names shard " + number + " of " + shardCount);
    }
    String name = "%s.data-%05d-of-%05d".formatted(prefix, number, shardCount);
    Path path = folder.find(name, index.name());
    if (path == null) {
      throw new CheckpointException(
          index.name() + ": '" + name + "', which holds its numbers, is missing in its folder");
    }
    try {
      Bytes mapped = Bytes.map(path);
      shards.put(number, mapped);
      return mapped;
    } catch (IOException e) {
      throw new CheckpointException(
          index.name() + ": " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private CheckpointException lies(String address, @Nullable String what) {
    return new CheckpointException(index.name() + ": variable '" + address + "' " + what);
  }
}
