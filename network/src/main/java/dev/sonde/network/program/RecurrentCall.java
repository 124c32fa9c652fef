package dev.sonde.network.program;

import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A call of one of libtorch's recurrent networks over whole sequences, {@code aten::lstm} and its
 * kind.
 *
 * @param kind {@code lstm}, {@code gru}, {@code rnn_tanh} or {@code rnn_relu}
 * @param input {@code [batch × steps × …]}, or {@code [steps × batch × …]}
 * @param states the first ones: a list of two for an LSTM, else one array, each {@code [layers ×
 *     batch × units]}
 * @param weights a list, of each layer and direction: input and recurrent matrix, their biases
 */
record RecurrentCall(
    String kind,
    Operand input,
    Operand states,
    Operand weights,
    boolean biased,
    int layers,
    boolean both,
    boolean batchFirst,
    List<Step.Result> results,
    Origin origin) {

  private static final List<String> KINDS = List.of("lstm", "gru", "rnn_tanh", "rnn_relu");
  private static final List<String> NAMES =
      List.of(
          "input",
          "hx",
          "params",
          "has_biases",
          "num_layers",
          "dropout",
          "train",
          "bidirectional",
          "batch_first");
  private static final int MOST_LAYERS = 1000;

  RecurrentCall {
    results = List.copyOf(results);
  }

  /**
   * A call as one of these; empty if it is another, reads packed sequences, projects its states, or
   * the program computes how many layers it has.
   */
  static Optional<RecurrentCall> of(Step.Call call) {
    String kind = call.operator().startsWith("aten::") ? call.operator().substring(6) : "";
    if (!KINDS.contains(kind) || call.overload().filter("data"::equals).isPresent()) {
      return Optional.empty();
    }
    List<Operand> given = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      Optional<Operand> found = argument(call, i);
      if (found.isEmpty()) return Optional.empty();
      given.add(found.get());
    }
    Optional<Boolean> biased = truth(given.get(3));
    Optional<Boolean> both = truth(given.get(7));
    Optional<Boolean> first = truth(given.get(8));
    boolean counted =
        given.get(4) instanceof Operand.Literal literal && literal.value() instanceof Value.Whole;
    if (biased.isEmpty() || both.isEmpty() || first.isEmpty() || !counted) return Optional.empty();
    long layers = ((Value.Whole) ((Operand.Literal) given.get(4)).value()).number();
    if (layers < 1 || layers > MOST_LAYERS) return Optional.empty();
    long wanted = layers * (both.get() ? 2 : 1) * (biased.get() ? 4 : 2);
    if (given.get(2) instanceof Operand.Several several && several.items().size() != wanted) {
      return Optional.empty();
    }
    return Optional.of(
        new RecurrentCall(
            kind,
            given.get(0),
            given.get(1),
            given.get(2),
            biased.get(),
            (int) layers,
            both.get(),
            first.get(),
            call.results(),
            call.origin()));
  }

  private static Optional<Operand> argument(Step.Call call, int place) {
    for (Step.Argument argument : call.arguments()) {
      if (argument.name().equals(NAMES.get(place))) return Optional.of(argument.value());
    }
    if (place >= call.arguments().size()) return Optional.empty();
    Step.Argument argument = call.arguments().get(place);
    return argument.name().isEmpty() ? Optional.of(argument.value()) : Optional.empty();
  }

  private static Optional<Boolean> truth(Operand operand) {
    if (!(operand instanceof Operand.Literal literal)) return Optional.empty();
    return switch (literal.value()) {
      case Value.Truth truth -> Optional.of(truth.truth());
      case Value.Whole whole -> Optional.of(whole.number() != 0);
      default -> Optional.empty();
    };
  }

  boolean hasCell() {
    return kind.equals("lstm");
  }

  /** Where steps are counted. */
  long timeAxis() {
    return batchFirst ? 1 : 0;
  }

  /** The site of the whole, without what its operator adds. */
  String site() {
    if (results.isEmpty() || results.getFirst().site().isEmpty()) return "";
    String address = results.getFirst().site().get().address();
    int at = address.indexOf('@');
    return at < 0 ? address : address.substring(0, at);
  }

  /** What a part's name ends with in one layer and direction, as PyTorch's parameters do. */
  String suffix(int layer, boolean reverse) {
    if (layers == 1 && !both) return "";
    return "_l" + layer + (reverse ? "_reverse" : "");
  }
}
