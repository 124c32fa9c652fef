package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleDict;
import dev.sonde.checkpoint.pickle.PickleHandler;
import dev.sonde.checkpoint.pickle.PickleMachine;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.None;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code .metadata} of a distributed checkpoint says: a pickle of the data classes in
 * {@code torch/distributed/checkpoint/metadata.py}, of which nothing is made here.
 *
 * @param others values that are no tensors
 */
record DistributedMetadata(Map<String, Sharded> tensors, int others) {

  private static final String MODULE = "torch.distributed.checkpoint.metadata";
  private static final int MAX_NAME = 4096;

  /** A tensor's whole shape and its parts. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sharded(long[] size, List<Chunk> chunks) {}

  /** A box of a tensor, and where it was saved. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Chunk(long[] offsets, long[] sizes, Place place) {}

  /** {@code length} bytes of a file in the folder, one file of {@code torch.save}. */
  record Place(String path, long offset, long length) {}

  static DistributedMetadata read(Bytes bytes) {
    String where = bytes.name();
    PickleValue root = PickleMachine.read(bytes, 0, new PickleHandler() {}).value();
    // Very early versions, and those who write it themselves, save a plain dict.
    Dict fields = root instanceof Dict dict ? dict : fields(root, where);
    Map<String, Place> places = new HashMap<>();
    if (fields.get("storage_data") instanceof Dict storage) {
      for (PickleDict.Entry entry : storage.entries()) place(entry, places, where);
    }
    Map<String, Sharded> tensors = new LinkedHashMap<>();
    int others = 0;
    if (fields.get("state_dict_metadata") instanceof Dict state) {
      for (PickleDict.Entry entry : state.entries()) {
        String name = name(entry.key(), where);
        boolean isTensor =
            entry.value() instanceof Call call && call.isOf(MODULE, "TensorStorageMetadata");
        if (!isTensor) others++;
        else tensors.put(name, tensor(name, fields(entry.value(), where), places, where));
      }
    }
    return new DistributedMetadata(tensors, others);
  }

  private static void place(PickleDict.Entry entry, Map<String, Place> places, String where) {
    Dict index = fields(entry.key(), where);
    Dict info = fields(entry.value(), where);
    String path = name(value(info, "relative_path", where), where);
    long offset = Rebuilder.integer(value(info, "offset", where), where);
    long length = Rebuilder.integer(value(info, "length", where), where);
    PickleValue corner = index.get("offset");
    long[] offsets =
        corner == null || corner instanceof None ? null : Rebuilder.integers(corner, where);
    String name = name(value(index, "fqn", where), where);
    places.put(key(name, offsets), new Place(path, offset, length));
  }

  private static String key(String name, long @Nullable [] offsets) {
    return name + Arrays.toString(offsets);
  }

  private static Sharded tensor(String name, Dict fields, Map<String, Place> places, String where) {
    String what = where + ": tensor '" + name + "'";
    long[] size = Rebuilder.integers(value(fields, "size", what), what);
    if (!(value(fields, "chunks", what) instanceof Sequence list)) {
      throw new CheckpointException(what + " has no chunks");
    }
    List<Chunk> chunks = new ArrayList<>();
    for (PickleValue item : list.items()) {
      Dict chunk = fields(item, what);
      long[] offsets = Rebuilder.integers(value(chunk, "offsets", what), what);
      long[] sizes = Rebuilder.integers(value(chunk, "sizes", what), what);
      Place place = places.get(key(name, offsets));
      if (place == null) place = places.get(key(name, null));
      if (place == null) throw new CheckpointException(what + " has a chunk that was not saved");
      chunks.add(new Chunk(offsets, sizes, place));
    }
    return new Sharded(size, chunks);
  }

  /** The attributes of an object of a data class. */
  private static Dict fields(PickleValue value, String where) {
    if (value instanceof Call call
        && !call.states().isEmpty()
        && call.states().getLast() instanceof Dict state) {
      return state;
    }
    throw new CheckpointException(where + ": not the metadata of a distributed checkpoint");
  }

  private static PickleValue value(Dict fields, String key, String where) {
    PickleValue value = fields.get(key);
    if (value == null) throw new CheckpointException(where + ": lacks '" + key + "'");
    return value;
  }

  private static String name(PickleValue value, String where) {
    String name = PickleValue.text(value, MAX_NAME);
    if (name == null)
      throw new CheckpointException(where + ": a name that is no text, or too long");
    return name;
  }
}
