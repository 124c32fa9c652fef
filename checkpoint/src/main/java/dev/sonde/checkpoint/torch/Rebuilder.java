package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleText;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Bool;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Data;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.pickle.PickleValue.Int;
import dev.sonde.checkpoint.pickle.PickleValue.Persistent;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the calls by which PyTorch rebuilds tensors: {@code torch._utils._rebuild_*}. */
final class Rebuilder {

  private final String file;
  private final TorchStorages storages;

  /** Read once each, however many tensors share them. */
  private final Map<Data, NestedStorage> nested = new HashMap<>();

  Rebuilder(String file, TorchStorages storages) {
    this.file = file;
    this.storages = storages;
  }

  /**
   * The tensor that a call or storage stands for, or null if it stands for something else.
   *
   * @throws CheckpointException if it claims to be a tensor and lies
   */
  @Nullable Rebuilt of(String address, PickleValue value) {
    String where = file + ": tensor '" + address + "'";
    return switch (value) {
      case Persistent storage -> storage(storage, where);
      case Call call when call.callable() instanceof Global global ->
          switch (global.module()) {
            case "torch._utils" ->
                isWrapper(call)
                    ? new Rebuilt.Wrapper(call)
                    : rebuild(global.name(), call.arguments(), where);
            default -> NumpyArrays.of(call, where);
          };
      default -> null;
    };
  }

  /** Whether a call makes a tensor subclass whose numbers are among its attributes. */
  static boolean isWrapper(Call call) {
    return call.isOf("torch._utils", "_rebuild_wrapper_subclass");
  }

  private @Nullable Rebuilt rebuild(String function, List<PickleValue> arguments, String where) {
    return switch (function) {
      case "_rebuild_tensor", "_rebuild_tensor_v2" ->
          dense(arguments, null, arguments.size() > 6 ? arguments.get(6) : null, where);
      case "_rebuild_tensor_v3" ->
          dense(
              arguments,
              argument(arguments, 6, where),
              arguments.size() > 7 ? arguments.get(7) : null,
              where);
      case "_rebuild_qtensor" -> quantised(arguments, where);
      case "_rebuild_sparse_tensor", "_rebuild_sparse_csr_tensor" -> sparse(arguments, where);
      case "_rebuild_nested_tensor" ->
          parts(List.of("buffer", "sizes", "strides", "storage_offsets"), arguments, where);
      case "_rebuild_meta_tensor_no_storage" ->
          new Rebuilt.Absent("it was saved on the meta device, without numbers");
      default -> null;
    };
  }

  /** A storage that was saved by itself: a vector of its elements. */
  private Rebuilt storage(Persistent storage, String where) {
    StorageId id = StorageId.of(storage.id(), where);
    long elements = id.view() == null ? id.elements() : id.view().elements();
    return dense(id.type(), new long[] {elements}, new long[] {1}, storages.find(id, where), 0);
  }

  /** {@code (storage, offset, size, stride, …)}, offset and strides in elements. */
  private Rebuilt dense(
      List<PickleValue> arguments,
      @Nullable PickleValue dtype,
      @Nullable PickleValue bits,
      String where) {
    StorageId id;
    TorchStorages.Located at;
    switch (argument(arguments, 0, where)) {
      case Persistent storage -> {
        id = StorageId.of(storage.id(), where);
        at = storages.find(id, where);
      }
      case Call call when NestedStorage.isOne(call) -> {
        NestedStorage found =
            nested.computeIfAbsent(
                NestedStorage.data(call, where), d -> NestedStorage.of(d, where));
        id = found.id();
        at = found.at();
      }
      case PickleValue other ->
          throw new CheckpointException(
              where + ": expected a storage, found " + PickleText.of(other, 100));
    }
    TorchType type = dtype == null ? id.type() : type(dtype, where);
    long offset = integer(argument(arguments, 1, where), where);
    long[] size = integers(argument(arguments, 2, where), where);
    long[] strides = integers(argument(arguments, 3, where), where);
    for (long stride : strides) {
      if (stride < 0) throw new CheckpointException(where + ": stride " + stride);
    }
    if (offset < 0) throw new CheckpointException(where + ": storage offset " + offset);
    Rebuilt rebuilt = dense(type, size, strides, at, offset);
    return rebuilt instanceof Rebuilt.Dense plain ? noted(plain, bits) : rebuilt;
  }

  private static Rebuilt dense(
      TorchType type, long[] size, long[] strides, TorchStorages.Located at, long offset) {
    if (type.dtype() == null) {
      return new Rebuilt.Absent("its element type torch." + type.name() + " cannot be read yet");
    }
    // An offset beyond the storage must stay beyond it: saturate instead of wrapping around.
    long end = at.bytes().byteSize();
    long start = offset > end / type.byteSize() ? end : offset * type.byteSize();
    return new Rebuilt.Dense(type.dtype(), size, at.bytes(), start, strides, at.order(), null);
  }

  /** PyTorch keeps a pending conjugation or negation as a flag beside the numbers. */
  private static Rebuilt noted(Rebuilt.Dense dense, @Nullable PickleValue bits) {
    if (!(bits instanceof Dict flags)) return dense;
    boolean conjugate = flags.get("conj") instanceof Bool(boolean set) && set;
    boolean negative = flags.get("neg") instanceof Bool(boolean set) && set;
    if (!conjugate && !negative) return dense;
    String note =
        "its numbers are shown as stored; PyTorch would show them "
            + (conjugate && negative
                ? "conjugated and negated"
                : conjugate ? "conjugated" : "negated");
    return new Rebuilt.Dense(
        dense.dtype(),
        dense.extents(),
        dense.storage(),
        dense.byteOffset(),
        dense.strides(),
        dense.order(),
        note);
  }

  /** {@code (storage, offset, size, stride, (scheme, scale, zero_point) or with axis, …)}. */
  private Rebuilt quantised(List<PickleValue> arguments, String where) {
    Rebuilt integers = dense(arguments, null, null, where);
    if (!(integers instanceof Rebuilt.Dense values)
        || !(argument(arguments, 4, where) instanceof Sequence scheme)) {
      return integers;
    }
    Map<String, PickleValue> settings = new LinkedHashMap<>();
    List<PickleValue> parts = scheme.items();
    List<String> names =
        parts.size() > 3
            ? List.of("scheme", "scales", "zero_points", "axis")
            : List.of("scheme", "scale", "zero_point");
    for (int i = 0; i < Math.min(names.size(), parts.size()); i++) {
      settings.put(names.get(i), parts.get(i));
    }
    return new Rebuilt.Parts(Map.of("int_repr", values), settings);
  }

  /** {@code (layout, (indices…, values, size, …))}. */
  private Rebuilt sparse(List<PickleValue> arguments, String where) {
    if (!(argument(arguments, 1, where) instanceof Sequence data)) {
      throw new CheckpointException(where + ": a sparse tensor without its components");
    }
    String layout = PickleText.of(argument(arguments, 0, where), 100);
    List<String> names =
        layout.contains("sparse_coo")
            ? List.of("indices", "values", "size")
            : layout.contains("sparse_csc") || layout.contains("sparse_bsc")
                ? List.of("ccol_indices", "row_indices", "values", "size")
                : List.of("crow_indices", "col_indices", "values", "size");
    return parts(names, data.items(), where);
  }

  private static Rebuilt parts(List<String> names, List<PickleValue> values, String where) {
    Map<String, PickleValue> parts = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) parts.put(names.get(i), argument(values, i, where));
    return new Rebuilt.Parts(Map.of(), parts);
  }

  private static TorchType type(PickleValue dtype, String where) {
    TorchType type =
        dtype instanceof Global global && global.module().equals("torch")
            ? TorchType.ofDtype(global.name())
            : null;
    if (type != null) return type;
    throw new CheckpointException(where + ": expected a dtype, found " + PickleText.of(dtype, 100));
  }

  static PickleValue argument(List<PickleValue> arguments, int index, String where) {
    if (index < arguments.size()) return arguments.get(index);
    throw new CheckpointException(
        where + ": built from " + arguments.size() + " arguments, number " + index + " is missing");
  }

  static long integer(PickleValue value, String where) {
    if (value instanceof Int(long number)) return number;
    throw new CheckpointException(
        where + ": expected an integer, found " + PickleText.of(value, 100));
  }

  static long[] integers(PickleValue value, String where) {
    if (!(Wrappers.unwrap(value) instanceof Sequence sequence)) {
      throw new CheckpointException(
          where + ": expected a tuple of integers, found " + PickleText.of(value, 100));
    }
    List<PickleValue> items = sequence.items();
    if (items.size() > Shape.MAX_RANK) {
      throw new CheckpointException(where + ": a shape of " + items.size() + " axes");
    }
    return items.stream().mapToLong(item -> integer(item, where)).toArray();
  }
}
