package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SimpleRNN, LSTM (gates i, f, c, o) and GRU (gates z, r, h), and what cuDNN stores of the last
 * two. Keras, {@code layers/rnn}.
 */
final class Recurrent {

  private static final String[] KERNEL = {"kernel", "vars/0", "cell/kernel", "cell/vars/0"};
  private static final String[] RECURRENT = {
    "recurrent_kernel", "vars/1", "cell/recurrent_kernel", "cell/vars/1"
  };
  private static final String[] BIAS = {"bias", "vars/2", "cell/bias", "cell/vars/2"};

  private final LayerCall call;
  private final long units;
  private final int gates;
  private final boolean packed;

  private Recurrent(LayerCall call, int gates, boolean packed) {
    this.call = call;
    this.units = call.extent(0, RECURRENT);
    this.gates = gates;
    this.packed = packed;
    if (call.extent(1, RECURRENT) != gates * units || call.extent(1, KERNEL) != gates * units) {
      throw call.layer()
          .wrong(
              "its recurrent_kernel has shape "
                  + call.weights().get(RECURRENT).shape()
                  + ", expected [units × "
                  + gates
                  + "·units]");
    }
  }

  static Map<String, Rule> all() {
    Map<String, Rule> all = new HashMap<>();
    all.put("SimpleRNN", call -> new Recurrent(call, 1, false).simple());
    all.put("LSTM", call -> new Recurrent(call, 4, false).lstm());
    all.put("GRU", call -> new Recurrent(call, 3, false).gru());
    all.put("CuDNNLSTM", call -> new Recurrent(call, 4, true).lstm());
    all.put("CuDNNGRU", call -> new Recurrent(call, 3, true).gru());
    return all;
  }

  /** Each gate's block of a matrix, made again. */
  private Operand blocks(Operand matrix, java.util.function.UnaryOperator<Operand> each) {
    Operand[] blocks = new Operand[gates];
    Arrays.setAll(blocks, i -> each.apply(part(matrix, 1, i)));
    return call.op("cat", Operand.list(blocks), Operand.of(1L));
  }

  private Operand part(Operand matrix, long axis, int gate) {
    return call.op(
        "slice",
        matrix,
        Operand.of(axis),
        Operand.of(gate * units),
        Operand.of((gate + 1) * units),
        Operand.of(1L));
  }

  /** {@code [inputs × gates·units]}; cuDNN's blocks hold the numbers of their transposes. */
  private Operand kernel() {
    Operand kernel = call.weight(KERNEL);
    if (!packed) return kernel;
    long inputs = call.extent(0, KERNEL);
    return blocks(
        kernel, block -> call.op("t", call.op("reshape", block, Operand.list(units, inputs))));
  }

  private Operand recurrent() {
    Operand recurrent = call.weight(RECURRENT);
    return packed ? blocks(recurrent, block -> call.op("t", block)) : recurrent;
  }

  private boolean biased() {
    return packed || call.layer().truth("use_bias", true);
  }

  /** What the input adds to every step: {@code x·kernel + bias}, {@code [batch × steps × …]}. */
  private Operand projected(Operand bias) {
    return call.op("linear", call.x(), call.op("t", kernel()), bias);
  }

  /** Zeros, or what was given. */
  private List<Operand> initial(int states) {
    List<Flow> given = new ArrayList<>();
    if (call.inputs().size() > 1) given.addAll(call.inputs().subList(1, call.inputs().size()));
    given.addAll(call.named().getOrDefault("initial_state", List.of()));
    if (given.size() == states) return given.stream().map(Flow::value).toList();
    if (!given.isEmpty()) {
      throw call.layer().wrong("it is given " + given.size() + " states, it has " + states);
    }
    Operand batch = call.op("size", call.x(), Operand.of(0L));
    Operand size = Operand.list(batch, Operand.of(units));
    List<Operand> zeros = new ArrayList<>();
    for (int i = 0; i < states; i++) zeros.add(call.op("new_zeros", call.x(), size));
    return zeros;
  }

  private Operand act(Operand x) {
    return packed ? call.op("tanh", x) : Activations.of(call, "activation", x, "tanh");
  }

  private Operand gate(Operand x) {
    if (packed) return call.op("sigmoid", x);
    String usual = call.lowering().keras3() ? "sigmoid" : "hard_sigmoid";
    return Activations.of(call, "recurrent_activation", x, usual);
  }

  private List<Flow> finished(TimeLoop.Result result) {
    Layer layer = call.layer();
    boolean sequences = layer.truth("return_sequences", false);
    Optional<Operand> mask =
        sequences && !call.lowering().keras3() ? call.input().mask() : Optional.empty();
    List<Flow> all = new ArrayList<>();
    all.add(sequences ? new Flow(result.sequence(), 3, mask) : Flow.of(result.last(), 2));
    if (layer.truth("return_state", false)) {
      for (Operand state : result.states()) all.add(Flow.of(state, 2));
    }
    return all;
  }

  private TimeLoop loop() {
    call.requireRank(call.input(), 3);
    Layer layer = call.layer();
    return new TimeLoop(
        call,
        call.input().mask(),
        layer.truth("go_backwards", false),
        layer.truth("zero_output_for_mask", false));
  }

  private List<Flow> simple() {
    Operand recurrent = recurrent();
    Operand bias = biased() ? call.weight(BIAS) : Operand.none();
    return finished(
        loop()
            .run(
                projected(bias),
                initial(1),
                List.of("h"),
                (x, states) -> {
                  Operand before = call.op("matmul", states.getFirst(), recurrent);
                  return List.of(act(call.op("add", x, before)));
                }));
  }

  private List<Flow> lstm() {
    Operand recurrent = recurrent();
    Operand bias = biased() ? call.weight(BIAS) : Operand.none();
    if (packed) {
      Operand halves = call.op("reshape", bias, Operand.list(2, gates * units));
      bias = call.op("sum", halves, Operand.list(0), Operand.of(false));
    }
    return finished(
        loop()
            .run(
                projected(bias),
                initial(2),
                List.of("h", "c"),
                (x, states) -> {
                  Operand before = call.op("matmul", states.getFirst(), recurrent);
                  Operand all = call.op("add", x, before);
                  Operand in = call.seen("i", -1, "alias", gate(part(all, 1, 0)));
                  Operand forget = call.seen("f", -1, "alias", gate(part(all, 1, 1)));
                  Operand candidate = call.seen("g", -1, "alias", act(part(all, 1, 2)));
                  Operand out = call.seen("o", -1, "alias", gate(part(all, 1, 3)));
                  Operand cell =
                      call.op(
                          "add",
                          call.op("mul", forget, states.getLast()),
                          call.op("mul", in, candidate));
                  return List.of(call.op("mul", out, act(cell)), cell);
                }));
  }

  /** Two biases, {@code [2 × 3·units]}, where the reset gate comes after the product. */
  private boolean resetAfter() {
    if (packed) return true;
    boolean two = biased() && call.weights().get(BIAS).shape().rank() == 2;
    return call.layer().truth("reset_after", two);
  }

  private List<Flow> gru() {
    Operand recurrent = recurrent();
    boolean after = resetAfter();
    Operand inner = Operand.none();
    Operand outer = Operand.none();
    if (biased()) {
      Operand bias = call.weight(BIAS);
      if (packed) bias = call.op("reshape", bias, Operand.list(2, gates * units));
      outer = after ? call.op("select", bias, Operand.of(0L), Operand.of(0L)) : bias;
      if (after) inner = call.op("select", bias, Operand.of(0L), Operand.of(1L));
    }
    Operand innerBias = inner;
    Operand turned = call.op("t", recurrent);
    return finished(
        loop()
            .run(
                projected(outer),
                initial(1),
                List.of("h"),
                (x, states) ->
                    List.of(
                        after
                            ? after(x, states.getFirst(), turned, innerBias)
                            : before(x, states.getFirst(), recurrent))));
  }

  private Operand after(Operand x, Operand h, Operand turned, Operand bias) {
    Operand own = call.op("linear", h, turned, bias);
    Operand update = update(call.op("add", part(x, 1, 0), part(own, 1, 0)));
    Operand reset = reset(call.op("add", part(x, 1, 1), part(own, 1, 1)));
    Operand past = call.op("mul", reset, part(own, 1, 2));
    return mixed(update, h, act(call.op("add", part(x, 1, 2), past)));
  }

  private Operand before(Operand x, Operand h, Operand recurrent) {
    Operand update =
        update(call.op("add", part(x, 1, 0), call.op("matmul", h, part(recurrent, 1, 0))));
    Operand reset =
        reset(call.op("add", part(x, 1, 1), call.op("matmul", h, part(recurrent, 1, 1))));
    Operand past = call.op("matmul", call.op("mul", reset, h), part(recurrent, 1, 2));
    return mixed(update, h, act(call.op("add", part(x, 1, 2), past)));
  }

  private Operand update(Operand sum) {
    return call.seen("z", -1, "alias", gate(sum));
  }

  private Operand reset(Operand sum) {
    return call.seen("r", -1, "alias", gate(sum));
  }

  /** {@code z·h + (1 − z)·n}. */
  private Operand mixed(Operand update, Operand h, Operand candidate) {
    Operand seen = call.seen("n", -1, "alias", candidate);
    Operand rest = call.op("mul", call.op("rsub", update, Operand.of(1.0)), seen);
    return call.op("add", call.op("mul", update, h), rest);
  }
}
