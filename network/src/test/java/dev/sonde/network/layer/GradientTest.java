package dev.sonde.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Generator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of every layer against central differences along random directions. */
class GradientTest {

  /** A layer, and a scalar computed with it from a fixed input. */
  record Case(String name, List<? extends Layer> layers, BiFunction<Pass, Array, Array> compute) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> layers() {
    Linear linear = new Linear("l", 6, 5);
    Embedding embedding = new Embedding("e", 7, 6);
    Convolution convolution = new Convolution("c", 4, 6, 3, 2, 1, 1, 2, true);
    Convolution dilated = new Convolution("c", 2, 3, 3, 1, 2, 2, 1, true);
    BatchNorm batch = new BatchNorm("b", 4);
    LayerNorm normal = new LayerNorm("n", 6);
    FullFocus focus = new FullFocus("d", 6);
    Stream<Case> plain =
        Stream.of(
            new Case("linear", List.of(linear), (p, x) -> linear.apply(p, x.view(-1, 6))),
            new Case("linear, one row", List.of(linear), (p, x) -> linear.apply(p, row(x, 6))),
            new Case(
                "embedding",
                List.of(embedding),
                (p, x) -> embedding.apply(p, Array.ofIndices(new int[] {1, 3, 3, 6}, 2, 2), "e")),
            new Case(
                "convolution",
                List.of(convolution),
                (p, x) -> convolution.apply(p, x.view(2, 4, 6, 6))),
            new Case("dilated", List.of(dilated), (p, x) -> dilated.apply(p, x.view(4, 2, 6, 6))),
            new Case("batch norm", List.of(batch), (p, x) -> batch.apply(p, x.view(2, 4, 6, 6))),
            new Case(
                "convolution, relu, max pool",
                List.of(convolution),
                (p, x) ->
                    Functional.maxPool2d(convolution.apply(p, x.view(2, 4, 6, 6)).relu(), 2, 2)),
            new Case(
                "convolution, average pool",
                List.of(convolution),
                (p, x) -> Functional.averagePool2d(convolution.apply(p, x.view(2, 4, 6, 6)), 2, 1)),
            new Case(
                "linear, log softmax",
                List.of(linear),
                (p, x) -> Functional.logSoftmax(linear.apply(p, x.view(-1, 6)), 1)),
            new Case(
                "linear, softmax",
                List.of(linear),
                (p, x) -> Functional.softmax(linear.apply(p, x.view(-1, 6)), 1)),
            new Case("layer norm", List.of(normal), (p, x) -> normal.apply(p, x.view(-1, 6))),
            new Case(
                "dropout",
                List.of(linear),
                (p, x) -> p.dropout(0.5, linear.apply(p, x.view(-1, 6)))),
            new Case(
                "full focus",
                List.of(focus),
                (p, x) ->
                    focus
                        .apply(
                            p,
                            x.view(2, 24, 6).narrow(1, 0, 5),
                            x.view(48, 6).narrow(0, 20, 2),
                            x.view(48, 6).narrow(0, 30, 2),
                            0)
                        .input()));
    return Stream.concat(plain, Stream.of(Cell.values()).flatMap(GradientTest::recurrent));
  }

  private static Stream<Case> recurrent(Cell cell) {
    Recurrent rnn = new Recurrent("r", cell, 6, 5, 2, 0);
    return Stream.of(
        new Case(
            cell + " over a sequence",
            List.of(rnn),
            (p, x) -> {
              Array in = x.view(2, 24, 6).narrow(1, 0, 5);
              Recurrent.Result result = rnn.apply(p, in, rnn.start(2));
              State last = result.last().getFirst();
              Array memory = last.c() == null ? last.h() : last.c();
              return Functional.concatenate(1, result.outputs().flatten(1), memory.multiply(2));
            }),
        new Case(
            cell + " step by step",
            List.of(rnn),
            (p, x) -> {
              List<State> states = rnn.start(2);
              for (int t = 0; t < 3; t++) {
                states = rnn.step(p, x.view(48, 6).narrow(0, 2L * t, 2), states, t);
              }
              return states.getLast().h();
            }));
  }

  private static Array row(Array x, int width) {
    return x.view(-1).narrow(0, 0, width).unsqueeze(0);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradient_agreesWithDifferences(Case layer) {
    List<ParameterSpec> specs =
        layer.layers().stream().flatMap(l -> l.parameters().stream()).toList();
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[288];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble(-1, 1);
    try (Parameters parameters = Parameters.of(specs, new Initialiser.Framework(), 2);
        Generator generator = new Generator(9);
        Array x = Array.of(values, 288)) {
      spread(parameters, random);
      for (Parameter parameter : parameters.all()) {
        if (!parameter.trains()) continue;
        float[] direction = new float[parameter.toFloats().length];
        for (int i = 0; i < direction.length; i++) direction[i] = random.nextBoolean() ? 1 : -1;
        double expected = slope(layer, parameters, parameter, direction, generator, x);
        float[] gradient;
        try (Pass pass = pass(parameters, generator)) {
          gradient = pass.backward(loss(layer, pass, x)).toFloats(parameter);
        }
        double found = 0;
        for (int i = 0; i < gradient.length; i++) found += gradient[i] * direction[i];
        assertThat(found)
            .as("slope along a direction of " + parameter)
            .isCloseTo(expected, within(2e-3 + tolerance(layer) * Math.abs(expected)));
      }
    }
  }

  /** A difference may straddle corners of relu; goldens hold its gradients to 1e-5. */
  private static double tolerance(Case layer) {
    return layer.name().contains("relu") ? .06 : .01;
  }

  /** Away from the symmetric start of normalisations, where gradients vanish. */
  private static void spread(Parameters parameters, SplittableRandom random) {
    for (Parameter parameter : parameters.all()) {
      if (!parameter.trains()) continue;
      float[] values = parameter.toFloats();
      for (int i = 0; i < values.length; i++) values[i] += (float) random.nextDouble(-.3, .3);
      parameter.set(values);
    }
  }

  private static Pass pass(Parameters parameters, Generator generator) {
    generator.seed(4);
    return Pass.training(parameters, generator, List.of());
  }

  /** Sum of sines: every output has another, bounded weight. */
  private static Array loss(Case layer, Pass pass, Array x) {
    Array out = layer.compute().apply(pass, x).contiguous().view(-1);
    float[] weights = new float[Math.toIntExact(out.count())];
    for (int i = 0; i < weights.length; i++) weights[i] = (float) Math.sin(1 + i);
    return out.multiply(Array.of(weights, weights.length)).sum();
  }

  private static double slope(
      Case layer,
      Parameters parameters,
      Parameter parameter,
      float[] direction,
      Generator generator,
      Array x) {
    double step = 1e-3;
    float[] before = parameter.toFloats();
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      float[] moved = before.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += (float) ((side == 0 ? -step : step) * direction[i]);
      }
      parameter.set(moved);
      try (Pass pass = pass(parameters, generator)) {
        losses[side] = loss(layer, pass, x).item();
      }
    }
    parameter.set(before);
    return (losses[1] - losses[0]) / (2 * step);
  }
}
