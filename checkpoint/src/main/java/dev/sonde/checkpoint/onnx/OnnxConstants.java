package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.gate.Cell;
import dev.sonde.checkpoint.gate.RecurrentNode;
import dev.sonde.checkpoint.reader.Budget;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.file.Printable;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.LittleEndian;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.SmallFloat;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives every constant of a model an address: its name, or where an inner graph uses a name again,
 * the path of nodes that leads there and its name ({@code /decoder/If/then_branch/weight}).
 */
final class OnnxConstants {

  private final Contents.Builder contents;
  private final Budget budget;
  private int packed;

  /** The addresses of the constants that a graph's nodes can name: its own and those around it. */
  private record Scope(Map<String, String> own, @Nullable Scope around) {

    @Nullable String address(List<String> inputs, int index) {
      if (index >= inputs.size() || inputs.get(index).isEmpty()) return null;
      for (Scope scope = this; scope != null; scope = scope.around) {
        String address = scope.own.get(inputs.get(index));
        if (address != null) return address;
      }
      return null;
    }
  }

  OnnxConstants(Contents.Builder contents, Budget budget) {
    this.contents = contents;
    this.budget = budget;
  }

  void addAll(OnnxModel model) {
    graph(model.graph(), "", null);
    for (OnnxFunction function : model.functions()) {
      nodes(function.nodes(), function.name() + "/", new Scope(new HashMap<>(), null));
    }
    if (packed > 0) {
      contents.note(packed + " tensors of 2- or 4-bit integers are unpacked to 8-bit ones");
    }
  }

  private void graph(OnnxGraph graph, String path, @Nullable Scope around) {
    Scope scope = new Scope(new HashMap<>(), around);
    for (OnnxTensor tensor : graph.initializers()) add(tensor.name(), tensor, path, scope);
    nodes(graph.nodes(), path, scope);
  }

  private void nodes(List<OnnxNode> nodes, String path, Scope scope) {
    for (int i = 0; i < nodes.size(); i++) {
      OnnxNode node = nodes.get(i);
      if (node.is("Constant")) constant(node, path, scope);
      for (Cell cell : Cell.values()) {
        if (node.is(cell.name())) recurrent(node, cell, scope);
      }
      for (OnnxAttribute attribute : node.attributes()) {
        if (attribute instanceof OnnxAttribute.OfGraph one) {
          graph(one.value(), inner(path, node, i, one.name()), scope);
        } else if (attribute instanceof OnnxAttribute.OfGraphs many) {
          for (int g = 0; g < many.values().size(); g++) {
            graph(many.values().get(g), inner(path, node, i, many.name() + "_" + g), scope);
          }
        }
      }
    }
  }

  private String inner(String path, OnnxNode node, int index, String graph) {
    String name = node.name().isEmpty() ? node.opType() + "_" + index : node.name();
    budget.spend(path.length() + name.length() + graph.length());
    return path + name + "/" + graph + "/";
  }

  /** The weights are inputs 1 to 3; weights that the graph computes have no address. */
  private void recurrent(OnnxNode node, Cell cell, Scope scope) {
    String input = scope.address(node.inputs(), 1);
    String hidden = scope.address(node.inputs(), 2);
    String bias = scope.address(node.inputs(), 3);
    if (input == null || hidden == null) return;
    String layer = node.name().isEmpty() ? input : node.name();
    contents.recurrent(new RecurrentNode(layer, cell, input, hidden, bias));
  }

  /** A constant is known by the name of the node's output; its tensor's own name is not used. */
  private void constant(OnnxNode node, String path, Scope scope) {
    if (node.outputs().isEmpty() || node.attributes().isEmpty()) return;
    String name = node.outputs().getFirst();
    switch (node.attributes().getFirst()) {
      case OnnxAttribute.OfTensor tensor -> add(name, tensor.value(), path, scope);
      case OnnxAttribute.OfFloats list -> addNumbers(name, list.tensor(), path, scope);
      case OnnxAttribute.OfInts list -> addNumbers(name, list.tensor(), path, scope);
      case OnnxAttribute.OfFloat one ->
          addNumbers(
              name, Tensor.ofFloats(name, Shape.of(), new float[] {one.value()}), path, scope);
      case OnnxAttribute.OfInt one -> addNumbers(name, scalar(name, one.value()), path, scope);
      case OnnxAttribute.OfString text -> leaveOut(name, "holds text, not numbers");
      case OnnxAttribute.OfStrings text -> leaveOut(name, "holds text, not numbers");
      case OnnxAttribute.Unread unread -> leaveOut(name, unread.why());
      case OnnxAttribute.OfCaller caller ->
          leaveOut(name, "is the attribute '" + caller.attribute() + "' of the function's caller");
      case OnnxAttribute.OfTensors other -> leaveOut(name, "is a list of tensors");
      case OnnxAttribute.OfGraph other -> leaveOut(name, "is a graph");
      case OnnxAttribute.OfGraphs other -> leaveOut(name, "is a list of graphs");
    }
  }

  private void add(String name, OnnxTensor tensor, String path, Scope scope) {
    switch (tensor) {
      case OnnxTensor.Dense dense -> {
        if (dense.type().isPacked()) packed++;
        addNumbers(name, dense.tensor(), path, scope);
      }
      case OnnxTensor.Sparse sparse -> {
        addNumbers(name + "/values", sparse.values(), path, scope);
        addNumbers(name + "/indices", sparse.indices(), path, scope);
        contents.note(
            "tensor '"
                + Printable.of(name, 200)
                + "' is sparse: "
                + sparse.values().count()
                + " values of a tensor of shape "
                + sparse.shape()
                + ", given as its values and indices");
      }
      case OnnxTensor.Coded coded -> {
        addNumbers(name, numbers(name, coded), path, scope);
      }
      case OnnxTensor.Text text -> leaveOut(name, "holds text, not numbers");
      case OnnxTensor.Unread unread -> leaveOut(name, unread.why());
    }
  }

  /** What codes of eight bits, or of four in a byte each, stand for. */
  private static Tensor numbers(String name, OnnxTensor.Coded coded) {
    Tensor codes = coded.codes();
    DType dtype = coded.type().dtype();
    if (dtype != null) return Tensor.of(name, dtype, codes.shape(), codes.storage(), 0);
    Storage decoded =
        Storage.deferred(
            Math.multiplyExact(4L, codes.count()),
            target -> {
              MemorySegment from = codes.storage().bytes();
              for (long i = 0; i < codes.count(); i++) {
                float value = SmallFloat.FLOAT4_E2M1.value(from.get(ValueLayout.JAVA_BYTE, i));
                target.set(LittleEndian.FLOAT, 4 * i, value);
              }
            });
    return Tensor.of(name, DType.FLOAT32, codes.shape(), decoded, 0);
  }

  private void addNumbers(String name, Tensor tensor, String path, Scope scope) {
    if (name.isEmpty()) {
      contents.note("a constant without a name is left out");
      return;
    }
    boolean again = contents.has(name);
    // A long path stands before each of the names.
    budget.spend(name.length() + (again ? path.length() : 0));
    String address = again ? path + name : name;
    contents.add(tensor.named(address));
    scope.own.put(name, address);
  }

  private void leaveOut(String name, String why) {
    contents.note("tensor '" + Printable.of(name, 200) + "' " + why + ": left out");
  }

  private static Tensor scalar(String name, long value) {
    byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    Storage storage = Storage.mapped(MemorySegment.ofArray(bytes));
    return Tensor.of(name, DType.INT64, Shape.of(), storage, 0);
  }
}
