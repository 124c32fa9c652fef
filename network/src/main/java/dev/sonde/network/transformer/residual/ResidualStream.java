package dev.sonde.network.transformer.residual;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Call;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What the residual stream holds after each block, over texts.
 *
 * @param layers row 0 is the embedding, row n what block n − 1 leaves
 */
public record ResidualStream(List<Layer> layers) {

  public ResidualStream {
    layers = List.copyOf(layers);
  }

  /**
   * @param norm mean Euclidean length over positions
   * @param cosine mean cosine with the layer before, 1 for the first
   * @param effectiveRank exponential of the entropy of the squared singular values, of all
   *     positions' vectors about their mean (Roy and Vetterli 2007)
   * @param outliers the dimensions with the greatest root mean square, in order
   * @param massive activations above {@link Settings#massive()} and a thousand times the median
   */
  public record Layer(
      int layer,
      double norm,
      double cosine,
      double effectiveRank,
      List<Outlier> outliers,
      List<Massive> massive) {
    public Layer {
      outliers = List.copyOf(outliers);
      massive = List.copyOf(massive);
    }
  }

  /**
   * @param times its root mean square over that of the whole stream
   */
  public record Outlier(int dimension, double rootMeanSquare, double times) {}

  /** One activation, by text, position and dimension. */
  public record Massive(int text, int position, int dimension, double value) {}

  /**
   * @param outliers how many dimensions are told
   * @param massive the least |a| of a massive activation (Sun et al. 2024: 100)
   */
  public record Settings(int outliers, double massive) {

    private static final int MOST_MASSIVE = 1000;

    public static Settings defaults() {
      return new Settings(5, 100);
    }
  }

  /**
   * Measures.
   *
   * @throws TransformerException if there is no text
   */
  public static ResidualStream of(Transformer model, List<int[]> texts, Settings settings) {
    if (texts.isEmpty()) throw new TransformerException("no text to read");
    Architecture.Sizes sizes = model.architecture().sizes();
    List<List<float[]>> streams = new ArrayList<>();
    for (int n = 0; n <= sizes.layers(); n++) streams.add(new ArrayList<>());
    for (int[] text : texts) {
      try (Call call = model.call(Input.Tokens.of(text))) {
        Array x = call.embed();
        streams.getFirst().add(x.toFloats());
        for (int n = 0; n < sizes.layers(); n++) {
          Array next = call.block(n, x);
          x.close();
          x = next;
          streams.get(n + 1).add(x.toFloats());
        }
      }
    }
    List<Layer> layers = new ArrayList<>();
    for (int n = 0; n <= sizes.layers(); n++) {
      List<float[]> before = n == 0 ? streams.getFirst() : streams.get(n - 1);
      layers.add(layer(n, streams.get(n), before, sizes.width(), settings));
    }
    return new ResidualStream(layers);
  }

  private static Layer layer(
      int n, List<float[]> texts, List<float[]> before, int width, Settings settings) {
    double norms = 0;
    double cosines = 0;
    int rows = 0;
    double[] squares = new double[width];
    for (int text = 0; text < texts.size(); text++) {
      float[] x = texts.get(text);
      float[] y = before.get(text);
      for (int start = 0; start < x.length; start += width, rows++) {
        double own = 0;
        double other = 0;
        double product = 0;
        for (int i = 0; i < width; i++) {
          double a = x[start + i];
          double b = y[start + i];
          own += a * a;
          other += b * b;
          product += a * b;
          squares[i] += a * a;
        }
        norms += Math.sqrt(own);
        cosines += product == 0 ? 0 : product / Math.sqrt(own * other);
      }
    }
    return new Layer(
        n,
        norms / rows,
        cosines / rows,
        effectiveRank(texts, width, rows),
        outliers(squares, rows, settings.outliers()),
        massive(texts, width, settings));
  }

  private static double effectiveRank(List<float[]> texts, int width, int rows) {
    float[] all = new float[Math.multiplyExact(rows, width)];
    int at = 0;
    for (float[] x : texts) {
      System.arraycopy(x, 0, all, at, x.length);
      at += x.length;
    }
    for (int i = 0; i < width; i++) {
      double mean = 0;
      for (int row = 0; row < rows; row++) mean += all[row * width + i] / (double) rows;
      for (int row = 0; row < rows; row++) all[row * width + i] -= (float) mean;
    }
    try (Scope _ = new Scope()) {
      float[] values = Functional.singularValues(Array.of(all, rows, width)).toFloats();
      double sum = 0;
      for (float v : values) sum += (double) v * v;
      if (sum == 0) return 0;
      double entropy = 0;
      for (float v : values) {
        double p = (double) v * v / sum;
        if (p > 0) entropy -= p * Math.log(p);
      }
      return Math.exp(entropy);
    }
  }

  private static List<Outlier> outliers(double[] squares, int rows, int most) {
    double whole = Math.sqrt(Arrays.stream(squares).sum() / ((double) rows * squares.length));
    List<Outlier> all = new ArrayList<>();
    for (int i = 0; i < squares.length; i++) {
      double rms = Math.sqrt(squares[i] / rows);
      all.add(new Outlier(i, rms, whole == 0 ? 0 : rms / whole));
    }
    all.sort(Comparator.comparingDouble(Outlier::rootMeanSquare).reversed());
    return all.subList(0, Math.min(most, all.size()));
  }

  private static List<Massive> massive(List<float[]> texts, int width, Settings settings) {
    List<Massive> found = new ArrayList<>();
    for (int text = 0; text < texts.size(); text++) {
      float[] x = texts.get(text);
      float[] sizes = new float[x.length];
      for (int i = 0; i < x.length; i++) sizes[i] = Math.abs(x[i]);
      float[] sorted = sizes.clone();
      Arrays.sort(sorted);
      double least = Math.max(settings.massive(), 1000.0 * sorted[sorted.length / 2]);
      for (int i = 0; i < x.length && found.size() < Settings.MOST_MASSIVE; i++) {
        if (sizes[i] > least) found.add(new Massive(text, i / width, i % width, x[i]));
      }
    }
    return found;
  }
}
