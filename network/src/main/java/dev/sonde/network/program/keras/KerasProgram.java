package dev.sonde.network.program.keras;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Program;
import dev.sonde.network.program.ProgramBuilder;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.program.ProgramInput;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Keras file as a program.
 *
 * <pre>{@code
 * Program program = KerasProgram.read(Checkpoint.open(Path.of("model.keras"))).orElseThrow();
 * }</pre>
 */
public final class KerasProgram {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_AXES = 8;

  private final String file;
  private final ProgramBuilder builder;
  private final boolean keras3;

  private KerasProgram(String file, String version) {
    this.file = file;
    this.keras3 = version.startsWith("3");
    this.builder = new ProgramBuilder(file, "Keras" + (version.isEmpty() ? "" : " " + version));
  }

  /**
   * The program; empty if the file has no {@code model_config} and its weights are not those of a
   * network that is known without one.
   *
   * @throws ProgramException if it has one that cannot be run
   */
  public static Optional<Program> read(Checkpoint file) {
    String config = file.metadata().get("model_config");
    if (config == null) {
      return TextGenRnn.config(file)
          .map(made -> new KerasProgram(file.path().toString(), "2.1").read(file, made, "2.1"));
    }
    String version = file.metadata().getOrDefault("keras_version", "");
    return Optional.of(
        new KerasProgram(file.path().toString(), version).read(file, config, version));
  }

  private Program read(Checkpoint file, String config, String version) {
    JsonNode json;
    try {
      json = JSON.readTree(config);
    } catch (JacksonException e) {
      throw new ProgramException(
          this.file + ": its model_config is no JSON: " + e.getOriginalMessage(), e);
    }
    Layer model = Layer.of(this.file, json);
    boolean legacy = !keras3 && !version.contains("tf") && version.matches("(1|2\\.[0-3])\\..*");
    Lowering lowering = new Lowering(builder, this.file, keras3);
    Models models = new Models(lowering, file.format().equals("keras-zip"), legacy);
    if (!model.isModel()) throw models.notAModel(model);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    file.tensors().forEach(tensor -> tensors.put(tensor.address(), tensor));
    List<Flow> inputs = inputs(model, tensors);
    Weights weights = new Weights(this.file, tensors, List.of(""));
    List<Flow> outputs = models.run(model, weights, "", inputs, 0);
    for (int i = 0; i < outputs.size(); i++) {
      builder.result(outputs.size() == 1 ? "out" : "out" + i, outputs.get(i).value());
    }
    return builder.build();
  }

  private List<Flow> inputs(Layer model, Map<String, Tensor> tensors) {
    List<Layer> entries = new ArrayList<>();
    for (JsonNode json : Models.layers(model)) {
      Layer layer = Layer.of(file, json);
      boolean first = entries.isEmpty() && !model.config().has("output_layers");
      if (first || layer.kind().equals("InputLayer")) entries.add(layer);
      if (first) break;
    }
    List<Flow> flows = new ArrayList<>();
    if (model.config().has("output_layers")) {
      for (Node.Reference input : Node.references(model.config().path("input_layers"))) {
        Layer entry =
            entries.stream()
                .filter(layer -> layer.name().equals(input.layer()))
                .findFirst()
                .orElseThrow(() -> model.wrong("its input '" + input.layer() + "' is not there"));
        flows.add(input(entry, entry.name(), shape(entry), flows.size()));
      }
      return flows;
    }
    if (entries.isEmpty()) throw model.wrong("it has no layers");
    Layer first = entries.getFirst();
    boolean declared = first.kind().equals("InputLayer");
    String name = declared ? first.name() : first.name() + "_input";
    Optional<List<ProgramInput.Axis>> shape = shape(first);
    if (shape.isEmpty()) shape = shape(model, "build_input_shape");
    if (shape.isEmpty() && first.isModel() && !first.kind().equals("InputLayer")) {
      return inputs(first, tensors);
    }
    return List.of(input(first, name, shape.or(() -> likely(first)), 0));
  }

  /** What a layer of this class reads, where the file does not say. */
  private static Optional<List<ProgramInput.Axis>> likely(Layer layer) {
    String kind = layer.kind();
    int rank =
        switch (kind) {
          case "Dense", "Embedding" -> 2;
          case "LSTM", "GRU", "SimpleRNN", "Bidirectional", "CuDNNLSTM", "CuDNNGRU" -> 3;
          default ->
              kind.contains("1D") ? 3 : kind.contains("2D") ? 4 : kind.contains("3D") ? 5 : 0;
        };
    if (rank == 0) return Optional.empty();
    List<ProgramInput.Axis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) axes.add(ProgramInput.Axis.free(i == 0 ? "batch" : ""));
    return Optional.of(axes);
  }

  private static Optional<List<ProgramInput.Axis>> shape(Layer layer) {
    return shape(layer, "batch_shape")
        .or(() -> shape(layer, "batch_input_shape"))
        .or(() -> shape(layer, "build_input_shape"));
  }

  private static Optional<List<ProgramInput.Axis>> shape(Layer layer, String setting) {
    JsonNode found = layer.config().path(setting);
    if (!found.isArray() || found.isEmpty()) return Optional.empty();
    if (found.size() > MOST_AXES) throw layer.wrong("its " + setting + " has " + found.size());
    List<ProgramInput.Axis> axes = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      JsonNode axis = found.get(i);
      boolean fixed = i > 0 && axis.isIntegralNumber() && axis.asDouble() >= 0;
      axes.add(
          fixed && axis.asDouble() < 1L << 31
              ? ProgramInput.Axis.fixed(axis.asLong())
              : ProgramInput.Axis.free(i == 0 ? "batch" : ""));
    }
    return Optional.of(axes);
  }

  private Flow input(Layer layer, String name, Optional<List<ProgramInput.Axis>> shape, int place) {
    if (shape.isEmpty()) throw layer.wrong("the file does not say the shape of its input");
    if (name.isEmpty() || name.startsWith("%")) throw layer.wrong("an input has no such name");
    Operand value =
        builder.input(
            new ProgramInput(
                name,
                List.of("in" + place),
                Optional.of(type(layer)),
                shape,
                Optional.empty(),
                ProgramInput.Form.ARRAY));
    return Flow.of(value, shape.get().size());
  }

  private static DType type(Layer layer) {
    JsonNode found = layer.config().path("dtype");
    String name = found.asString(found.path("config").path("name").asString("float32"));
    return switch (name) {
      case "int64" -> DType.INT64;
      case "int32" -> DType.INT32;
      case "int16" -> DType.INT16;
      case "int8" -> DType.INT8;
      case "uint8" -> DType.UINT8;
      case "bool" -> DType.BOOL;
      case "string" -> throw layer.wrong("it reads texts; make them numbers first");
      default -> DType.FLOAT32;
    };
  }
}
