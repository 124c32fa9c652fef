package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxModel;
import dev.sonde.checkpoint.onnx.OnnxValueInfo;
import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Role;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX model that can run: every value that its nodes compute is a site, every real constant a
 * parameter.
 *
 * <pre>{@code
 * Graph graph = Graph.of("resnet20.onnx", OnnxModel.open(file));
 * Map<String, Array> logits = graph.run(pass, Map.of("image", images));
 * }</pre>
 */
public final class Graph {

  private final Plan plan;

  private Graph(Plan plan) {
    this.plan = plan;
  }

  /**
   * Plans a model.
   *
   * @param file as messages name it
   * @throws GraphException if it uses an operator, an attribute or a version that is not known, or
   *     is nested too deep
   */
  public static Graph of(String file, OnnxModel model) {
    return new Graph(new Planner(file, model).plan());
  }

  /** What a caller gives. */
  public List<OnnxValueInfo> inputs() {
    return plan.inputs();
  }

  /** What it gets. */
  public List<OnnxValueInfo> outputs() {
    return plan.outputs();
  }

  /** The real constants, by address. */
  public List<Tensor> constants() {
    return List.copyOf(plan.parameters().values());
  }

  public List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    plan.parameters()
        .forEach(
            (address, tensor) -> {
              long[] shape = tensor.shape().toArray();
              long first = shape.length == 0 ? 1 : Math.max(1, shape[0]);
              Role role = plan.roles().getOrDefault(address, Role.CONSTANT);
              long fanIn = Shape.of(shape).count() / first;
              specs.add(ParameterSpec.of(address, role, fanIn, first, shape));
            });
    return specs;
  }

  /** The sites of inputs and nodes, with those of branches and loop bodies, in order. */
  public List<Site> sites() {
    List<Site> sites = new ArrayList<>(plan.entries());
    collect(plan.block(), sites);
    return sites;
  }

  private static void collect(Block block, List<Site> sites) {
    for (Step step : block.steps()) {
      step.blocks().values().forEach(inner -> collect(inner, sites));
      step.sites().stream().filter(site -> !site.address().isEmpty()).forEach(sites::add);
    }
  }

  /**
   * Runs.
   *
   * @param given one array per input, by name; whole numbers may stand for reals and the other way
   * @return one array per output, by name
   * @throws GraphException if an input is missing, unknown or of another shape, or a node cannot
   *     compute what it gets
   */
  public Map<String, Array> run(Pass pass, Map<String, Array> given) {
    List<Array> inputs = Inputs.of(plan).fit(given);
    Run run = new Run(plan.file(), pass);
    List<Array> entered = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      entered.add(run.visit(plan.entries().get(i), "", inputs.get(i)));
    }
    List<Array> results = run.run(plan.block(), null, "", entered);
    Map<String, Array> named = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      named.put(plan.outputs().get(i).name(), results.get(i));
    }
    return named;
  }

  @Override
  public String toString() {
    return plan.file() + ": " + plan.inputs() + " → " + plan.outputs();
  }
}
