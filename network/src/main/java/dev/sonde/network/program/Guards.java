package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Schema;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What libtorch itself does not check before it reads memory: found by running damaged programs,
 * each of which would end the process.
 */
final class Guards {

  private final Schema schema;
  private final List<Value> arguments;

  private Guards(Schema schema, List<Value> arguments) {
    this.schema = schema;
    this.arguments = arguments;
  }

  /**
   * Checks the arguments of a call.
   *
   * @throws TorchException if it must not be made
   */
  static void require(Schema schema, List<Value> arguments) {
    Guards guards = new Guards(schema, arguments);
    switch (schema.name()) {
      case "aten::lstm" -> guards.recurrent(4);
      case "aten::gru" -> guards.recurrent(3);
      case "aten::rnn_tanh", "aten::rnn_relu" -> guards.recurrent(1);
      default -> {}
    }
  }

  private List<Array> arrays(String name) {
    List<Array> arrays = new ArrayList<>();
    schema.given(name, arguments).ifPresent(value -> CallArguments.collect(value, arrays));
    return arrays;
  }

  private long whole(String name) {
    return switch (schema.given(name, arguments).orElse(Value.nothing())) {
      case Value.Whole number -> number.number();
      case Value.Truth truth -> truth.truth() ? 1 : 0;
      default -> 0;
    };
  }

  private static void require(boolean holds, String what) {
    if (!holds) throw new TorchException("its weights and states do not fit: " + what);
  }

  /** Weights of every layer and direction against the input and the states. */
  private void recurrent(int gates) {
    List<Array> input = arrays(schema.overload().equals("data") ? "data" : "input");
    List<Array> states = arrays("hx");
    List<Array> weights = arrays("params");
    long directions = 1 + whole("bidirectional");
    long layers = whole("num_layers");
    boolean biased = whole("has_biases") != 0;
    require(input.size() == 1 && input.getFirst().rank() >= 2, "an input of two axes or more");
    require(states.size() == (gates == 4 ? 2 : 1), states.size() + " states");
    require(layers >= 1 && layers <= weights.size(), layers + " layers");
    Array output = states.getFirst();
    require(output.rank() == 2 || output.rank() == 3, "states of two or three axes");
    long width = output.extent(-1);
    long cells = states.getLast().rank() == 0 ? 0 : states.getLast().extent(-1);
    boolean projected = gates == 4 && width != cells;
    int each = (biased ? 4 : 2) + (projected ? 1 : 0);
    require(weights.size() == layers * directions * each, weights.size() + " weights");
    require(
        width > 0 && cells > 0 && input.getFirst().extent(-1) > 0, "nothing in a state or input");
    for (Array state : states) {
      require(
          state.rank() == output.rank() && state.extent(0) == layers * directions,
          "states " + state.shape() + " for " + layers * directions + " layers and directions");
    }
    for (int i = 0; i < weights.size(); i += each) {
      long in = i / each < directions ? input.getFirst().extent(-1) : directions * width;
      requireMatrix(weights.get(i), gates * cells, in);
      requireMatrix(weights.get(i + 1), gates * cells, width);
      for (int b = 2; b < (biased ? 4 : 2); b++) {
        Array bias = weights.get(i + b);
        require(bias.rank() == 1 && bias.extent(0) == gates * cells, "a bias " + bias.shape());
      }
      if (projected) requireMatrix(weights.get(i + each - 1), width, cells);
    }
  }

  private static void requireMatrix(Array weight, long rows, long columns) {
    require(
        weight.rank() == 2 && weight.extent(0) == rows && weight.extent(1) == columns,
        "a matrix " + weight.shape() + ", expected [" + rows + ", " + columns + "]");
  }
}
