package dev.sonde.network.transformer.change;

import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How far weights moved: {@code ‖W' − W‖_F / ‖W‖_F}, NaN where W is zero.
 *
 * @param weights every weight, in the order of the model
 * @param heads by layer and head: what belongs to a head of queries, keys, values, and the output
 * @param neurons the neurons of MLPs that moved most: their rows in and their column out
 */
public record WeightChange(List<Weight> weights, List<Head> heads, List<Neuron> neurons) {

  private static final int BLOCK = 1 << 14;

  public WeightChange {
    weights = List.copyOf(weights);
    heads = List.copyOf(heads);
    neurons = List.copyOf(neurons);
  }

  /**
   * @param norm of the base's weight
   * @param change relative
   */
  public record Weight(String weight, double norm, double change) {}

  /** One head, relative; keys and values of a group of heads are one. */
  public record Head(int layer, int head, double q, double k, double v, double o) {

    /** The greatest of the four. */
    public double greatest() {
      return Math.max(Math.max(q, k), Math.max(v, o));
    }
  }

  /** One neuron: all its rows and its column together, relative. */
  public record Neuron(int layer, int neuron, double change) {}

  /** Sums of squares of a part before, and of its change. */
  private static final class Sums {
    private double before;
    private double moved;

    void add(double a, double b) {
      before += a * a;
      moved += (b - a) * (b - a);
    }

    double relative() {
      if (before == 0) return moved == 0 ? 0 : Double.NaN;
      return Math.sqrt(moved / before);
    }
  }

  /**
   * Compares.
   *
   * @param neurons how many are told
   * @throws TransformerException if the models are not of one shape
   */
  public static WeightChange of(Transformer base, Transformer other, int neurons) {
    requireSame(base, other);
    Architecture.Sizes s = base.architecture().sizes();
    List<Weight> weights = new ArrayList<>();
    Sums[][][] heads = sums(s.layers(), s.heads(), 4);
    Sums[][][] units = sums(s.layers(), s.mlpWidth(), 1);
    for (String name : base.weightNames()) {
      Tensor before = base.weight(name).orElseThrow();
      Tensor after = other.weight(name).orElseThrow();
      Sums whole = new Sums();
      Parts parts = Parts.of(name, s, heads, units);
      read(before, after, whole, parts);
      weights.add(new Weight(name, Math.sqrt(whole.before), whole.relative()));
    }
    List<Head> perHead = new ArrayList<>();
    List<Neuron> perNeuron = new ArrayList<>();
    for (int layer = 0; layer < s.layers(); layer++) {
      for (int head = 0; head < s.heads(); head++) {
        Sums[] own = heads[layer][head];
        int shared = head / (s.heads() / s.keyHeads());
        Sums[] keys = heads[layer][shared];
        perHead.add(
            new Head(
                layer,
                head,
                own[0].relative(),
                keys[1].relative(),
                keys[2].relative(),
                own[3].relative()));
      }
      for (int i = 0; i < s.mlpWidth(); i++) {
        perNeuron.add(new Neuron(layer, i, units[layer][i][0].relative()));
      }
    }
    perNeuron.sort(Comparator.comparingDouble(Neuron::change).reversed());
    return new WeightChange(
        weights, perHead, perNeuron.subList(0, Math.min(neurons, perNeuron.size())));
  }

  private static Sums[][][] sums(int layers, int units, int parts) {
    Sums[][][] all = new Sums[layers][units][parts];
    for (Sums[][] layer : all) {
      for (Sums[] unit : layer) {
        for (int i = 0; i < parts; i++) unit[i] = new Sums();
      }
    }
    return all;
  }

  /** Which part an element of a matrix {@code [out × in]} belongs to; null: to none. */
  private interface Parts {
    @org.jspecify.annotations.Nullable
    Sums of(long element);

    static Parts of(String name, Architecture.Sizes s, Sums[][][] heads, Sums[][][] units) {
      String[] words = name.split("\\.");
      if (!words[0].equals("blocks") || !name.endsWith(".weight")) return _ -> null;
      int layer = Integer.parseInt(words[1]);
      long inner = (long) s.headWidth() * s.width();
      String part = words[2] + "." + words[3];
      return switch (part) {
        case "attn.q" -> e -> heads[layer][(int) (e / inner)][0];
        case "attn.k" -> e -> heads[layer][(int) (e / inner)][1];
        case "attn.v" -> e -> heads[layer][(int) (e / inner)][2];
        case "attn.o" -> {
          long row = (long) s.heads() * s.headWidth();
          yield e -> heads[layer][(int) (e % row / s.headWidth())][3];
        }
        case "mlp.in", "mlp.up" -> e -> units[layer][(int) (e / s.width())][0];
        case "mlp.out" -> e -> units[layer][(int) (e % s.mlpWidth())][0];
        default -> _ -> null;
      };
    }
  }

  private static void read(Tensor before, Tensor after, Sums whole, Parts parts) {
    TensorReader first = before.reader();
    TensorReader second = after.reader();
    double[] a = new double[BLOCK];
    double[] b = new double[BLOCK];
    for (long at = 0; at < before.count(); at += BLOCK) {
      int length = (int) Math.min(BLOCK, before.count() - at);
      first.doubles(at, a, length);
      second.doubles(at, b, length);
      for (int i = 0; i < length; i++) {
        whole.add(a[i], b[i]);
        Sums part = parts.of(at + i);
        if (part != null) part.add(a[i], b[i]);
      }
    }
  }

  /**
   * Refuses models that cannot be compared.
   *
   * @throws TransformerException if they are not of one shape
   */
  static void requireSame(Transformer base, Transformer other) {
    Architecture.Sizes a = base.architecture().sizes();
    Architecture.Sizes b = other.architecture().sizes();
    if (!base.architecture().family().equals(other.architecture().family()) || !a.equals(b)) {
      throw new TransformerException(
          "%s is %s %s, %s is %s %s: only models of one shape are compared"
              .formatted(
                  base.path(),
                  base.architecture().family(),
                  words(a),
                  other.path(),
                  other.architecture().family(),
                  words(b)));
    }
    for (String name : base.weightNames()) {
      Tensor after = other.weight(name).orElse(null);
      if (after != null && after.count() == base.weight(name).orElseThrow().count()) continue;
      throw new TransformerException(
          "%s has a weight '%s' of %s, %s has %s"
              .formatted(
                  base.path(),
                  name,
                  base.weight(name).orElseThrow().shape(),
                  other.path(),
                  after == null ? "none" : after.shape()));
    }
  }

  private static String words(Architecture.Sizes s) {
    return "(%d layers of %d heads, width %d, vocabulary %d)"
        .formatted(s.layers(), s.heads(), s.width(), s.vocabulary());
  }
}
