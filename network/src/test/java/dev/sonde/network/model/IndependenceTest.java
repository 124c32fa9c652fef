package dev.sonde.network.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Reduction;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Examples that do not change each other may be cut into batches, others not. */
class IndependenceTest {

  private static Function<Map<String, Array>, Map<String, Tensor>> network(
      UnaryOperator<Array> network) {
    return inputs -> {
      Array x = inputs.values().iterator().next();
      return Map.of("y", network.apply(x).toTensor("y"));
    };
  }

  private static Optional<Independence.Mixed> mixed(UnaryOperator<Array> network, float... x) {
    try (Scope _ = new Scope()) {
      return Independence.mixed(network(network), Map.of("x", Array.of(x, x.length, 1)));
    }
  }

  @Test
  void examplesByThemselves_areIndependent() {
    assertThat(mixed(x -> x.multiply(2).tanh(), 1, 2, 3)).isEmpty();
    assertThat(mixed(x -> x.divide(x), 1, 0, 3)).as("not-a-number in both").isEmpty();
  }

  @Test
  void centring_isFound() {
    Optional<Independence.Mixed> mixed =
        mixed(x -> x.subtract(Reduction.MEAN.of(x, new long[] {0}, true)), 1, 2, 3);
    // Together −1, 0, 1; apart 0 and −.5, .5: they differ by 1 of the largest, 1.
    assertThat(mixed).contains(new Independence.Mixed("y", 1));
  }

  @Test
  void oneNotANumberThatSpoilsAll_isFound() {
    UnaryOperator<Array> shared = x -> x.add(Reduction.SUM.of(x, new long[] {0}, true).multiply(0));
    assertThat(mixed(shared, 1, Float.NaN, 3)).isPresent();
  }

  @Test
  void oneExample_andValuesWithoutRows_sayNothing() {
    UnaryOperator<Array> sum = x -> Reduction.SUM.of(x, new long[] {0}, false);
    assertThat(mixed(sum, 1, 2, 3)).isEmpty();
    assertThat(mixed(x -> x, 1)).isEmpty();
  }
}
