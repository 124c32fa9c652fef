package dev.sonde.network.transformer.exported;

import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What numbers and operators of a computation say of a transformer's settings, each as a list of
 * what it may be, the likelier first. A file's own computation decides between them.
 */
record Reading(Computation computation) {

  private static final Set<String> NORMS =
      Set.of(
          "add",
          "add_",
          "layer_norm",
          "native_layer_norm",
          "layernormalization",
          "rms_norm",
          "rmsnormalization");

  /** What keeps norms' divisors above 0. */
  List<Double> epsilons() {
    List<Double> found =
        new ArrayList<>(computation.numbers(NORMS, one -> one >= 1e-13 && one <= 1e-3));
    if (found.isEmpty()) found.add(1e-5);
    return found;
  }

  /** Functions of the MLPs, as {@code config.json} calls them. */
  List<String> activations() {
    Set<String> all = new TreeSet<>();
    boolean tanh = false;
    for (Computation.Operation one : computation.operations()) {
      switch (one.name()) {
        case "gelu" -> all.add(one.words().contains("tanh") ? "gelu_new" : "gelu");
        case "erf" -> all.add("gelu");
        case "silu", "silu_" -> all.add("silu");
        case "sigmoid" -> all.add("silu");
        case "relu", "relu_" -> all.add("relu");
        case "tanh" -> tanh = true;
        default -> {}
      }
    }
    Set<String> products = Set.of("mul", "mul_");
    if (!computation.numbers(products, one -> near(one, 1.702)).isEmpty()) all.add("quick_gelu");
    boolean cubic = !computation.numbers(products, one -> near(one, 0.044715)).isEmpty();
    if (tanh && cubic) all.add("gelu_new");
    if (all.isEmpty()) all.add("relu");
    List<String> ordered = new ArrayList<>(all);
    // Less often a part of something else.
    ordered.sort(
        java.util.Comparator.comparingInt(List.of("gelu_new", "quick_gelu", "gelu")::indexOf)
            .reversed());
    return ordered;
  }

  private static boolean near(double found, double wanted) {
    return Math.abs(found - wanted) < 1e-6 * wanted;
  }

  /** Turns of rotary positions, by the constants that could be those; none if there are none. */
  List<List<Double>> frequencies(int headWidth) {
    Map<String, List<Double>> found = new TreeMap<>();
    computation
        .constants()
        .forEach(
            (name, tensor) -> {
              if (!couldTurn(tensor, headWidth)) return;
              List<Double> numbers = new ArrayList<>();
              for (double each : tensor.toDoubles()) numbers.add(each);
              if (!descends(numbers)) return;
              boolean named = name.toLowerCase(Locale.ROOT).endsWith("inv_freq");
              boolean original = name.contains("original");
              found.put((original ? "2" : named ? "0" : "1") + name, numbers);
            });
    return found.values().stream().distinct().toList();
  }

  private static boolean couldTurn(Tensor tensor, int headWidth) {
    return tensor.dtype().isFloating() && tensor.count() >= 1 && tensor.count() <= headWidth / 2;
  }

  private static boolean descends(List<Double> numbers) {
    if (!(numbers.getFirst() > 0) || numbers.getFirst() > 1) return false;
    for (int i = 1; i < numbers.size(); i++) {
      if (!(numbers.get(i) > 0) || numbers.get(i) >= numbers.get(i - 1)) return false;
    }
    return true;
  }

  /** By which cosines and sines may be multiplied (YaRN). */
  List<Double> turnFactors() {
    List<Double> all = new ArrayList<>(List.of(1.0));
    Set<String> products = Set.of("mul", "mul_");
    all.addAll(computation.numbers(products, one -> one > 1.0001 && one < 2 && !near(one, 1.702)));
    return all;
  }

  /**
   * What is done with scores before the softmax, in the first layer.
   *
   * @param scale by which query times key is multiplied; 0 if that is not seen
   * @param cap scores become {@code c·tanh(s/c)}; 0: they stay
   */
  record Scores(double scale, double cap) {}

  Scores scores() {
    List<Computation.Operation> all = computation.operations();
    for (int at = 0; at < all.size(); at++) {
      if (all.get(at).name().equals("scaled_dot_product_attention")) {
        return new Scores(factor(all.get(at)), 0);
      }
      if (all.get(at).name().endsWith("softmax")) return before(all, at);
    }
    return new Scores(0, 0);
  }

  /** Backwards from a softmax to the product of queries and keys, and to what precedes it. */
  private static Scores before(List<Computation.Operation> all, int softmax) {
    double cap = 0;
    boolean product = false;
    for (int at = softmax - 1; at >= Math.max(0, softmax - 40); at--) {
      Computation.Operation one = all.get(at);
      if (one.name().equals("matmul") || one.name().equals("bmm")) {
        if (product) break;
        product = true;
      } else if (one.name().equals("tanh")) cap = divisor(all, at);
      else if (one.name().equals("mul") && factor(one) > 0 && factor(one) != cap) {
        // Before the product both factors are scaled, by its root.
        return new Scores(product ? factor(one) * factor(one) : factor(one), cap);
      }
    }
    return new Scores(0, cap);
  }

  private static double factor(Computation.Operation one) {
    return one.numbers().stream().filter(n -> n > 0 && n <= 1).findFirst().orElse(0.0);
  }

  /** Of what a tanh is applied to: the nearest division by a number before it; 0 if none is. */
  private static double divisor(List<Computation.Operation> all, int tanh) {
    for (int at = tanh - 1; at >= Math.max(0, tanh - 4); at--) {
      Computation.Operation one = all.get(at);
      if (!one.name().equals("div") || one.numbers().isEmpty()) continue;
      if (one.numbers().getFirst() > 0) return one.numbers().getFirst();
    }
    return 0;
  }

  /** By which logits are capped: a tanh of a division behind which no softmax follows; 0: none. */
  double logitCap() {
    List<Computation.Operation> all = computation.operations();
    for (int at = 0; at < all.size(); at++) {
      if (!all.get(at).name().equals("tanh")) continue;
      double cap = divisor(all, at);
      if (cap > 0 && !isOfScores(all, at)) return cap;
    }
    return 0;
  }

  /** Whether a softmax comes before the next product. */
  private static boolean isOfScores(List<Computation.Operation> all, int tanh) {
    for (Computation.Operation one : all.subList(tanh, all.size())) {
      if (one.name().endsWith("softmax")) return true;
      if (List.of("matmul", "bmm", "linear").contains(one.name())) return false;
    }
    return false;
  }

  /** How many positions a query may see; 0: all. */
  List<Integer> windows() {
    Set<Integer> found = new TreeSet<>();
    Set<String> shifts = Set.of("sub", "add", "rsub");
    for (double one :
        computation.numbers(shifts, n -> Math.abs(n) >= 2 && Math.abs(n) < 1e6 && n % 1 == 0)) {
      found.add((int) Math.abs(one));
    }
    List<Integer> all = new ArrayList<>(List.of(0));
    all.addAll(found);
    return all;
  }
}
