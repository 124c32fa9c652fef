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
    DType dtype = type.dtype();
    if (dtype == null) return new OnnxTensor.Unread(fields.name, why(type));
    if (fields.segment) {
      return new OnnxTensor.Unread(fields.name, "is a segment of a larger tensor");
    }
    String naming = parsing.file() + ": tensor '" + fields.name + "'";
    try {
      Shape shape = Shape.of(fields.dims);
      Storage storage = storage(message, fields, type, dtype, shape, naming);
      if (storage == null) return new OnnxTensor.Unread(fields.name, "has no data in the file");
      return new OnnxTensor.Dense(Tensor.of(fields.name, dtype, shape, storage, 0), type);
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

  private static String why(OnnxElementType type) {
    return switch (type) {
      case STRING -> "holds text, not numbers";
      case UNDEFINED -> "has no element type";
      default -> "has the element type " + type.label() + ", which cannot be read";
    };
  }

  /** Exactly the bytes of the elements; null if there are none in the file. */
  private @Nullable Storage storage(
      Message message,
      Fields fields,
      OnnxElementType type,
      DType dtype,
      Shape shape,
      String naming) {
    long elements = shape.count();
    long size = Math.multiplyExact(elements, dtype.byteSize());
    long packed = type.isNibble() ? elements / 2 + elements % 2 : size;
    Bytes raw = fields.raw;
    if (fields.isExternal) raw = parsing.external().find(fields.external, packed, naming);
    if (raw == null) return typed(message, type, dtype, size, naming);
    if (raw.size() != packed) {
      throw new CheckpointException(
          naming + " has " + raw.size() + " bytes, its shape " + shape + " needs " + packed);
    }
    return type.isNibble() ? unpacked(raw, dtype, size, naming) : raw.storage();
  }

  private static Storage unpacked(Bytes raw, DType dtype, long size, String naming) {
    return Storage.deferred(
        size,
        target -> {
          ElementSink sink = new ElementSink(naming, dtype, target);
          for (long at = 0; at < raw.size(); at++) sink.acceptNibbles(raw.u8(at));
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
    if (type.isNibble()) needed = needed / 2 + needed % 2;
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
          numbers.forEach(type.isNibble() ? sink::acceptNibbles : sink);
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
