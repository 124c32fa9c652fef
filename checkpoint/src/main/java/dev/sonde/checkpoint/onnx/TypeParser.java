package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code ValueInfoProto} and {@code TypeProto}. */
final class TypeParser {

  private static final OnnxType UNKNOWN = new OnnxType.Unknown();

  private final Parsing parsing;

  TypeParser(Parsing parsing) {
    this.parsing = parsing;
  }

  OnnxValueInfo value(Message message) {
    parsing.count();
    String name = "";
    OnnxType type = UNKNOWN;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> name = message.text();
        case 2 -> type = type(message.message(), 1);
        default -> {}
      }
    }
    return new OnnxValueInfo(name, type);
  }

  private OnnxType type(Message message, int depth) {
    parsing.count();
    parsing.requireDepth(message, depth);
    OnnxType type = UNKNOWN;
    while (message.next()) {
      switch (message.field()) {
        case 1, 8 -> type = tensor(message.message());
        case 4 -> type = new OnnxType.OfSequence(element(message.message(), 1, depth));
        case 5 -> type = map(message.message(), depth);
        case 9 -> type = new OnnxType.OfOptional(element(message.message(), 1, depth));
        default -> {}
      }
    }
    return type;
  }

  private OnnxType element(Message message, int field, int depth) {
    OnnxType element = UNKNOWN;
    while (message.next()) {
      if (message.field() == field) element = type(message.message(), depth + 1);
    }
    return element;
  }

  private OnnxType map(Message message, int depth) {
    OnnxElementType key = OnnxElementType.UNDEFINED;
    OnnxType value = UNKNOWN;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> key = elementType(message);
        case 2 -> value = type(message.message(), depth + 1);
        default -> {}
      }
    }
    return new OnnxType.OfMap(key, value);
  }

  private OnnxType tensor(Message message) {
    OnnxElementType element = OnnxElementType.UNDEFINED;
    List<OnnxDimension> shape = null;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> element = elementType(message);
        case 2 -> shape = shape(message.message());
        default -> {}
      }
    }
    return new OnnxType.OfTensor(element, Optional.ofNullable(shape));
  }

  private static OnnxElementType elementType(Message field) {
    @Nullable OnnxElementType type = OnnxElementType.of(field.varint());
    return type == null ? OnnxElementType.UNDEFINED : type;
  }

  private List<OnnxDimension> shape(Message message) {
    List<OnnxDimension> shape = new ArrayList<>();
    while (message.next()) {
      if (message.field() == 1) shape.add(dimension(message.message()));
    }
    return List.copyOf(shape);
  }

  private OnnxDimension dimension(Message message) {
    parsing.count();
    long size = -1;
    String symbol = "";
    while (message.next()) {
      switch (message.field()) {
        case 1 -> size = Math.max(-1, message.varint());
        case 2 -> symbol = message.text();
        default -> {}
      }
    }
    return new OnnxDimension(size, symbol);
  }
}
