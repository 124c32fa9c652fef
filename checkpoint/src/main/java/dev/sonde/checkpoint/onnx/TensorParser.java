package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.protobuf.Message;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code TensorProto} and {@code SparseTensorProto}. */
final class TensorParser {

  private static final int FLOAT_DATA = 4;
  private static final int INT32_DATA = 5;
  private static final int STRING_DATA = 6;
  private static final int INT64_DATA = 7;
  private static final int DOUBLE_DATA = 10;
  private static final int UINT64_DATA = 11;

  private final Parsing parsing;

  TensorParser(Parsing parsing) {
    this.parsing = parsing;
  }

  /** What the fields of one tensor say. */
  private static final class Fields {
    final List<Long> dims = new ArrayList<>();
    final Map<String, String> external = new HashMap<>();
    String name = "";
    long type;
    boolean segment;
    boolean isExternal;
    @Nullable Bytes raw;
  }

  OnnxTensor tensor(Message message) {
    parsing.count();
    Fields fields = fields(message);
    OnnxElementType type = OnnxElementType.of(fields.type);
    if (type == null) {
      return new OnnxTensor.Unread(fields.name, "has the unknown element type " + fields.type);
    }
    if (type == OnnxElementType.UNDEFINED) {
      return new OnnxTensor.Unread(fields.name, "has no element type");
    }
    if (fields.segment) {
      return new OnnxTensor.Unread(fields.name, "is a segment of a larger tensor");
    }
    if (type == OnnxElementType.STRING) return text(message, fields);
    DType dtype = type.isCoded() ? DType.UINT8 : type.dtype();
    if (dtype == null) throw new IllegalStateException(type + " has no numbers");
    String naming = parsing.file() + ": tensor '" + fields.name + "'";
    try {
      Shape shape = Shape.of(fields.dims);
      Storage storage = storage(message, fields, type, dtype, shape, naming);
      if (storage == null) return new OnnxTensor.Unread(fields.name, "has no data in the file");
      Tensor tensor = Tensor.of(fields.name, dtype, shape, storage, 0);
      return type.isCoded()
          ? new OnnxTensor.Coded(tensor, type)
          : new OnnxTensor.Dense(tensor, type);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CheckpointException(naming + ": " + e.getMessage(), e);
    }
  }

  private Fields fields(Message message) {
    Fields fields = new Fields();
    Message from = message.again();
    while (from.next()) {
      switch (from.field()) {
        case 1 -> dims(from, fields.dims);
        case 2 -> fields.type = from.varint();
        case 3 -> fields.segment = true;
        case 8 -> fields.name = from.text();
        case 9 -> fields.raw = from.payload();
        case 13 -> parsing.entry(from.message(), fields.external);
        case 14 -> fields.isExternal = from.varint() == 1;
        default -> {}
      }
    }
    return fields;
  }

  private static void dims(Message from, List<Long> dims) {
    if (from.wire() == Message.LENGTH)
      from.message().packed(Message.VARINT, n -> dim(from, n, dims));
    else dim(from, from.varint(), dims);
  }

  private static void dim(Message from, long extent, List<Long> dims) {
    if (dims.size() == Shape.MAX_RANK) {
      throw from.error("a tensor of more than " + Shape.MAX_RANK + " axes");
    }
    dims.add(extent);
  }

  private OnnxTensor text(Message message, Fields fields) {
    if (fields.isExternal) return new OnnxTensor.Unread(fields.name, "is text in another file");
    List<String> elements = new ArrayList<>();
    Message from = message.again();
    while (from.next()) if (from.field() == STRING_DATA) elements.add(parsing.name(from));
    try {
      Shape shape = Shape.of(fields.dims);
      if (shape.count() == elements.size()) {
        return new OnnxTensor.Text(fields.name, shape, elements);
      }
      return new OnnxTensor.Unread(
          fields.name, "has " + elements.size() + " texts, its shape is " + shape);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CheckpointException(
          parsing.file() + ": tensor '" + fields.name + "': " + e.getMessage(), e);
    }
  }

  /** Exactly the bytes of the elements; null if there are none in the file. */
  private @Nullable Storage storage(
      Message message,
      Fields fields,
      OnnxElementType type,
      DType dtype,
      Shape shape,
      String naming) {
    long size = Math.multiplyExact(shape.count(), dtype.byteSize());
    long packed = packed(type, size);
    Bytes raw = fields.raw;
    if (fields.isExternal) raw = parsing.external().find(fields.external, packed, naming);
    if (raw == null) return typed(message, type, dtype, size, naming);
    if (raw.size() != packed) {
      throw new CheckpointException(
          naming + " has " + raw.size() + " bytes, its shape " + shape + " needs " + packed);
    }
    return type.isPacked() ? unpacked(raw, type, dtype, size, naming) : raw.storage();
  }

  /** Bytes in the file of elements that fill {@code size} bytes. */
  private static long packed(OnnxElementType type, long size) {
    return type.isPacked() ? Math.ceilDiv(size, (long) (8 / type.packedBits())) : size;
  }

  private static Storage unpacked(
      Bytes raw, OnnxElementType type, DType dtype, long size, String naming) {
    return Storage.deferred(
        size,
        target -> {
          ElementSink sink = new ElementSink(naming, dtype, target);
          for (long at = 0; at < raw.size(); at++) sink.acceptPacked(raw.u8(at), type.packedBits());
          sink.finish();
        });
  }

  /** The elements in the field of their own type. */
  private static @Nullable Storage typed(
      Message message, OnnxElementType type, DType dtype, long size, String naming) {
    RepeatedNumbers numbers =
        switch (type) {
          case FLOAT, COMPLEX64 -> new RepeatedNumbers(message, FLOAT_DATA, Message.FIXED32);
          case DOUBLE, COMPLEX128 -> new RepeatedNumbers(message, DOUBLE_DATA, Message.FIXED64);
          case INT64 -> new RepeatedNumbers(message, INT64_DATA, Message.VARINT);
          case UINT32, UINT64 -> new RepeatedNumbers(message, UINT64_DATA, Message.VARINT);
          default -> new RepeatedNumbers(message, INT32_DATA, Message.VARINT);
        };
    long needed = size / dtype.componentSize();
    if (type.isPacked()) needed = packed(type, needed);
    long atMost = numbers.atMost();
    if (atMost == 0 && needed > 0) return null; // a varint takes a byte or more
    boolean exact = numbers.kind() != Message.VARINT;
    if (atMost < needed || (exact && atMost > needed)) {
      throw new CheckpointException(
          naming + " has " + atMost + " numbers, its shape needs " + needed);
    }
    Bytes inPlace = numbers.inPlace();
    if (inPlace != null && inPlace.size() == size) return inPlace.storage();
    return Storage.deferred(
        size,
        target -> {
          ElementSink sink = new ElementSink(naming, dtype, target);
          numbers.forEach(type.isPacked() ? n -> sink.acceptPacked(n, type.packedBits()) : sink);
          sink.finish();
        });
  }

  /** A sparse tensor: its values carry its name. */
  OnnxTensor sparse(Message message) {
    parsing.count();
    OnnxTensor values = null;
    OnnxTensor indices = null;
    List<Long> dims = new ArrayList<>();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> values = tensor(message.message());
        case 2 -> indices = tensor(message.message());
        case 3 -> dims(message, dims);
        default -> {}
      }
    }
    String name = values == null ? "" : values.name();
    if (values instanceof OnnxTensor.Dense v && indices instanceof OnnxTensor.Dense i) {
      try {
        return new OnnxTensor.Sparse(name, v.tensor(), i.tensor(), Shape.of(dims));
      } catch (IllegalArgumentException e) {
        throw new CheckpointException(
            parsing.file() + ": sparse tensor '" + name + "': " + e.getMessage(), e);
      }
    }
    return new OnnxTensor.Unread(name, "is sparse and lacks readable values or indices");
  }
}
