package dev.sonde.network.onnx;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.onnx.OnnxModel;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.ModelFolder;
import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.network.model.GraphModel;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Our interpreter, from bytes to numbers. */
final class Interpreted {

  private Interpreted() {}

  static Network<Map<String, Array>, Map<String, Array>> network(byte[] model) {
    return network(model, MemoryLimit.ofMachine());
  }

  static Network<Map<String, Array>, Map<String, Array>> network(byte[] model, MemoryLimit memory) {
    OnnxModel read =
        OnnxModel.read(Bytes.of("test.onnx", model), ModelFolder.around(Path.of("test.onnx")));
    Graph graph = Graph.of("test.onnx", read).within(memory);
    return Network.load(
        new GraphModel(graph), Checkpoint.of(Path.of("test.onnx"), graph.constants(), Map.of()));
  }

  static List<Value> run(byte[] model, Map<String, Value> inputs) {
    try (var network = network(model);
        Scope _ = new Scope()) {
      return run(network, inputs);
    }
  }

  static List<Value> run(
      Network<Map<String, Array>, Map<String, Array>> network, Map<String, Value> inputs) {
    try (Scope _ = new Scope()) {
      Map<String, Array> given = new HashMap<>();
      inputs.forEach((name, value) -> given.put(name, value.array()));
      return network.compute(
          given,
          outputs -> {
            List<Value> values = new ArrayList<>();
            outputs.values().forEach(output -> values.add(value(output)));
            return values;
          });
    }
  }

  static Value value(Array array) {
    float[] floats = array.toFloats();
    double[] numbers = new double[floats.length];
    if (array.isReal()) {
      for (int i = 0; i < numbers.length; i++) numbers[i] = floats[i];
    } else {
      long[] whole = array.toLongs();
      for (int i = 0; i < numbers.length; i++) numbers[i] = whole[i];
    }
    return new Value(array.type(), numbers, array.shape().toArray());
  }
}
