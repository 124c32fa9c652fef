package dev.sonde.network.program.keras;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The classes of layers that are known. */
final class Rules {

  private static final Map<String, Rule> LAYERS = layers();
  private static final Map<String, Rule> OPERATIONS = Operations.all();

  private Rules() {}

  private static Map<String, Rule> layers() {
    Map<String, Rule> all = new HashMap<>();
    for (String same :
        List.of(
            "Dropout",
            "SpatialDropout1D",
            "SpatialDropout2D",
            "SpatialDropout3D",
            "GaussianNoise",
            "GaussianDropout",
            "AlphaDropout",
            "ActivityRegularization",
            "Identity")) {
      all.put(same, call -> same(call));
    }
    all.putAll(Activations.all());
    all.putAll(BasicLayers.all());
    all.putAll(Convolutions.all());
    all.putAll(Poolings.all());
    all.putAll(Normalisations.all());
    all.putAll(Resizings.all());
    all.putAll(Merges.all());
    all.putAll(Recurrent.all());
    all.putAll(Wrappers.all());
    all.putAll(Attentions.all());
    return Map.copyOf(all);
  }

  /** At inference nothing is dropped, and no noise is added. */
  private static List<Flow> same(LayerCall call) {
    return call.same(call.x());
  }

  /**
   * @throws dev.sonde.network.program.ProgramException if the class is not known
   */
  static Rule of(Layer layer) {
    Rule rule = (layer.isOperation() ? OPERATIONS : LAYERS).get(layer.kind());
    if (rule != null) return rule;
    throw layer.wrong(
        switch (layer.kind()) {
          case "Lambda" ->
              "a Lambda is code, and code of a file is not run; replace it by layers of Keras and"
                  + " save again";
          case "TFOpLambda", "SlicingOpLambda" ->
              "an operation of TensorFlow's is code, and code of a file is not run; replace it by"
                  + " layers of Keras and save again";
          default ->
              "no class that Sonde knows; where it was made, export it with"
                  + " model.export(\"model.onnx\", format=\"onnx\")";
        });
  }
}
