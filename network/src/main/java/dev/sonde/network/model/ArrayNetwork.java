package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.onnx.OnnxDimension;
import dev.sonde.checkpoint.onnx.OnnxType;
import dev.sonde.checkpoint.onnx.OnnxValueInfo;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.layer.Memo;
import dev.sonde.network.layer.Parameters;
import dev.sonde.network.onnx.Graph;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.program.Executor;
import dev.sonde.network.program.ProgramInput;
import dev.sonde.network.program.Unrolling;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.tensor.DType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A network of any file, fed with arrays by name: for whoever looks inside without knowing what the
 * network is for.
 */
public final class ArrayNetwork implements AutoCloseable {

  /**
   * What goes in.
   *
   * @param shape extents; −1 where any will do
   * @param anyShape whether the file does not even say how many axes there are; {@code shape} is
   *     then empty
   */
  public record Input(String name, DType type, List<Long> shape, boolean anyShape) {
    public Input {
      shape = List.copyOf(shape);
    }

    /** An input whose axes are known. */
    public Input(String name, DType type, List<Long> shape) {
      this(name, type, shape, false);
    }
  }

  /** A network, and how arrays become its input and its output arrays. */
  private record Fed<I, O>(
      Network<I, O> network,
      Function<Map<String, Array>, I> feed,
      Function<O, Map<String, Array>> read) {

    Capture run(Map<String, Array> inputs, Probe... probes) {
      return network.run(feed.apply(inputs), probes);
    }

    Capture run(Map<String, Array> inputs, Function<Array, Array> signal, Probe... probes) {
      return network.run(
          feed.apply(inputs),
          output -> signal.apply(read.apply(output).values().iterator().next()),
          probes);
    }

    <T> T compute(
        Map<String, Array> inputs, Function<Map<String, Array>, T> reader, Probe... probes) {
      return network.compute(
          feed.apply(inputs), output -> reader.apply(read.apply(output)), probes);
    }

    <T> T compute(
        Map<String, Array> inputs,
        Function<Map<String, Array>, T> reader,
        Memo memo,
        Probe... probes) {
      return network.compute(
          feed.apply(inputs), output -> reader.apply(read.apply(output)), memo, probes);
    }
  }

  private final String kind;
  private final List<Input> inputs;
  private final Fed<?, ?> fed;
  private final Optional<Graph> graph;
  private final Optional<Executor> program;

  private ArrayNetwork(String kind, List<Input> inputs, Fed<?, ?> fed, Optional<Graph> graph) {
    this(kind, inputs, fed, graph, Optional.empty());
  }

  private ArrayNetwork(
      String kind,
      List<Input> inputs,
      Fed<?, ?> fed,
      Optional<Graph> graph,
      Optional<Executor> program) {
    this.program = program;
    this.kind = kind;
    this.inputs = List.copyOf(inputs);
    this.fed = fed;
    this.graph = graph;
  }

  /**
   * Opens a file of any kind; see {@link Network#open(Path, Hints)}.
   *
   * @throws CheckpointException if the file cannot be read, or holds no model that can be built
   */
  public static ArrayNetwork open(Path path, Hints hints) {
    return open(path, hints, false);
  }

  /**
   * As {@link #open}; recurrent networks that a program runs in one call are run step by step, so
   * that what they hold at each step are sites ({@link Unrolling}).
   */
  public static ArrayNetwork stepwise(Path path, Hints hints) {
    return open(path, hints, true);
  }

  private static ArrayNetwork open(Path path, Hints hints, boolean stepwise) {
    ModelFile found = ModelFile.open(path, hints);
    Checkpoint parameters = found.parameters();
    return switch (found.model()) {
      case GraphModel model ->
          new ArrayNetwork(
              "onnx",
              inputs(path, model.graph()),
              new Fed<>(Network.load(model, parameters), given -> given, output -> output),
              Optional.of(model.graph()));
      case ProgramModel model -> program(stepwise ? model.stepwise() : model, parameters);
      case FeedForward model -> images("feed-forward", model, parameters, model.input().toArray());
      case CifarResNet model -> images("cifar-resnet", model, parameters, new long[] {3, 32, 32});
      case RnnClassifier model ->
          new ArrayNetwork(
              "rnn-classifier",
              List.of(new Input("input", DType.FLOAT32, List.of(-1L, -1L, (long) model.inputs()))),
              new Fed<>(
                  Network.load(model, parameters),
                  given -> only(given),
                  output -> Map.of("logits", output.logits())),
              Optional.empty());
      case Seq2Seq model ->
          new ArrayNetwork(
              "seq2seq",
              List.of(new Input("source", DType.INT64, List.of(-1L, -1L))),
              new Fed<>(
                  Network.load(model, parameters),
                  given -> sequences(only(given)),
                  output -> Map.of("log_probabilities", output.logProbabilities())),
              Optional.empty());
      case PlainTransformer model ->
          new ArrayNetwork(
              PlainTransformer.KIND,
              List.of(new Input("tokens", DType.INT64, List.of(-1L, -1L))),
              new Fed<>(
                  Network.load(model, parameters),
                  given -> only(given),
                  out -> Map.of("logits", out)),
              Optional.empty());
      default ->
          throw new CheckpointException(
              path + ": holds " + ModelWords.of(found.model()) + ", which takes no arrays");
    };
  }

  private static ArrayNetwork program(ProgramModel model, Checkpoint parameters) {
    List<Input> inputs =
        model.executor().program().inputs().stream().map(ArrayNetwork::input).toList();
    return new ArrayNetwork(
        "program",
        inputs,
        new Fed<>(Network.load(model, parameters), given -> given, output -> output),
        Optional.empty(),
        Optional.of(model.executor()));
  }

  private static Input input(ProgramInput input) {
    DType type = input.type().orElse(DType.FLOAT32);
    if (input.form() == ProgramInput.Form.NUMBER) return new Input(input.name(), type, List.of());
    return input
        .shape()
        .map(axes -> axes.stream().map(ProgramInput.Axis::extent).toList())
        .map(shape -> new Input(input.name(), type, shape))
        .orElseGet(() -> new Input(input.name(), type, List.of(), true));
  }

  private static ArrayNetwork images(
      String kind, Model<Array, Array> model, Checkpoint parameters, long[] example) {
    List<Long> shape = new ArrayList<>(List.of(-1L));
    for (long extent : example) shape.add(extent);
    return new ArrayNetwork(
        kind,
        List.of(new Input("input", DType.FLOAT32, shape)),
        new Fed<>(
            Network.load(model, parameters), given -> only(given), out -> Map.of("logits", out)),
        Optional.empty());
  }

  private static Array only(Map<String, Array> given) {
    return given.values().iterator().next();
  }

  /** The decoder runs as long as the source is. */
  private static Seq2Seq.Input sequences(Array source) {
    int batch = Math.toIntExact(source.extent(0));
    int time = Math.toIntExact(source.extent(1));
    long[] flat = source.toLongs();
    int[][] rows = new int[batch][time];
    for (int i = 0; i < flat.length; i++) rows[i / time][i % time] = Math.toIntExact(flat[i]);
    return Seq2Seq.Input.free(rows, time);
  }

  private static List<Input> inputs(Path path, Graph graph) {
    List<Input> inputs = new ArrayList<>();
    for (OnnxValueInfo info : graph.inputs()) {
      if (!(info.type() instanceof OnnxType.OfTensor tensor) || tensor.element().dtype() == null) {
        throw new CheckpointException(path + ": input " + info + " is not an array of numbers");
      }
      List<Long> shape =
          tensor.shape().orElse(List.of()).stream().map(OnnxDimension::size).toList();
      DType type = Objects.requireNonNull(tensor.element().dtype());
      inputs.add(new Input(info.name(), type, shape, tensor.shape().isEmpty()));
    }
    return inputs;
  }

  /** {@code onnx}, {@code feed-forward}, {@code seq2seq}, … */
  public String kind() {
    return kind;
  }

  /** For a program, what it was read from, and what was assumed where the file leaves it open. */
  public Optional<String> source() {
    return program.map(one -> one.program().source());
  }

  public List<Input> inputs() {
    return inputs;
  }

  /**
   * One site that the file declares, whether or not a run reaches it.
   *
   * @param operator that computes it; may be empty
   */
  public record Declared(String address, List<String> aliases, String operator) {
    public Declared {
      aliases = List.copyOf(aliases);
    }
  }

  /** The sites that the file itself declares; empty for built-in models, which must be run. */
  public List<Declared> declared() {
    if (graph.isPresent()) {
      return graph.get().sites().stream()
          .map(site -> new Declared(site.address(), site.aliases(), site.operator()))
          .toList();
    }
    return program.map(Executor::sites).orElse(List.of()).stream()
        .map(site -> new Declared(site.address(), site.aliases(), site.operator()))
        .toList();
  }

  /** Whether an array of this name can be given: an input, another name of one, a part of one. */
  public boolean accepts(String name) {
    if (inputs.stream().anyMatch(input -> input.name().equals(name))) return true;
    return program.isPresent()
        && program.get().program().inputs().stream().anyMatch(input -> input.accepts(name));
  }

  /** The first input that these leave out and the network cannot do without. */
  public Optional<String> missing(Set<String> given) {
    if (program.isPresent()) {
      return program.get().program().inputs().stream()
          .filter(input -> input.fallback().isEmpty())
          .filter(input -> given.stream().noneMatch(input::accepts))
          .map(ProgramInput::name)
          .findFirst();
    }
    return inputs.stream().map(Input::name).filter(name -> !given.contains(name)).findFirst();
  }

  /** How many rows inputs have: those of the first that is no single number. */
  public static long rows(Map<String, Array> inputs) {
    return inputs.values().stream()
        .filter(array -> array.rank() > 0)
        .mapToLong(array -> array.extent(0))
        .findFirst()
        .orElse(1);
  }

  /** How many examples it takes at a time at most, where the first axes count them. */
  public long mostExamples() {
    return program.stream()
        .flatMap(executor -> executor.program().inputs().stream())
        .flatMap(input -> input.shape().stream())
        .filter(shape -> !shape.isEmpty() && shape.getFirst().extent() < 0)
        .mapToLong(shape -> shape.getFirst().most())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The graph of an ONNX model: for this module only. */
  @SuppressWarnings("exports")
  public Optional<Graph> graph() {
    return graph;
  }

  /** The program of a {@code .pt2} or TorchScript file: for this module only. */
  @SuppressWarnings("exports")
  public Optional<Executor> program() {
    return program;
  }

  public Parameters parameters() {
    return fed.network().parameters();
  }

  /**
   * Runs with probes.
   *
   * @param given an array per input, of any type of elements
   */
  public Capture run(Map<String, Array> given, Probe... probes) {
    return fed.run(fit(given), probes);
  }

  /** Runs with probes and sends back the gradient of a number made of the first output. */
  public Capture run(Map<String, Array> given, Function<Array, Array> signal, Probe... probes) {
    return fed.run(fit(given), signal, probes);
  }

  /** Runs and reads the outputs, by name, with interventions if given. */
  public <T> T compute(
      Map<String, Array> given, Function<Map<String, Array>, T> reader, Probe... probes) {
    return fed.compute(fit(given), reader, probes);
  }

  /**
   * As {@link #compute(Map, Function, Probe...)}; what other calls with this memo computed of the
   * same inputs is not computed again. All calls with one memo must be given the same inputs.
   */
  public <T> T compute(
      Map<String, Array> given,
      Function<Map<String, Array>, T> reader,
      Memo memo,
      Probe... probes) {
    return fed.compute(fit(given), reader, memo, probes);
  }

  /** Graphs and programs check their inputs by name; built-in models have one of any name. */
  private Map<String, Array> fit(Map<String, Array> given) {
    if (graph.isPresent() || program.isPresent()) return given;
    if (given.size() != 1) {
      throw new CheckpointException(
          "the network has one input, '" + inputs.getFirst().name() + "', not " + given.keySet());
    }
    Array array = only(given);
    Input input = inputs.getFirst();
    boolean fits = array.rank() == input.shape().size();
    for (int axis = 0; fits && axis < array.rank(); axis++) {
      fits = input.shape().get(axis) < 0 || input.shape().get(axis) == array.extent(axis);
    }
    if (!fits) {
      throw new CheckpointException(
          "the network's input is "
              + input.shape().stream().map(n -> n < 0 ? "?" : n.toString()).toList()
              + "; it was given "
              + array.shape());
    }
    Map<String, Array> fitting = new LinkedHashMap<>();
    fitting.put(input.name(), array.to(ElementType.of(input.type())));
    return fitting;
  }

  @Override
  public void close() {
    fed.network().close();
  }
}
