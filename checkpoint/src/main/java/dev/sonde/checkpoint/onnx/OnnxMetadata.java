package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.reader.Contents;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a model says of itself, as a checkpoint's metadata. */
final class OnnxMetadata {

  private OnnxMetadata() {}

  static void addTo(Contents.Builder contents, OnnxModel model) {
    contents.metadata("ir_version", Long.toString(model.irVersion()));
    add(contents, "opset_import", operatorSets(model.operatorSets()));
    add(contents, "producer_name", model.producerName());
    add(contents, "producer_version", model.producerVersion());
    add(contents, "domain", model.domain());
    if (model.modelVersion() != 0) {
      contents.metadata("model_version", Long.toString(model.modelVersion()));
    }
    add(contents, "graph", model.graph().name());
    add(contents, "inputs", words(inputs(model.graph())));
    add(contents, "outputs", words(model.graph().outputs()));
    // A property may have any name, so it must not hide what the format itself says.
    model.metadata().forEach((key, value) -> contents.metadata("metadata_props." + key, value));
    if (model.hasTrainingInfo()) contents.note("graphs for training are left out");
  }

  private static void add(Contents.Builder contents, String key, String value) {
    if (!value.isEmpty()) contents.metadata(key, value);
  }

  private static String operatorSets(Map<String, Long> versions) {
    return versions.entrySet().stream()
        .map(set -> (set.getKey().isEmpty() ? "ai.onnx" : set.getKey()) + " " + set.getValue())
        .collect(Collectors.joining(", "));
  }

  /** What a caller must give: before IR version 4 initializers stand among the inputs too. */
  private static List<OnnxValueInfo> inputs(OnnxGraph graph) {
    Set<String> constants = new HashSet<>();
    for (OnnxTensor tensor : graph.initializers()) constants.add(tensor.name());
    return graph.inputs().stream().filter(input -> !constants.contains(input.name())).toList();
  }

  private static String words(List<OnnxValueInfo> values) {
    return values.stream().map(OnnxValueInfo::toString).collect(Collectors.joining("; "));
  }
}
