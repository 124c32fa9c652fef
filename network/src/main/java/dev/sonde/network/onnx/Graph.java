package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxAttribute;
import dev.sonde.checkpoint.onnx.OnnxModel;
import dev.sonde.checkpoint.onnx.OnnxValueInfo;
import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Role;
import dev.sonde.network.memory.MemoryBudget;
import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.network.torch.Array;
import dev.sonde.network.wiring.Wiring;
import dev.sonde.network.work.WorkBudget;
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

  private static final List<String> RECURRENT = List.of("LSTM", "GRU", "RNN");

  private final Plan plan;
  private final MemoryLimit memory;

  private Graph(Plan plan, MemoryLimit memory) {
    this.plan = plan;
    this.memory = memory;
  }

  /**
   * Plans a model.
   *
   * @param file as messages name it
   * @throws GraphException if it uses an operator, an attribute or a version that is not known, or
   *     is nested too deep
   */
  public static Graph of(String file, OnnxModel model) {
    return new Graph(new Planner(file, model).plan(), MemoryLimit.ofMachine());
  }

  /** The same graph, each run of which keeps to a limit; half of the machine's memory otherwise. */
  public Graph within(MemoryLimit limit) {
    return new Graph(plan, limit);
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

  /** Which value is computed from which, without running. */
  public Wiring wiring() {
    return GraphWiring.of(plan);
  }

  /**
   * What an LSTM, GRU or RNN put out at every step.
   *
   * @param batchFirst {@code [sequences × steps × directions × units]}; else {@code [steps ×
   *     directions × sequences × units]}
   */
  public record Sequence(String address, boolean batchFirst) {}

  /** The first outputs of nodes that read sequences, in the order of the file. */
  public List<Sequence> sequences() {
    List<Sequence> found = new ArrayList<>();
    sequences(plan.block(), found);
    return found;
  }

  private static void sequences(Block block, List<Sequence> found) {
    for (Step step : block.steps()) {
      step.blocks().values().forEach(inner -> sequences(inner, found));
      boolean recurrent = RECURRENT.stream().anyMatch(step.node()::is);
      if (!recurrent || step.sites().isEmpty() || step.sites().getFirst().address().isEmpty()) {
        continue;
      }
      boolean batchFirst =
          step.node().attribute("layout") instanceof OnnxAttribute.OfInt layout
              && layout.value() != 0;
      found.add(new Sequence(step.sites().getFirst().address(), batchFirst));
    }
  }

  private static void collect(Block block, List<Site> sites) {
    for (Step step : block.steps()) {
      step.blocks().values().forEach(inner -> collect(inner, sites));
      step.sites().stream().filter(site -> !site.address().isEmpty()).forEach(sites::add);
    }
  }

  /**
   * Runs. Outputs that are no arrays (text, sequences) are left out.
   *
   * @param given one array per input, by name; whole numbers may stand for reals and the other way
   * @return one array per output, by name
   * @throws GraphException if an input is missing, unknown or of another shape, a node cannot
   *     compute what it gets, or values would take more memory than {@link #within} allows
   */
  public Map<String, Array> run(Pass pass, Map<String, Array> given) {
    Map<String, Datum> values = new LinkedHashMap<>();
    given.forEach((name, array) -> values.put(name, Datum.of(array)));
    Map<String, Array> arrays = new LinkedHashMap<>();
    compute(pass, values)
        .forEach(
            (name, value) -> {
              if (value instanceof Datum.OfArray(Array array)) arrays.put(name, array);
            });
    if (!arrays.isEmpty() || plan.outputs().isEmpty()) return arrays;
    throw new GraphException(plan.file() + ": none of the outputs " + outputs() + " is an array");
  }

  /** As {@link #run}, with values of any kind. */
  Map<String, Datum> compute(Pass pass, Map<String, Datum> given) {
    List<Datum> inputs = Inputs.of(plan).fit(given);
    double held = inputs.stream().mapToDouble(Graph::held).sum();
    WorkBudget work = WorkBudget.of(Constants.numbers(plan), held);
    Run run = new Run(plan.file(), pass, new MemoryBudget(memory), work);
    List<Datum> entered = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Datum input = inputs.get(i);
      if (input instanceof Datum.OfArray(Array array)) {
        Array same = pass.remembered("input " + i, () -> array);
        run.ledger().ignore(same);
        input = Datum.of(run.visit(plan.entries().get(i), "", same));
      }
      entered.add(input);
    }
    List<Datum> results = run.run(plan.block(), null, "", entered);
    Map<String, Datum> named = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      named.put(plan.outputs().get(i).name(), results.get(i));
    }
    return named;
  }

  /** Numbers that an input brings, of an array that repeats a few only those few. */
  private static double held(Datum input) {
    return input instanceof Datum.OfArray(Array array)
        ? Math.min(array.count(), array.memorySize())
        : input.numbers();
  }

  @Override
  public String toString() {
    return plan.file() + ": " + plan.inputs() + " → " + plan.outputs();
  }
}
