package dev.sonde.checkpoint.torch;

import dev.sonde.tensor.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An element type under PyTorch's names.
 *
 * @param name as in {@code torch.float32}
 * @param byteSize bytes of one element in a storage
 * @param dtype null if Sonde has no such type
 */
record TorchType(String name, int byteSize, @Nullable DType dtype) {

  /** {@code torch.UntypedStorage}, whose elements are bytes until a tensor says otherwise. */
  static final TorchType BYTES = new TorchType("uint8", 1, DType.UINT8);

  private record Row(TorchType type, List<String> dtypes, String storage) {}

  private static final List<Row> ROWS =
      List.of(
          row(DType.FLOAT32, "Float", "float32", "float"),
          row(DType.FLOAT64, "Double", "float64", "double"),
          row(DType.FLOAT16, "Half", "float16", "half"),
          row(DType.BFLOAT16, "BFloat16", "bfloat16"),
          row(DType.UINT8, "Byte", "uint8"),
          row(DType.INT8, "Char", "int8"),
          row(DType.INT16, "Short", "int16", "short"),
          row(DType.INT32, "Int", "int32", "int"),
          row(DType.INT64, "Long", "int64", "long"),
          row(DType.BOOL, "Bool", "bool"),
          row(DType.UINT16, "UInt16", "uint16"),
          row(DType.UINT32, "UInt32", "uint32"),
          row(DType.UINT64, "UInt64", "uint64"),
          row(DType.COMPLEX64, "ComplexFloat", "complex64", "cfloat"),
          row(DType.COMPLEX128, "ComplexDouble", "complex128", "cdouble"),
          row(DType.FLOAT8_E4M3, "Float8_e4m3fn", "float8_e4m3fn"),
          row(DType.FLOAT8_E5M2, "Float8_e5m2", "float8_e5m2"),
          row(DType.UINT8, "QUInt8", "quint8"),
          row(DType.INT8, "QInt8", "qint8"),
          row(DType.INT32, "QInt32", "qint32"),
          unread(4, "ComplexHalf", "complex32", "chalf"),
          row(DType.FLOAT8_E4M3FNUZ, "Float8_e4m3fnuz", "float8_e4m3fnuz"),
          row(DType.FLOAT8_E5M2FNUZ, "Float8_e5m2fnuz", "float8_e5m2fnuz"),
          row(DType.FLOAT8_E8M0, "Float8_e8m0fnu", "float8_e8m0fnu"),
          unread(1, "Float4_e2m1fn_x2", "float4_e2m1fn_x2"),
          unread(1, "QUInt4x2", "quint4x2"),
          unread(1, "QUInt2x4", "quint2x4"));

  private static final Map<String, TorchType> BY_DTYPE = byDtype();
  private static final Map<String, TorchType> BY_STORAGE = byStorage();

  private static Row row(DType dtype, String storage, String... dtypes) {
    return new Row(
        new TorchType(dtypes[0], dtype.byteSize(), dtype), List.of(dtypes), storage + "Storage");
  }

  private static Row unread(int byteSize, String storage, String... dtypes) {
    return new Row(new TorchType(dtypes[0], byteSize, null), List.of(dtypes), storage + "Storage");
  }

  private static Map<String, TorchType> byDtype() {
    Map<String, TorchType> types = new HashMap<>();
    for (Row row : ROWS) row.dtypes().forEach(name -> types.put(name, row.type()));
    return Map.copyOf(types);
  }

  private static Map<String, TorchType> byStorage() {
    Map<String, TorchType> types = new HashMap<>();
    for (Row row : ROWS) types.put(row.storage(), row.type());
    types.put("UntypedStorage", BYTES);
    types.put("_UntypedStorage", BYTES);
    return Map.copyOf(types);
  }

  /** The type of {@code torch.float32}, by its last part. */
  static @Nullable TorchType ofDtype(String name) {
    return BY_DTYPE.get(name);
  }

  /** The type that a {@code torch.FloatStorage} holds, by its last part. */
  static @Nullable TorchType ofStorage(String name) {
    return BY_STORAGE.get(name);
  }
}
