package dev.sonde.network.transformer.heads;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.torch.Unary;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;

/**
 * How much a later head reads what an earlier one writes, from weights alone (Elhage et al. 2021):
 * {@code ‖A·B‖_F / (‖A‖_F·‖B‖_F)}, where B is W_O·W_V of the earlier head and A is W_QKᵀ
 * (Q-composition), W_QK (K) or W_O·W_V (V) of the later one. The weights of the norm in front are
 * folded in; rotations by position are not.
 *
 * <pre>{@code
 * Composition composition = Composition.of(model, Settings.defaults(), () -> true);
 * composition.pairs().getFirst();   // the strongest beside its control
 * }</pre>
 *
 * @param pairs all of an earlier and a later layer
 * @param random what pairs of Gaussian matrices of these shapes score, one number for all kinds
 */
public record Composition(List<Pair> pairs, Control random) {

  public Composition {
    pairs = List.copyOf(pairs);
  }

  /** Through which of its inputs the later head reads. */
  public enum Kind {
    Q,
    K,
    V;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether one head reads another. */
  public record Pair(
      int fromLayer, int fromHead, int toLayer, int toHead, Kind kind, double score) {

    /** {@code 0.2 → 1.1 (K)}. */
    public String words() {
      return "%d.%d → %d.%d (%s)".formatted(fromLayer, fromHead, toLayer, toHead, kind.name());
    }
  }

  /**
   * @param samples pairs of random matrices
   * @param greatest of them
   */
  public record Control(int samples, double mean, double deviation, double greatest) {}

  /**
   * @param samples pairs of random matrices
   */
  public record Settings(int samples, long seed) {

    public Settings {
      if (samples < 2) throw new TransformerException(samples + " random matrices; at least 2");
    }

    public static Settings defaults() {
      return new Settings(100, 0);
    }
  }

  /**
   * Matrices {@code left·rightᵀ} of the stream's width, one per head.
   *
   * @param left {@code [heads × head's width × width]}, float64
   * @param right likewise
   */
  private record Circuits(Array left, Array right) {

    Circuits transposed() {
      return new Circuits(right, left);
    }

    private static Array gram(Array x) {
      return x.matmul(x.transpose(-1, -2));
    }

    /** ‖left·rightᵀ‖_F of each head. */
    Array norms() {
      return Unary.SQUARE_ROOT.of(gram(left).multiply(gram(right)).sum(-1).sum(-1));
    }

    /** Scores of each head after each head of {@code b}: {@code [heads × heads of b]}. */
    double[] after(Circuits b) {
      // With M = rightᵀ·left_b: ‖left·M·right_bᵀ‖² = Σ L∘(M·R_b·Mᵀ), L and R_b the Gram matrices.
      Array m = right.unsqueeze(1).matmul(b.left.unsqueeze(0).transpose(-1, -2));
      Array inner = m.matmul(gram(b.right).unsqueeze(0)).matmul(m.transpose(-1, -2));
      Array squares = inner.multiply(gram(left).unsqueeze(1)).sum(-1).sum(-1);
      Array sizes = norms().unsqueeze(1).multiply(b.norms().unsqueeze(0));
      double[] of = Unary.SQUARE_ROOT.of(squares.atLeast(0)).toDoubles();
      double[] by = sizes.toDoubles();
      for (int i = 0; i < of.length; i++) of[i] = by[i] == 0 ? 0 : of[i] / by[i];
      return of;
    }
  }

  /**
   * Scores all pairs.
   *
   * @param goesOn asked after each pair of layers; where it says no, what is there is given
   */
  public static Composition of(Transformer model, Settings settings, BooleanSupplier goesOn) {
    int layers = model.architecture().sizes().layers();
    List<Pair> pairs = new ArrayList<>();
    for (int from = 0; from < layers; from++) {
      for (int to = from + 1; to < layers; to++) {
        try (Scope _ = new Scope()) {
          Circuits written = values(model, from);
          Circuits met = scores(model, to);
          add(pairs, from, to, Kind.Q, met.transposed().after(written));
          add(pairs, from, to, Kind.K, met.after(written));
          add(pairs, from, to, Kind.V, values(model, to).after(written));
        }
        if (!goesOn.getAsBoolean()) return sorted(pairs, model, settings);
      }
    }
    return sorted(pairs, model, settings);
  }

  private static Composition sorted(List<Pair> pairs, Transformer model, Settings settings) {
    pairs.sort(Comparator.comparingDouble(Pair::score).reversed());
    return new Composition(pairs, control(model.architecture().sizes(), settings));
  }

  private static void add(List<Pair> pairs, int from, int to, Kind kind, double[] scores) {
    int heads = (int) Math.round(Math.sqrt(scores.length));
    for (int i = 0; i < scores.length; i++) {
      pairs.add(new Pair(from, i % heads, to, i / heads, kind, scores[i]));
    }
  }

  /** W_Qᵀ·W_K: what a query and a key make of each other. */
  private static Circuits scores(Transformer model, int layer) {
    Architecture.Sizes s = model.architecture().sizes();
    Array q = reading(model, layer, "q").view(s.heads(), s.headWidth(), s.width());
    return new Circuits(q, repeated(reading(model, layer, "k"), s));
  }

  /** W_O·W_V. */
  private static Circuits values(Transformer model, int layer) {
    Architecture.Sizes s = model.architecture().sizes();
    Array o = weight(model, "blocks." + layer + ".attn.o.weight");
    Array out = o.view(s.width(), s.heads(), s.headWidth()).transpose(0, 1).transpose(1, 2);
    return new Circuits(out, repeated(reading(model, layer, "v"), s));
  }

  /** Each head of keys or values as often as heads of queries use it. */
  private static Array repeated(Array x, Architecture.Sizes s) {
    int groups = s.heads() / s.keyHeads();
    return x.view(s.keyHeads(), 1, s.headWidth(), s.width())
        .expand(s.keyHeads(), groups, s.headWidth(), s.width())
        .contiguous()
        .view(s.heads(), s.headWidth(), s.width());
  }

  /** A matrix that reads the stream, the weight of the norm before it folded in. */
  private static Array reading(Transformer model, int layer, String part) {
    Array w = weight(model, "blocks." + layer + ".attn." + part + ".weight");
    Architecture.Norm norm = model.architecture().norm();
    Optional<Tensor> scale = model.weight("blocks." + layer + ".ln1.weight");
    w = w.view(-1, model.architecture().sizes().width());
    if (scale.isEmpty() || norm.placement() == Architecture.Norm.Placement.AFTER) return w;
    Array factor = Array.of(scale.get()).to(ElementType.FLOAT64);
    return w.multiply(norm.plusOne() ? factor.add(1) : factor);
  }

  private static Array weight(Transformer model, String name) {
    return Array.of(model.weight(name).orElseThrow()).to(ElementType.FLOAT64);
  }

  private static Control control(Architecture.Sizes s, Settings settings) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    double[] scores = new double[settings.samples()];
    for (int i = 0; i < scores.length; i++) {
      try (Scope _ = new Scope()) {
        Circuits a = new Circuits(gaussian(s, random), gaussian(s, random));
        scores[i] = a.after(new Circuits(gaussian(s, random), gaussian(s, random)))[0];
      }
    }
    DoubleSummaryStatistics all = DoubleStream.of(scores).summaryStatistics();
    double mean = all.getAverage();
    double squares = DoubleStream.of(scores).map(x -> (x - mean) * (x - mean)).sum();
    return new Control(scores.length, mean, Math.sqrt(squares / (scores.length - 1)), all.getMax());
  }

  private static Array gaussian(Architecture.Sizes s, SplittableRandom random) {
    double[] values = new double[Math.multiplyExact(s.headWidth(), s.width())];
    for (int i = 0; i < values.length; i++) values[i] = random.nextGaussian();
    return Array.ofDoubles(values, 1, s.headWidth(), s.width());
  }
}
