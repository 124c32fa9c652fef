package dev.sonde.network.train;

import dev.sonde.checkpoint.pause.Stand;
import dev.sonde.network.layer.Gradient;
import dev.sonde.network.layer.Gradients;
import dev.sonde.network.layer.Parameter;
import dev.sonde.network.layer.Parameters;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An optimiser at work on one network's parameters: its moments and the number of steps done. A
 * parameter that the loss did not reach keeps its weights and moments, as in PyTorch.
 */
public final class Update implements AutoCloseable {

  /** Elements per kernel call: short, so that the compiled kernel takes over soon. */
  private static final int PANEL = 4096;

  private static final List<String> NAMES = List.of("@first", "@second");

  /** Moments of one parameter: two for Adam, the velocity for gradient descent. */
  private record Moments(List<MemorySegment> all) {
    MemorySegment first() {
      return all.get(0);
    }

    MemorySegment second() {
      return all.get(1);
    }
  }

  private final Optimiser optimiser;
  private final double clipNorm;
  private final Parameters parameters;
  private final Kernel kernel;
  private final Arena arena = Arena.ofShared();
  private final Map<Parameter, Moments> moments = new LinkedHashMap<>();
  private final Map<Parameter, Long> stepsOf = new LinkedHashMap<>();
  private long steps;

  /**
   * @param clipNorm gradients longer than this over all parameters are shortened to it; 0: never
   */
  public Update(Parameters parameters, Optimiser optimiser, double clipNorm) {
    this(parameters, optimiser, clipNorm, Kernel.best());
  }

  Update(Parameters parameters, Optimiser optimiser, double clipNorm, Kernel kernel) {
    this.parameters = parameters;
    this.optimiser = optimiser;
    this.clipNorm = clipNorm;
    this.kernel = kernel;
  }

  /** Steps done so far. */
  public long steps() {
    return steps;
  }

  /**
   * Changes the parameters by one step.
   *
   * @throws TrainingException if clipping is on and the gradient is not finite
   */
  public void step(Gradients gradients) {
    float scale = clipNorm > 0 ? scale(gradients.norm()) : 1;
    for (Parameter parameter : gradients.parameters()) {
      if (!parameter.trains()) continue;
      gradients.of(parameter).ifPresent(gradient -> apply(parameter, gradient, scale));
    }
    steps++;
  }

  /** As {@code clip_grad_norm_}: clipNorm / (norm + 1e-6), at most 1. */
  private float scale(double norm) {
    if (!Double.isFinite(norm)) {
      throw new TrainingException(
          "the gradient is "
              + norm
              + " at step "
              + steps
              + ": the loss has diverged; try a smaller rate");
    }
    return (float) Math.min(1, clipNorm / (norm + 1e-6));
  }

  private void apply(Parameter parameter, Gradient gradient, float scale) {
    Moments of = moments.computeIfAbsent(parameter, this::zero);
    long t = stepsOf.merge(parameter, 1L, Long::sum);
    Work work = work(of, t);
    Gradient masked =
        parameter
            .mask()
            .<Gradient>map(mask -> new Gradient.Dense(masked(gradient, parameter, mask)))
            .orElse(gradient);
    switch (masked) {
      case Gradient.Dense dense -> dense(parameter, dense.dense().contiguous(), scale, work);
      case Gradient.Factored factored -> factored(parameter, factored, scale, work);
    }
  }

  private static Array masked(Gradient gradient, Parameter parameter, float[] mask) {
    return gradient.dense().multiply(Array.of(mask, parameter.shape().toArray()));
  }

  /** What a kernel does to a stretch of one parameter. */
  private interface Work {
    void on(Kernel.Stretch stretch, Kernel.Slope slope, float[] factors);
  }

  private Work work(Moments of, long t) {
    return switch (optimiser) {
      case Optimiser.Adam a -> {
        float decay = (float) a.weightDecay();
        yield adam(of, t, a.rate(), a.beta1(), a.beta2(), a.epsilon(), decay, 1);
      }
      case Optimiser.AdamW a -> {
        float kept = (float) (1 - a.rate() * a.weightDecay());
        yield adam(of, t, a.rate(), a.beta1(), a.beta2(), a.epsilon(), 0, kept);
      }
      case Optimiser.Sgd sgd -> {
        Kernel.SgdStep step =
            new Kernel.SgdStep(
                (float) sgd.rateAt(steps), (float) sgd.momentum(), (float) sgd.weightDecay());
        yield (stretch, slope, factors) -> kernel.sgd(stretch, of.first(), slope, factors, step);
      }
    };
  }

  private Work adam(
      Moments of,
      long t,
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      float decay,
      float kept) {
    Kernel.AdamStep step =
        new Kernel.AdamStep(
            (float) beta1,
            (float) beta2,
            (float) (rate / (1 - Math.pow(beta1, (double) t))),
            (float) (1 / Math.sqrt(1 - Math.pow(beta2, (double) t))),
            (float) epsilon,
            decay,
            kept);
    return (stretch, slope, factors) ->
        kernel.adam(stretch, of.first(), of.second(), slope, factors, step);
  }

  private static void dense(Parameter parameter, Array gradient, float scale, Work work) {
    MemorySegment weights = parameter.value().segment();
    MemorySegment right = gradient.segment();
    float[] factors = {scale};
    long count = parameter.shape().count();
    for (long at = 0; at < count; at += PANEL) {
      int length = (int) Math.min(PANEL, count - at);
      work.on(new Kernel.Stretch(weights, at, length), new Kernel.Slope(right, at, 0, 1), factors);
    }
  }

  private static void factored(
      Parameter parameter, Gradient.Factored gradient, float scale, Work work) {
    int terms = Math.toIntExact(gradient.left().extent(0));
    int rows = Math.toIntExact(parameter.shape().extent(0));
    int columns = Math.toIntExact(parameter.shape().extent(1));
    float[] left = gradient.left().toFloats();
    Array contiguous = gradient.right().contiguous();
    MemorySegment weights = parameter.value().segment();
    Kernel.Slope slope = new Kernel.Slope(contiguous.segment(), 0, columns, terms);
    float[] factors = new float[terms];
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < terms; k++) factors[k] = left[k * rows + row] * scale;
      work.on(new Kernel.Stretch(weights, (long) row * columns, columns), slope, factors);
    }
  }

  private Moments zero(Parameter parameter) {
    long bytes = 4 * parameter.shape().count();
    int count =
        switch (optimiser) {
          case Optimiser.Adam _, Optimiser.AdamW _ -> 2;
          case Optimiser.Sgd _ -> 1;
        };
    List<MemorySegment> all = new ArrayList<>();
    for (int i = 0; i < count; i++) all.add(arena.allocate(bytes, 64));
    return new Moments(all);
  }

  /** Moments as tensors {@code name@first}, {@code name@second}, with steps in the metadata. */
  List<Tensor> toTensors() {
    List<Tensor> tensors = new ArrayList<>();
    for (Parameter parameter : parameters.all()) {
      Moments of = moments.get(parameter);
      for (int i = 0; of != null && i < of.all().size(); i++) {
        tensors.add(tensor(parameter, NAMES.get(i), of.all().get(i)));
      }
    }
    return tensors;
  }

  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("steps", String.valueOf(steps));
    stepsOf.forEach((parameter, t) -> metadata.put("steps@" + parameter.name(), t.toString()));
    return metadata;
  }

  private static Tensor tensor(Parameter parameter, String suffix, MemorySegment from) {
    float[] values = from.toArray(ValueLayout.JAVA_FLOAT);
    return Tensor.ofFloats(parameter.name() + suffix, parameter.shape(), values);
  }

  /** Takes up the moments and steps that {@link #toTensors} and {@link #metadata} saved. */
  void restore(Stand saved) {
    steps = saved.whole("steps");
    for (Parameter parameter : parameters.all()) {
      String steps = "steps@" + parameter.name();
      if (!saved.has(steps)) continue;
      stepsOf.put(parameter, saved.whole(steps));
      Moments of = moments.computeIfAbsent(parameter, this::zero);
      for (int i = 0; i < of.all().size(); i++) {
        String name = parameter.name() + NAMES.get(i);
        put(saved.floats(name, parameter.shape().count()), of.all().get(i));
      }
    }
  }

  private static void put(float[] values, MemorySegment to) {
    MemorySegment.copy(values, 0, to, ValueLayout.JAVA_FLOAT, 0, values.length);
  }

  @Override
  public void close() {
    arena.close();
  }
}
