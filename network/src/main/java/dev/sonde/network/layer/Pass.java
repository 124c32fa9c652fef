package dev.sonde.network.layer;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.ConvolutionTap;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Probes;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Autograd;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Generator;
import dev.sonde.network.torch.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a network: which parameters, whether dropout is on, who looks. Every array made
 * during the pass is freed when it closes. Belongs to the thread that opened it.
 */
public final class Pass implements AutoCloseable {

  /** Whether the network is used or trained. */
  public enum Mode {
    /** No dropout, running statistics; no gradient of parameters. */
    EVALUATE,
    /** Dropout and batch statistics; gradients of parameters. */
    TRAIN
  }

  /** Which statistics batch normalisation takes. */
  public enum Normalisation {
    /** Those that training has gathered. */
    RUNNING,
    /** Those of the batch itself. */
    BATCH
  }

  private final Parameters parameters;
  private final Mode mode;
  private final Normalisation normalisation;
  private final Probes probes;
  private final @Nullable Generator generator;
  private final Scope scope = new Scope();
  private final Autograd.@Nullable Off off;
  private final @Nullable Tape tape;
  private Memo.@Nullable Use memo;

  private Pass(
      Parameters parameters,
      Mode mode,
      Normalisation normalisation,
      List<Probe> probes,
      @Nullable Generator generator) {
    this.parameters = parameters;
    this.mode = mode;
    this.normalisation = normalisation;
    this.probes = new Probes(probes);
    this.generator = generator;
    tape = mode == Mode.TRAIN ? new Tape() : null;
    off = tape == null && !this.probes.needGradients() ? Autograd.entirelyOff() : null;
  }

  /** A pass for looking: no dropout, no parameter gradients. */
  public static Pass evaluating(Parameters parameters, List<Probe> probes) {
    return evaluating(parameters, Normalisation.RUNNING, probes);
  }

  /** As {@link #evaluating(Parameters, List)}, with a choice of statistics; none is updated. */
  public static Pass evaluating(
      Parameters parameters, Normalisation normalisation, List<Probe> probes) {
    return new Pass(parameters, Mode.EVALUATE, normalisation, probes, null);
  }

  /** A pass for learning; {@code generator} draws dropout masks. */
  public static Pass training(Parameters parameters, Generator generator, List<Probe> probes) {
    return new Pass(parameters, Mode.TRAIN, Normalisation.BATCH, probes, generator);
  }

  /**
   * Lets steps take from {@code memo} what they computed before of the same inputs, and keep there
   * what they compute. A pass that records gradients does neither.
   */
  public Pass remembering(Memo memo) {
    this.memo = recordsGradients() ? null : new Memo.Use(memo, scope);
    return this;
  }

  /** Whether results may be taken from other calls; see {@link #recall}. */
  public boolean remembers() {
    return memo != null;
  }

  /**
   * What a step computed of the same inputs in another call, if that is known.
   *
   * @param step the same object in each call, or its name
   * @param inputs arrays, and values that are compared
   */
  public Optional<List<Array>> recall(Object step, List<?> inputs) {
    return memo == null ? Optional.empty() : memo.recall(step, inputs);
  }

  /** Keeps for other calls what a step computed, of which {@link #recall} knew nothing. */
  public void remember(Object step, List<?> inputs, List<Array> outputs) {
    if (memo != null) memo.note(step, inputs, outputs);
  }

  /** What a step of this name computes of these inputs, or has computed in another call. */
  public Array remembered(String step, Supplier<Array> computation, Array... inputs) {
    if (memo == null) return computation.get();
    List<Array> given = List.of(inputs);
    Optional<List<Array>> known = memo.recall(step, given);
    if (known.isPresent()) return known.get().getFirst();
    Array computed = computation.get();
    memo.note(step, given, List.of(computed));
    return computed;
  }

  public Mode mode() {
    return mode;
  }

  public Normalisation normalisation() {
    return normalisation;
  }

  /**
   * {@code x·wᵀ + b} with the parameters {@code name.weight} and {@code name.bias} (if declared).
   */
  public Array linear(String name, Array x) {
    String bias = name + ".bias";
    return linear(name + ".weight", parameters.has(bias) ? bias : null, x);
  }

  /** {@code x·wᵀ + b} with parameters of these names. */
  public Array linear(String weight, @Nullable String bias, Array x) {
    Parameter w = parameters.get(weight);
    Parameter b = bias == null ? null : parameters.get(bias);
    if (tape != null) return tape.linear(w, b, x);
    return Functional.linear(x, w.value(), b == null ? null : b.value());
  }

  /** A parameter as an array through which gradients flow. */
  public Array parameter(String name) {
    Parameter parameter = parameters.get(name);
    return tape == null ? parameter.value() : tape.leaf(parameter);
  }

  /** A parameter's own numbers, outside gradients: running statistics. */
  public Array buffer(String name) {
    return parameters.get(name).value();
  }

  Parameter handle(String name) {
    return parameters.get(name);
  }

  boolean has(String name) {
    return parameters.has(name);
  }

  /**
   * Reports the value of a site and gives what flows on.
   *
   * @param unitAxis the axis that counts the site's units; −1 for the last
   */
  public Array visit(String address, Array value, int unitAxis) {
    return probes.visit(address, value, unitAxis);
  }

  /** As {@link #visit(String, Array, int)}, of a site that has other names too. */
  public Array visit(String address, List<String> aliases, Array value, int unitAxis) {
    return probes.visit(address, aliases, value, unitAxis);
  }

  /** Reports that a site, visited before, is the result of a convolution. */
  public void convolved(ConvolutionTap.Use use) {
    probes.convolved(use);
  }

  /** Whether what is computed is recorded for gradients, so that values must stay. */
  public boolean recordsGradients() {
    return off == null;
  }

  /** Whether anybody looks at this call. */
  public boolean probed() {
    return !probes.isEmpty();
  }

  /**
   * Whether a probe looks at this site. A layer asks before it takes a way that does not compute
   * it.
   */
  public boolean watches(String address) {
    if (probes.isEmpty()) return false;
    probes.offer(address);
    return probes.watch(address);
  }

  /** Whether a probe changes what flows on from this site, or asks for the gradient there. */
  public boolean changes(String address, List<String> aliases) {
    return probes.changes(address, aliases);
  }

  /** Zeroes elements with probability {@code rate} and scales the rest; only in training. */
  public Array dropout(double rate, Array x) {
    if (mode == Mode.EVALUATE || generator == null || rate == 0) return x;
    return x.multiply(generator.dropoutMask(1 - rate, x.shape().toArray()));
  }

  /**
   * Puts hand-written computation between recorded ones: {@code outputs} were computed without a
   * record, and {@code backward} says what their gradients mean for {@code inputs}.
   *
   * @return the outputs as leaves, to be used from here on
   */
  List<Array> segment(List<Array> inputs, List<Array> outputs, Backward backward) {
    if (tape == null) return outputs;
    List<Array> leaves = outputs.stream().map(Autograd::leaf).toList();
    tape.segment(new Tape.Segment(inputs, leaves, backward));
    return leaves;
  }

  /** Runs without a record; see {@link #segment}. */
  <T> T unrecorded(Supplier<T> computation) {
    try (Autograd.Off _ = Autograd.off()) {
      return computation.get();
    }
  }

  /** Whether a computation may leave the record: no gradient, or the tape takes it up. */
  boolean mayBeFused() {
    return tape != null || off != null;
  }

  /**
   * Computes the gradients of a scalar at the trained parameters and at tapped sites.
   *
   * @throws dev.sonde.network.torch.TorchException if {@code loss} is not one number or depends on
   *     nothing that asks for a gradient
   */
  public Gradients backward(Array loss) {
    if (tape != null) return tape.backward(loss);
    Autograd.backward(loss);
    return new Gradients(Map.of());
  }

  /**
   * What the taps recorded so far.
   *
   * @throws dev.sonde.network.probe.SiteException if a probe names a site that the network does not
   *     have
   */
  public Capture capture() {
    return probes.capture();
  }

  /** Checks that every probe found its site; see {@link #capture}. */
  public void requireProbesUsed() {
    probes.requireUsed();
  }

  @Override
  public void close() {
    if (off != null) off.close();
    scope.close();
  }
}
