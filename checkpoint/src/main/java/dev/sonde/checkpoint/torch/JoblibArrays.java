package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleHandler;
import dev.sonde.checkpoint.pickle.PickleMachine;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Data;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.None;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.DType;
import org.jspecify.annotations.Nullable;

/**
 * Arrays in a file of {@code joblib.dump}: a {@code NumpyArrayWrapper} with shape, order and dtype
 * in the pickle, and the array's bytes in the midst of it, right behind the wrapper.
 */
final class JoblibArrays {

  private JoblibArrays() {}

  static boolean isOne(Call call) {
    return call.isOf("joblib.numpy_pickle", "NumpyArrayWrapper")
        || call.isOf("sklearn.externals.joblib.numpy_pickle", "NumpyArrayWrapper");
  }

  /**
   * Bytes of the array, padding included, that start at {@code at}; −1 if this is none. An array of
   * Python objects is a pickle of its own, which {@code handler} hears.
   */
  static long size(Call call, Bytes bytes, long at, PickleHandler handler) {
    if (!isOne(call) || !(call.states().getLast() instanceof Dict state)) return -1;
    String where = bytes.name() + ": an array of joblib";
    if (!(state.get("dtype") instanceof Call type)) {
      throw new CheckpointException(where + " has no dtype");
    }
    DType dtype = NumpyArrays.dtype(type);
    if (dtype == null) return PickleMachine.read(bytes, at, handler).end() - at;
    long count = NumpyArrays.shape(extents(state, where), where).count();
    if (count > bytes.size() / dtype.byteSize()) {
      throw bytes.error(at, "an array of joblib claims " + count + " elements of the file");
    }
    return padding(state, bytes, at) + count * dtype.byteSize();
  }

  /** Since joblib 1.2 a byte says how many follow it before the array, to align it. */
  private static long padding(Dict state, Bytes bytes, long at) {
    PickleValue alignment = state.get("numpy_array_alignment_bytes");
    return alignment == null || alignment instanceof None ? 0 : 1L + bytes.u8(at);
  }

  private static long[] extents(Dict state, String where) {
    PickleValue shape = state.get("shape");
    if (shape == null) throw new CheckpointException(where + " has no shape");
    return Rebuilder.integers(shape, where);
  }

  /** The array that the wrapper stands for; null without its bytes. */
  static @Nullable Rebuilt of(Call call, String where) {
    int states = call.states().size();
    if (states < 2
        || !(call.states().get(states - 1) instanceof Data data)
        || !(call.states().get(states - 2) instanceof Dict state)
        || !(state.get("dtype") instanceof Call type)) {
      return null;
    }
    if (NumpyArrays.dtype(type) == null) return new Rebuilt.Absent("a NumPy array of objects");
    Bytes array = data.bytes();
    long padding = padding(state, array, 0);
    Data plain = new Data(array.slice(where, padding, array.size() - padding), Data.Kind.BYTES);
    PickleValue order = state.get("order");
    boolean columnMajor = order != null && "F".equals(PickleValue.text(order, 4));
    return NumpyArrays.array(type, extents(state, where), columnMajor, plain, where);
  }
}
