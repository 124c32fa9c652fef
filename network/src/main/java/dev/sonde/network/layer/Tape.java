package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Autograd;
import dev.sonde.network.torch.Functional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the gradients of parameters.
 *
 * <p>A matrix that is used at every time step would receive a full-sized gradient at each of them,
 * and a step of a large network with a batch of one does little else than write and add those. So
 * matrices take part in the recorded operations as constants; the tape keeps the inputs x and
 * watches the outputs z of every use, and at the end the gradient is one product over all uses,
 * {@code Σ (∂L/∂z)ᵀ x}, or stays a few outer products ({@link Gradient.Factored}).
 */
final class Tape {

  /** Up to this many outer products an update reads less than it would of the full matrix. */
  private static final int MOST_FACTORS = 24;

  private static final long SMALL_MATRIX = 1 << 14;

  private record Use(Array input, Array output) {}

  private final Map<Parameter, List<Use>> matrices = new LinkedHashMap<>();
  private final Map<Parameter, List<Array>> biases = new LinkedHashMap<>();
  private final Map<Parameter, Array> leaves = new LinkedHashMap<>();
  private final List<Segment> segments = new ArrayList<>();

  /** A stretch of computation with a backward of its own; see {@link Pass#segment}. */
  record Segment(List<Array> inputs, List<Array> outputs, Backward backward) {}

  /** {@code x·wᵀ + b}, remembered where a parameter trains. */
  Array linear(Parameter weight, @Nullable Parameter bias, Array x) {
    Array z = Functional.linear(x, weight.value(), bias == null ? null : bias.value());
    boolean trains = weight.trains() || (bias != null && bias.trains());
    if (!trains) return z;
    Autograd.watch(z);
    if (weight.trains()) use(weight, x, z);
    if (bias != null && bias.trains()) {
      biases.computeIfAbsent(bias, _ -> new ArrayList<>()).add(z);
    }
    return z;
  }

  private void use(Parameter weight, Array x, Array z) {
    matrices
        .computeIfAbsent(weight, _ -> new ArrayList<>())
        .add(new Use(x.detach().view(-1, weight.shape().extent(1)), z));
  }

  /** The parameter as an array that collects its own gradient. */
  Array leaf(Parameter parameter) {
    if (!parameter.trains()) return parameter.value();
    return leaves.computeIfAbsent(parameter, p -> Autograd.leaf(p.value()));
  }

  void segment(Segment segment) {
    segments.add(segment);
  }

  /** Runs backward from the loss and gives the gradient of every trained parameter it reached. */
  Gradients backward(Array loss) {
    Autograd.backward(loss);
    Map<Parameter, Gradient> own = new LinkedHashMap<>();
    for (Segment segment : segments.reversed()) backward(segment, own);
    Map<Parameter, Gradient> gradients = new LinkedHashMap<>();
    matrices.forEach((parameter, uses) -> ofMatrix(gradients, parameter, uses));
    biases.forEach((parameter, outputs) -> ofBias(gradients, parameter, outputs));
    leaves.forEach(
        (parameter, leaf) ->
            Autograd.gradient(leaf)
                .ifPresent(g -> add(gradients, parameter, new Gradient.Dense(g.contiguous()))));
    own.forEach((parameter, gradient) -> add(gradients, parameter, gradient));
    return new Gradients(gradients);
  }

  private static void backward(Segment segment, Map<Parameter, Gradient> own) {
    List<Array> given =
        segment.outputs().stream()
            .map(o -> Autograd.gradient(o).orElseGet(() -> Array.zeros(o.shape().toArray())))
            .toList();
    Backward.Result result;
    try (Autograd.Off _ = Autograd.off()) {
      result = segment.backward().apply(given);
    }
    result.parameters().forEach((parameter, gradient) -> add(own, parameter, gradient));
    List<Array> inputs = new ArrayList<>();
    List<Array> gradients = new ArrayList<>();
    for (int i = 0; i < segment.inputs().size(); i++) {
      if (!Autograd.wanted(segment.inputs().get(i))) continue;
      inputs.add(segment.inputs().get(i));
      gradients.add(result.inputs().get(i));
    }
    if (!inputs.isEmpty()) Autograd.backward(inputs, gradients);
  }

  private static void ofMatrix(
      Map<Parameter, Gradient> gradients, Parameter parameter, List<Use> uses) {
    List<Array> left = new ArrayList<>();
    List<Array> right = new ArrayList<>();
    for (Use use : uses) {
      Autograd.gradient(use.output())
          .ifPresent(
              gradient -> {
                left.add(gradient.view(-1, parameter.shape().extent(0)));
                right.add(use.input());
              });
    }
    if (!left.isEmpty()) add(gradients, parameter, product(parameter, joined(left), joined(right)));
  }

  /** Chooses between the outer products and the matrix. */
  static Gradient product(Parameter parameter, Array left, Array right) {
    Gradient.Factored factored = new Gradient.Factored(left, right);
    boolean few = left.extent(0) <= MOST_FACTORS && parameter.shape().count() > SMALL_MATRIX;
    return few ? factored : new Gradient.Dense(factored.dense());
  }

  private static void ofBias(
      Map<Parameter, Gradient> gradients, Parameter parameter, List<Array> outputs) {
    long width = parameter.shape().extent(0);
    List<Array> given =
        outputs.stream()
            .flatMap(output -> Autograd.gradient(output).stream())
            .map(gradient -> gradient.view(-1, width))
            .toList();
    if (!given.isEmpty()) add(gradients, parameter, new Gradient.Dense(joined(given).sum(0)));
  }

  private static Array joined(List<Array> rows) {
    return rows.size() == 1
        ? rows.getFirst().contiguous()
        : Functional.concatenate(0, rows.toArray(new Array[0]));
  }

  static void add(Map<Parameter, Gradient> gradients, Parameter parameter, Gradient more) {
    gradients.merge(parameter, more, (a, b) -> new Gradient.Dense(a.dense().add(b.dense())));
  }
}
