package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.protobuf.Message;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code AttributeProto}: one of thirteen fields, told apart by the field {@code type}, which
 * models before IR version 2 lack. A value equal to its default (0, empty) may be left out.
 */
final class AttributeParser {

  /** Longer text is a blob for a particular runtime (a compiled engine, a tokenizer). */
  private static final int MAX_STRING = 16 << 20;

  private final Parsing parsing;
  private final TensorParser tensors;
  private final GraphParser graphs;

  AttributeParser(Parsing parsing, TensorParser tensors, GraphParser graphs) {
    this.parsing = parsing;
    this.tensors = tensors;
    this.graphs = graphs;
  }

  /** What the fields of one attribute say. */
  private static final class Fields {
    String name = "";
    String caller = "";
    int type;
    int present;
    float number;
    long integer;
    String text = "";
    @Nullable String unread;
    @Nullable OnnxTensor tensor;
    @Nullable OnnxGraph graph;
    final List<String> strings = new ArrayList<>();
    final List<OnnxTensor> tensors = new ArrayList<>();
    final List<OnnxGraph> graphs = new ArrayList<>();
  }

  OnnxAttribute attribute(Message message, int depth) {
    parsing.count();
    Fields fields = new Fields();
    Message from = message.again();
    while (from.next()) read(from, fields, depth);
    if (!fields.caller.isEmpty()) return new OnnxAttribute.OfCaller(fields.name, fields.caller);
    if (fields.unread != null) return new OnnxAttribute.Unread(fields.name, fields.unread);
    return value(message, fields);
  }

  private void read(Message from, Fields fields, int depth) {
    switch (from.field()) {
      case 1 -> fields.name = from.text();
      case 2 -> fields.number = from.float32();
      case 3 -> fields.integer = from.varint();
      case 4 -> fields.text = text(from, fields);
      case 5 -> fields.tensor = tensors.tensor(from.message());
      case 6 -> fields.graph = graphs.graph(from.message(), depth + 1);
      case 9 -> fields.strings.add(text(from, fields));
      case 10 -> fields.tensors.add(tensors.tensor(from.message()));
      case 11 -> fields.graphs.add(graphs.graph(from.message(), depth + 1));
      case 20 -> fields.type = Math.clamp(from.varint(), -1, 99);
      case 21 -> fields.caller = from.text();
      case 22 -> fields.tensor = tensors.sparse(from.message());
      case 23 -> fields.tensors.add(tensors.sparse(from.message()));
      default -> {}
    }
    int kind = kind(from.field());
    if (kind != 0) fields.present = kind;
  }

  private String text(Message from, Fields fields) {
    parsing.count();
    if (from.length() <= MAX_STRING) return from.text(MAX_STRING);
    fields.unread = "is text of " + from.length() + " bytes";
    return "";
  }

  /** The value of {@code AttributeType} that goes with a field, or 0. */
  private static int kind(int field) {
    return switch (field) {
      case 2 -> 1;
      case 3 -> 2;
      case 4 -> 3;
      case 5 -> 4;
      case 6 -> 5;
      case 7 -> 6;
      case 8 -> 7;
      case 9 -> 8;
      case 10 -> 9;
      case 11 -> 10;
      case 22 -> 11;
      case 23 -> 12;
      case 14 -> 13;
      case 15 -> 14;
      default -> 0;
    };
  }

  private OnnxAttribute value(Message message, Fields fields) {
    String name = fields.name;
    return switch (fields.type == 0 ? fields.present : fields.type) {
      case 1 -> new OnnxAttribute.OfFloat(name, fields.number);
      case 2 -> new OnnxAttribute.OfInt(name, fields.integer);
      case 3 -> new OnnxAttribute.OfString(name, fields.text);
      case 4, 11 ->
          fields.tensor == null
              ? new OnnxAttribute.Unread(name, "has no value")
              : new OnnxAttribute.OfTensor(name, fields.tensor);
      case 5 ->
          fields.graph == null
              ? new OnnxAttribute.Unread(name, "has no value")
              : new OnnxAttribute.OfGraph(name, fields.graph);
      case 6 ->
          new OnnxAttribute.OfFloats(
              name, list(name, DType.FLOAT32, new RepeatedNumbers(message, 7, Message.FIXED32)));
      case 7 ->
          new OnnxAttribute.OfInts(
              name, list(name, DType.INT64, new RepeatedNumbers(message, 8, Message.VARINT)));
      case 8 -> new OnnxAttribute.OfStrings(name, fields.strings);
      case 9, 12 -> new OnnxAttribute.OfTensors(name, fields.tensors);
      case 10 -> new OnnxAttribute.OfGraphs(name, fields.graphs);
      case 0 -> new OnnxAttribute.Unread(name, "has no value");
      case 13, 14 -> new OnnxAttribute.Unread(name, "is a type");
      default -> new OnnxAttribute.Unread(name, "is of the unknown kind " + fields.type);
    };
  }

  private Tensor list(String name, DType dtype, RepeatedNumbers numbers) {
    String naming = parsing.file() + ": attribute '" + name + "'";
    Shape shape = Shape.of(numbers.count());
    Storage storage =
        Storage.deferred(
            shape.count() * dtype.byteSize(),
            target -> {
              ElementSink sink = new ElementSink(naming, dtype, target);
              numbers.forEach(sink);
              sink.finish();
            });
    return Tensor.of(name, dtype, shape, storage, 0);
  }
}
