package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Memo;
import dev.sonde.network.layer.Parameters;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Generator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A model with its parameters.
 *
 * <pre>{@code
 * try (Network<Array, Array> net = Network.load(Cnn.initialisationStudy(), Checkpoint.open(file))) {
 *   Capture seen = net.run(images, Tap.values("conv2"), Ablation.zero("conv1", 3, 5));
 *   float[] logits = net.compute(images, Array::toFloats);
 * }
 * }</pre>
 *
 * Any number of evaluating passes may run at once, each on its thread; training is alone.
 */
public final class Network<I, O> implements AutoCloseable {

  private final Model<I, O> model;
  private final Parameters parameters;

  private Network(Model<I, O> model, Parameters parameters) {
    this.model = model;
    this.parameters = parameters;
  }

  /** A new network. The same seed gives the same numbers. */
  public static <I, O> Network<I, O> create(Model<I, O> model, Initialiser initialiser, long seed) {
    return new Network<>(model, Parameters.of(model.parameters(), initialiser, seed));
  }

  /**
   * A network with the numbers of a checkpoint, which stay there until they are used.
   *
   * @throws dev.sonde.checkpoint.reader.CheckpointException if a parameter is missing, superfluous
   *     or has another shape
   */
  public static <I, O> Network<I, O> load(Model<I, O> model, Checkpoint checkpoint) {
    return new Network<>(model, Parameters.of(model.parameters(), checkpoint));
  }

  /**
   * Opens a file of any kind that says or shows which model it holds: what {@link #save} wrote, a
   * PyTorch state dict of a built-in architecture, a Keras file. See {@link Model} for what may
   * stand behind the {@code ?}.
   *
   * @throws dev.sonde.checkpoint.reader.CheckpointException if the file cannot be read, or holds no
   *     model that can be built
   */
  public static Network<?, ?> open(Path file, Hints hints) {
    ModelFile found = ModelFile.open(file, hints);
    return load(found.model(), found.parameters());
  }

  /**
   * Opens a file that holds a model of one kind.
   *
   * @param type the kind of model expected, such as {@code Seq2Seq.class}
   * @throws dev.sonde.checkpoint.reader.CheckpointException if the file cannot be read, or holds
   *     another kind of model
   */
  public static <I, O, M extends Model<I, O>> Network<I, O> open(
      Path file, Class<M> type, Hints hints) {
    ModelFile found = ModelFile.open(file, hints);
    if (!type.isInstance(found.model())) {
      throw new CheckpointException(
          file
              + ": holds "
              + ModelWords.of(found.model())
              + ", expected "
              + ModelWords.expected(type));
    }
    return load(type.cast(found.model()), found.parameters());
  }

  /** As {@link #open(Path, Class, Hints)}, of a file that needs no hints. */
  public static <I, O, M extends Model<I, O>> Network<I, O> open(Path file, Class<M> type) {
    return open(file, type, Hints.none());
  }

  /**
   * Opens a file whose model takes one array and gives one: perceptrons, convolutional and residual
   * networks, ONNX graphs and programs with one input.
   *
   * @param output the name of the output of a graph or program that is meant; empty for its first
   * @throws dev.sonde.checkpoint.reader.CheckpointException if the file cannot be read, or its
   *     model takes or gives something else
   */
  public static Network<Array, Array> openSingle(Path file, String output) {
    ModelFile found = ModelFile.open(file, Hints.none());
    Model<Array, Array> model =
        switch (found.model()) {
          case FeedForward feedForward -> feedForward;
          case CifarResNet residual -> residual;
          case GraphModel graph -> SingleGraph.of(graph.graph(), file, output);
          case ProgramModel program -> SingleProgram.of(program.executor(), file, output);
          default ->
              throw new CheckpointException(
                  file
                      + ": holds "
                      + ModelWords.of(found.model())
                      + ", expected a network of one input array, such as images");
        };
    return load(model, found.parameters());
  }

  public Model<I, O> model() {
    return model;
  }

  public Parameters parameters() {
    return parameters;
  }

  /** Opens a pass for looking; call {@link #forward} with it. */
  public Pass evaluate(Probe... probes) {
    return Pass.evaluating(parameters, List.of(probes));
  }

  /** As {@link #evaluate(Probe...)}, with a choice of statistics for batch normalisation. */
  public Pass evaluate(Pass.Normalisation normalisation, Probe... probes) {
    return Pass.evaluating(parameters, normalisation, List.of(probes));
  }

  /** Opens a pass for learning; {@code generator} draws dropout masks. */
  public Pass train(Generator generator, Probe... probes) {
    return Pass.training(parameters, generator, List.of(probes));
  }

  /**
   * Computes within a pass.
   *
   * @throws dev.sonde.network.probe.SiteException if a probe names a site that is not there
   */
  public O forward(Pass pass, I input) {
    O output = model.forward(pass, input);
    pass.requireProbesUsed();
    return output;
  }

  /** Runs with probes and gives what the taps recorded. */
  public Capture run(I input, Probe... probes) {
    try (Pass pass = evaluate(probes)) {
      forward(pass, input);
      return pass.capture();
    }
  }

  /** Runs with probes, sends the gradient of {@code signal} back, and gives what was recorded. */
  public Capture run(I input, Function<O, Array> signal, Probe... probes) {
    try (Pass pass = evaluate(probes)) {
      pass.backward(signal.apply(forward(pass, input)));
      return pass.capture();
    }
  }

  /** Runs and reads the output, with interventions if given. */
  public <T> T compute(I input, Function<O, T> reader, Probe... probes) {
    try (Pass pass = evaluate(probes)) {
      return reader.apply(forward(pass, input));
    }
  }

  /**
   * As {@link #compute(Object, Function, Probe...)}; what other calls with this memo computed of
   * the same inputs is not computed again.
   */
  public <T> T compute(I input, Function<O, T> reader, Memo memo, Probe... probes) {
    try (Pass pass = evaluate(probes).remembering(memo)) {
      return reader.apply(forward(pass, input));
    }
  }

  /** The parameters as a checkpoint in memory. */
  public Checkpoint toCheckpoint(Path path, Map<String, String> metadata) {
    Map<String, String> all = new TreeMap<>(metadata);
    all.putAll(model.description());
    return Checkpoint.of(path, parameters.toTensors(), all);
  }

  /** Writes the parameters and the model's description as one safetensors file, atomically. */
  public void save(Path path, Map<String, String> metadata) throws IOException {
    toCheckpoint(path, metadata).write(path);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
