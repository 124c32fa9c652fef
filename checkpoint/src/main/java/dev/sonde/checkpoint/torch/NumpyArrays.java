package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleText;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Bool;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Data;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.pickle.PickleValue.Text;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads NumPy arrays and scalars that were pickled among PyTorch's values. */
final class NumpyArrays {

  private static final Set<String> MULTIARRAY =
      Set.of("numpy.core.multiarray", "numpy._core.multiarray");
  private static final Set<String> NUMERIC = Set.of("numpy.core.numeric", "numpy._core.numeric");

  private static final Map<String, DType> TYPES =
      Map.ofEntries(
          Map.entry("b1", DType.BOOL),
          Map.entry("?", DType.BOOL),
          Map.entry("u1", DType.UINT8),
          Map.entry("i1", DType.INT8),
          Map.entry("u2", DType.UINT16),
          Map.entry("i2", DType.INT16),
          Map.entry("u4", DType.UINT32),
          Map.entry("i4", DType.INT32),
          Map.entry("u8", DType.UINT64),
          Map.entry("i8", DType.INT64),
          Map.entry("f2", DType.FLOAT16),
          Map.entry("f4", DType.FLOAT32),
          Map.entry("f8", DType.FLOAT64),
          Map.entry("c8", DType.COMPLEX64),
          Map.entry("c16", DType.COMPLEX128));

  private NumpyArrays() {}

  /** The array that a call builds, or null if it builds none. */
  static @Nullable Rebuilt of(Call call, String where) {
    if (!(call.callable() instanceof Global global)) return null;
    if (JoblibArrays.isOne(call)) return JoblibArrays.of(call, where);
    List<PickleValue> arguments = call.arguments();
    if (MULTIARRAY.contains(global.module()) && global.name().equals("_reconstruct")) {
      return reconstructed(call, where);
    }
    if (MULTIARRAY.contains(global.module())
        && global.name().equals("scalar")
        && arguments.size() == 2) {
      Rebuilt number = array(arguments.get(0), new long[0], false, arguments.get(1), where);
      return number instanceof Rebuilt.Dense dense ? NumpyScalars.of(dense, where) : number;
    }
    if (NUMERIC.contains(global.module())
        && global.name().equals("_frombuffer")
        && arguments.size() == 4) {
      return array(
          arguments.get(1),
          Rebuilder.integers(arguments.get(2), where),
          "F".equals(PickleValue.text(arguments.get(3), 1)),
          arguments.get(0),
          where);
    }
    return null;
  }

  /** The state is {@code (version, shape, dtype, is_fortran, data)}; once without the version. */
  private static Rebuilt reconstructed(Call call, String where) {
    if (call.states().isEmpty()
        || !(call.states().getLast() instanceof Sequence state)
        || state.items().size() < 4) {
      throw new CheckpointException(where + ": a NumPy array without its state");
    }
    List<PickleValue> parts = state.items().subList(state.items().size() - 4, state.items().size());
    boolean columnMajor = parts.get(2) instanceof Bool(boolean set) && set;
    return array(
        parts.get(1), Rebuilder.integers(parts.get(0), where), columnMajor, parts.get(3), where);
  }

  static Rebuilt array(
      PickleValue type, long[] extents, boolean columnMajor, PickleValue data, String where) {
    DType dtype = type instanceof Call call ? dtype(call) : null;
    if (dtype == null) {
      return new Rebuilt.Absent("a NumPy array of type " + PickleText.of(type, 60));
    }
    ByteOrder order = isBigEndian((Call) type) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    Shape shape = shape(extents, where);
    Storage storage = storage(data, shape.count(), dtype, where);
    if (storage == null) {
      return new Rebuilt.Absent("a NumPy array made of " + PickleText.of(data, 60));
    }
    long[] strides = columnMajor ? shape.columnMajorStrides() : shape.rowMajorStrides();
    return new Rebuilt.Dense(dtype, extents, storage, 0, strides, order, null);
  }

  static Shape shape(long[] extents, String where) {
    try {
      return Shape.of(extents);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(where + ": " + e.getMessage(), e);
    }
  }

  /** {@code numpy.dtype('f4', …)}. */
  static @Nullable DType dtype(Call call) {
    if (!call.isOf("numpy", "dtype") || call.arguments().isEmpty()) return null;
    String code = PickleValue.text(call.arguments().getFirst(), 16);
    return code == null ? null : TYPES.get(code);
  }

  /** The dtype's state is {@code (version, '<', …)}; {@code '>'} is big-endian. */
  private static boolean isBigEndian(Call dtype) {
    return !dtype.states().isEmpty()
        && dtype.states().getLast() instanceof Sequence state
        && state.items().size() > 1
        && ">".equals(PickleValue.text(state.items().get(1), 4));
  }

  private static @Nullable Storage storage(
      PickleValue data, long count, DType dtype, String where) {
    return switch (data) {
      case Data bytes when bytes.kind() != Data.Kind.TEXT -> bytes.bytes().storage();
      // Protocol 2 has no bytes: Python 3 writes them as the text that Latin-1 turns into them.
      case Call call
          when call.isOf("_codecs", "encode")
              && call.arguments().size() == 2
              && "latin1".equals(PickleValue.text(call.arguments().get(1), 16)) ->
          latin1(call.arguments().getFirst(), count, dtype, where);
      case Call call when call.arguments().isEmpty() && isBytes(call) ->
          Bytes.of(where, new byte[0]).storage();
      default -> null;
    };
  }

  private static boolean isBytes(Call call) {
    return call.isOf("builtins", "bytes") || call.isOf("__builtin__", "bytes");
  }

  private static @Nullable Storage latin1(PickleValue text, long count, DType dtype, String where) {
    return switch (text) {
      case Text small -> Bytes.of(where, bytes(small.value(), where)).storage();
      case Data large when large.kind() == Data.Kind.TEXT -> {
        // A character takes one byte or two in UTF-8.
        if (count > large.bytes().size() / dtype.byteSize()) {
          throw new CheckpointException(
              where + ": " + count + " elements from " + large.bytes().size() + " characters");
        }
        yield Latin1.storage(large.bytes(), count * dtype.byteSize());
      }
      default -> null;
    };
  }

  private static byte[] bytes(String latin1, String where) {
    if (latin1.chars().anyMatch(c -> c > 0xff)) {
      throw new CheckpointException(where + ": a NumPy array from a text that is not Latin-1");
    }
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }
}
