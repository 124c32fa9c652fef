package dev.sonde.network.transformer.lens;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Autograd;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.torch.Unary;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Call;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fits a {@link TunedLens}: Adam on the mean of {@code Σ p·ln(p/q)}, p the model's final
 * distribution and q the lens', from the identity. Every fifth piece of the texts is held out.
 *
 * <p>Layer by layer: what is kept is one layer's stream and the last one of all tokens. Each layer
 * is written to the file as it is done, and a fit that was stopped goes on behind it.
 */
public final class TunedLensFit {

  /** Numbers of a stream that are held at once. */
  private static final long MOST = 1L << 28;

  private static final int PIECE = 256;
  private static final int HELD_OUT = 5;
  private static final int SHARE = 2048;

  /**
   * @param steps of Adam for each layer
   * @param batch tokens of a step
   * @param rate of the first step; falls to zero linearly
   */
  public record Settings(int steps, int batch, double rate, long seed) {

    public Settings {
      if (steps < 1 || batch < 1 || !(rate > 0)) {
        throw new TransformerException(
            "%d steps of %d tokens at a rate of %s".formatted(steps, batch, rate));
      }
    }

    public static Settings defaults() {
      return new Settings(500, 256, 1e-3, 0);
    }
  }

  /** Hears of each step. */
  public interface Progress {
    /**
     * @param layer of how many layers
     * @return whether to go on
     */
    boolean step(int layer, int step);
  }

  private final Transformer model;
  private final Settings settings;
  private final List<int[]> train = new ArrayList<>();
  private final List<int[]> held = new ArrayList<>();

  private TunedLensFit(Transformer model, List<int[]> texts, Settings settings) {
    this.model = model;
    this.settings = settings;
    List<int[]> pieces = pieces(texts, Math.min(PIECE, model.architecture().sizes().context()));
    for (int i = 0; i < pieces.size(); i++) {
      (i % HELD_OUT == HELD_OUT - 1 ? held : train).add(pieces.get(i));
    }
    if (held.isEmpty()) {
      throw new TransformerException(
          "too little text to fit a lens on: %d pieces, at least %d, of which one is held out"
              .formatted(pieces.size(), HELD_OUT));
    }
    long numbers = tokens(train) * model.architecture().sizes().width();
    if (numbers > MOST) {
      throw new TransformerException(
          "%d tokens of width %d are more than fits; take a shorter text"
              .formatted(tokens(train), model.architecture().sizes().width()));
    }
  }

  /** Texts cut to at most {@code longest} tokens, and to at least as many pieces as are needed. */
  private static List<int[]> pieces(List<int[]> texts, int longest) {
    long all = tokens(texts);
    int length = (int) Math.max(8, Math.min(longest, all / HELD_OUT));
    List<int[]> pieces = new ArrayList<>();
    for (int[] text : texts) {
      for (int start = 0; start < text.length; start += length) {
        pieces.add(
            java.util.Arrays.copyOfRange(text, start, Math.min(text.length, start + length)));
      }
    }
    return pieces;
  }

  private static long tokens(List<int[]> texts) {
    return texts.stream().mapToLong(text -> text.length).sum();
  }

  /**
   * Fits.
   *
   * @param file where layers are kept as they are done; those in it already stay
   * @throws TransformerException if there is too little text, or too much
   * @throws IOException if the file cannot be written
   */
  public static TunedLens fit(
      Transformer model, List<int[]> texts, Settings settings, Path file, Progress progress)
      throws IOException {
    Architecture.Sizes sizes = model.architecture().sizes();
    if (sizes.outputs() == 0 || model.architecture().output().first()) {
      throw new TransformerException(model.path() + ": a model without logits has no lens");
    }
    TunedLensFit fit = new TunedLensFit(model, texts, settings);
    List<TunedLens.Layer> layers = new ArrayList<>();
    if (Files.exists(file)) layers.addAll(TunedLens.openFitted(file, model).layers());
    try (Transformer.Kept _ = model.keepWeights()) {
      for (int n = layers.size(); n < sizes.layers(); n++) {
        TunedLens.Layer done = fit.layer(n, progress);
        if (done == null) break;
        layers.add(done);
        new TunedLens(layers).write(file);
      }
    }
    if (layers.size() == sizes.layers()) return new TunedLens(layers);
    throw new TransformerException(
        "stopped after %d of %d layers; the same line goes on (%s)"
            .formatted(layers.size(), sizes.layers(), file));
  }

  /** The streams of texts behind {@code layer} blocks and behind all: rows of the width. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Streams(float[] own, float[] last, int rows) {

    static Streams of(Transformer model, List<int[]> texts, int layer) {
      int width = model.architecture().sizes().width();
      int rows = Math.toIntExact(tokens(texts));
      float[] own = new float[Math.multiplyExact(rows, width)];
      float[] last = new float[own.length];
      int at = 0;
      for (int[] text : texts) {
        try (Call call = model.call(Input.Tokens.of(text))) {
          Array x = call.embed();
          for (int n = 0; n < model.architecture().sizes().layers(); n++) {
            if (n == layer) System.arraycopy(x.toFloats(), 0, own, at, text.length * width);
            x = call.block(n, x);
          }
          System.arraycopy(x.toFloats(), 0, last, at, text.length * width);
        }
        at += text.length * width;
      }
      return new Streams(own, last, rows);
    }

    Array rows(float[] of, int[] chosen, int width) {
      float[] out = new float[chosen.length * width];
      for (int i = 0; i < chosen.length; i++) {
        System.arraycopy(of, chosen[i] * width, out, i * width, width);
      }
      return Array.of(out, chosen.length, width);
    }
  }

  private TunedLens.@org.jspecify.annotations.Nullable Layer layer(int n, Progress progress) {
    int width = model.architecture().sizes().width();
    Streams streams = Streams.of(model, train, n);
    Streams unseen = Streams.of(model, held, n);
    SplittableRandom random = new SplittableRandom(settings.seed() + n);
    try (Scope _ = new Scope()) {
      Adam weight = new Adam(Array.zeros(width, width));
      Adam bias = new Adam(Array.zeros(width));
      double before = kl(unseen, weight.value, bias.value, width);
      for (int step = 0; step < settings.steps(); step++) {
        double rate = settings.rate() * (1 - step / (double) settings.steps());
        int[] chosen = random.ints(settings.batch(), 0, streams.rows()).toArray();
        try (Scope _ = new Scope()) {
          Array w = Autograd.leaf(weight.value);
          Array b = Autograd.leaf(bias.value);
          Array loss =
              divergence(
                  streams.rows(streams.own(), chosen, width),
                  streams.rows(streams.last(), chosen, width),
                  w,
                  b);
          Autograd.backward(loss.mean());
          try (Autograd.Off _ = Autograd.off()) {
            weight.step(Autograd.gradient(w).orElseThrow(), rate, step + 1);
            bias.step(Autograd.gradient(b).orElseThrow(), rate, step + 1);
          }
        }
        if (!progress.step(n, step)) return null;
      }
      double after = kl(unseen, weight.value, bias.value, width);
      return new TunedLens.Layer(
          Tensor.ofFloats(n + ".weight", Shape.of(width, width), weight.value.toFloats()),
          Tensor.ofFloats(n + ".bias", Shape.of(width), bias.value.toFloats()),
          before,
          after);
    }
  }

  /** KL of each row: {@code [rows]}. */
  private Array divergence(Array own, Array last, Array w, Array b) {
    Array type = model.unembed(last.unsqueeze(0)).toFloat();
    Array wanted = Functional.logSoftmax(type, -1).detach();
    Array stream = own.add(Functional.linear(own, w, b));
    Array said = Functional.logSoftmax(model.unembed(stream.unsqueeze(0)).toFloat(), -1);
    return wanted.exp().multiply(wanted.subtract(said)).sum(-1);
  }

  private double kl(Streams streams, Array w, Array b, int width) {
    double sum = 0;
    for (int start = 0; start < streams.rows(); start += SHARE) {
      int end = Math.min(streams.rows(), start + SHARE);
      int[] chosen = java.util.stream.IntStream.range(start, end).toArray();
      try (Scope _ = new Scope();
          Autograd.Off _ = Autograd.off()) {
        Array own = streams.rows(streams.own(), chosen, width);
        sum += divergence(own, streams.rows(streams.last(), chosen, width), w, b).sum().item();
      }
    }
    return sum / streams.rows();
  }

  /** Adam (Kingma and Ba 2015) on one array. */
  private static final class Adam {
    private final Array value;
    private final Array first;
    private final Array second;

    Adam(Array value) {
      this.value = value;
      this.first = Array.zeros(value.shape().toArray());
      this.second = Array.zeros(value.shape().toArray());
    }

    void step(Array gradient, double rate, int t) {
      first.set(first.multiply(.9).add(gradient.multiply(.1)));
      second.set(second.multiply(.999).add(gradient.square().multiply(.001)));
      double corrected = 1 - Math.pow(.999, t);
      Array root = Unary.SQUARE_ROOT.of(second.multiply(1 / corrected)).add(1e-8);
      Array change = first.divide(root).multiply(rate / (1 - Math.pow(.9, t)));
      value.set(value.subtract(change));
    }
  }
}
