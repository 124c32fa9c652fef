package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.onnx.OnnxModel;
import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.network.onnx.Graph;
import java.util.Map;
import java.util.Optional;

/** An ONNX model: the file brings its own graph. */
record OnnxFile() implements ModelFile.Kind {

  @Override
  public Optional<ModelFile> read(Checkpoint file, Hints hints) {
    if (!file.format().equals("onnx")) return Optional.empty();
    Graph graph =
        Graph.of(file.path().toString(), OnnxModel.open(file.path()))
            .within(hints.memory().orElseGet(MemoryLimit::ofMachine));
    Checkpoint parameters = Checkpoint.of(file.path(), graph.constants(), Map.of());
    return Optional.of(new ModelFile(new GraphModel(graph), parameters));
  }
}
