package dev.sonde.network.layer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Glob;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.numbers.Shuffle;
import dev.sonde.tensor.Tensor;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The parameters of one network, in the order of PyTorch's state dict. */
public final class Parameters implements AutoCloseable {

  private final Map<String, Parameter> byName;

  private Parameters(Map<String, Parameter> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * New parameters. Each is drawn from a stream of its own, so that adding a layer leaves the
   * numbers of the others as they were.
   */
  public static Parameters of(List<ParameterSpec> specs, Initialiser initialiser, long seed) {
    Map<String, Parameter> byName = new LinkedHashMap<>();
    try (Scope scope = new Scope()) {
      for (ParameterSpec spec : specs) {
        float[] values = new float[Math.toIntExact(spec.shape().count())];
        initialiser.fill(spec, values, new SplittableRandom(Seeds.mix(seed, spec.name())));
        Array value = scope.keep(Array.of(values, spec.shape().toArray()));
        if (byName.put(spec.name(), new Parameter(spec, value)) != null) {
          throw new IllegalArgumentException("two parameters are called " + spec.name());
        }
      }
    }
    return new Parameters(byName);
  }

  /**
   * Parameters whose numbers stay in a checkpoint until they are used, by name.
   *
   * @throws CheckpointException if one is missing or has another shape, or the file has others
   */
  public static Parameters of(List<ParameterSpec> specs, Checkpoint checkpoint) {
    requireFits(specs, checkpoint);
    Map<String, Parameter> byName = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      Parameter parameter = new Parameter(spec, checkpoint.tensor(spec.name()));
      if (byName.put(spec.name(), parameter) != null) {
        throw new IllegalArgumentException("two parameters are called " + spec.name());
      }
    }
    return new Parameters(byName);
  }

  public Collection<Parameter> all() {
    return byName.values();
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /**
   * The parameter of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Parameter get(String name) {
    Parameter parameter = byName.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "no parameter '" + name + "'; the network has " + byName.keySet());
    }
    return parameter;
  }

  /**
   * The parameters whose name matches a {@link Glob}.
   *
   * @throws IllegalArgumentException if none does
   */
  public List<Parameter> match(String glob) {
    Glob pattern = Glob.of(glob);
    List<Parameter> found =
        byName.values().stream().filter(parameter -> pattern.matches(parameter.name())).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no parameter matches '" + glob + "'; the network has " + byName.keySet());
    }
    return found;
  }

  /** The number of trained numbers. */
  public long count() {
    return byName.values().stream()
        .filter(parameter -> parameter.spec().role().trained())
        .mapToLong(parameter -> parameter.shape().count())
        .sum();
  }

  /**
   * Takes all parameters from a checkpoint, by name.
   *
   * @throws CheckpointException if one is missing or has another shape, or the file has others
   */
  public void load(Checkpoint checkpoint) {
    requireFits(byName.values().stream().map(Parameter::spec).toList(), checkpoint);
    byName.values().forEach(p -> p.set(checkpoint.tensor(p.name()).toFloats()));
  }

  /**
   * Checks that a checkpoint holds just these parameters, before memory is taken for them.
   *
   * @throws CheckpointException if one is missing or has another shape, or the file has others
   */
  public static void requireFits(List<ParameterSpec> specs, Checkpoint checkpoint) {
    Set<String> names = specs.stream().map(ParameterSpec::name).collect(Collectors.toSet());
    List<String> unknown =
        checkpoint.tensors().stream()
            .map(Tensor::address)
            .filter(address -> !names.contains(address))
            .toList();
    if (!unknown.isEmpty()) {
      throw new CheckpointException(
          checkpoint.path()
              + ": the network has no parameter "
              + some(unknown, "', '", "'")
              + "; it has "
              + some(specs.stream().map(ParameterSpec::name).toList(), ", ", ""));
    }
    specs.forEach(spec -> requireFits(spec, checkpoint));
  }

  /** The first few names; a file may hold thousands. */
  private static String some(List<String> names, String between, String around) {
    int most = 12;
    String more = names.size() > most ? " and " + (names.size() - most) + " more" : "";
    return names.stream().limit(most).collect(Collectors.joining(between, around, around)) + more;
  }

  private static void requireFits(ParameterSpec spec, Checkpoint checkpoint) {
    Tensor tensor = checkpoint.tensor(spec.name());
    if (!tensor.shape().equals(spec.shape())) {
      throw new CheckpointException(
          checkpoint.path()
              + ": tensor '"
              + spec.name()
              + "' has shape "
              + tensor.shape()
              + ", the network needs "
              + spec.shape());
    }
  }

  /**
   * Takes the parameters that match {@code glob} from a checkpoint and leaves the others.
   *
   * @return the names of those taken
   * @throws CheckpointException if one is missing there or has another shape; nothing is taken then
   */
  public List<String> transplant(Checkpoint donor, String glob) {
    List<Parameter> taken = match(glob);
    taken.forEach(parameter -> requireFits(parameter.spec(), donor));
    taken.forEach(parameter -> parameter.set(donor.tensor(parameter.name()).toFloats()));
    return taken.stream().map(Parameter::name).toList();
  }

  /** Keeps the parameters that match {@code glob} out of training. */
  public void freeze(String glob) {
    match(glob).forEach(parameter -> parameter.freeze(true));
  }

  /** Lets training change the parameters that match {@code glob} again. */
  public void unfreeze(String glob) {
    match(glob).forEach(parameter -> parameter.freeze(false));
  }

  /**
   * Sets elements with |w| &lt; threshold to zero and holds them there in training.
   *
   * @return the number of elements that are zero by this or an earlier pruning
   */
  public long prune(String glob, double threshold) {
    long pruned = 0;
    for (Parameter parameter : match(glob)) {
      float[] values = parameter.toFloats();
      float[] mask = parameter.mask().orElseGet(() -> ones(values.length));
      for (int i = 0; i < values.length; i++) {
        if (Math.abs(values[i]) < threshold) mask[i] = 0;
        if (mask[i] != 0) continue;
        values[i] = 0;
        pruned++;
      }
      parameter.mask(mask);
      parameter.set(values);
    }
    return pruned;
  }

  private static float[] ones(int length) {
    float[] ones = new float[length];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  /** Adds noise N(0, deviation²) to the parameters that match {@code glob}. */
  public void addNoise(String glob, double deviation, long seed) {
    for (Parameter parameter : match(glob)) {
      SplittableRandom random = new SplittableRandom(Seeds.mix(seed, parameter.name()));
      float[] values = parameter.toFloats();
      for (int i = 0; i < values.length; i++)
        values[i] += (float) (deviation * random.nextGaussian());
      parameter.set(values);
    }
  }

  /**
   * Puts the numbers of each trained parameter in another order: a random network of the same
   * architecture, whose parameters have the same distributions.
   *
   * @return how many parameters were changed
   */
  public int shuffle(long seed) {
    int shuffled = 0;
    for (Parameter parameter : byName.values()) {
      if (!parameter.spec().role().trained() || parameter.shape().count() < 2) continue;
      SplittableRandom random = new SplittableRandom(Seeds.mix(seed, parameter.name()));
      float[] values = parameter.toFloats();
      Shuffle.of(values, random);
      parameter.set(values);
      shuffled++;
    }
    return shuffled;
  }

  /** Copied to the heap, in order, to be saved or compared. */
  public List<Tensor> toTensors() {
    return byName.values().stream().map(Parameter::toTensor).toList();
  }

  @Override
  public void close() {
    byName.values().forEach(Parameter::close);
  }

  @Override
  public String toString() {
    return byName.values().toString();
  }
}
