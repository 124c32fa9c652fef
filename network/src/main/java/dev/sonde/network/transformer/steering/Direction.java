package dev.sonde.network.transformer.steering;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Shift;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A vector at a site of the residual stream.
 *
 * <pre>{@code
 * Direction happy = Direction.between(model, "blocks.2.resid_post", happyTexts, sadTexts, Over.ALL);
 * Generation.of(model, ids, settings, id -> true, happy.added(4));
 * }</pre>
 *
 * @param site one site, without a pattern
 * @param vector its numbers
 * @param typical the mean length of what stands at the site
 * @param separated share of the texts that lie on their own side of the middle, each judged by the
 *     direction of all others: half by chance; NaN for a vector that was given, or where a side has
 *     a single text
 */
public record Direction(String site, List<Double> vector, double typical, double separated) {

  public Direction {
    vector = List.copyOf(vector);
  }

  /** Which tokens stand for a text. */
  public enum Over {
    /** The mean over all of them. */
    ALL,
    /** The last one. */
    LAST
  }

  /** Its Euclidean length. */
  public double length() {
    double squares = 0;
    for (double x : vector) squares += x * x;
    return Math.sqrt(squares);
  }

  /** What adds it, so many times, at every position. */
  public Shift added(double times) {
    float[] values = new float[vector.size()];
    for (int i = 0; i < values.length; i++) values[i] = (float) (times * vector.get(i));
    return Shift.of(site, Tensor.ofFloats("direction", Shape.of(values.length), values));
  }

  /** A random direction of the same length, the control. */
  public Direction random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Double> draws = new ArrayList<>();
    double squares = 0;
    for (int i = 0; i < vector.size(); i++) {
      double draw = random.nextGaussian();
      draws.add(draw);
      squares += draw * draw;
    }
    double factor = length() / Math.sqrt(squares);
    return new Direction(site, draws.stream().map(x -> x * factor).toList(), typical, Double.NaN);
  }

  /**
   * The mean at a site over some texts less that over others.
   *
   * @throws TransformerException if one side has no text, the means are the same, or what stands at
   *     the site is no vector per position
   */
  public static Direction between(
      Transformer model, String site, List<int[]> towards, List<int[]> away, Over over) {
    List<double[]> to = rows(model, site, towards, over);
    List<double[]> from = rows(model, site, away, over);
    double[] first = mean(to);
    double[] second = mean(from);
    List<Double> vector = new ArrayList<>();
    for (int i = 0; i < first.length; i++) vector.add(first[i] - second[i]);
    List<double[]> all = new ArrayList<>(to);
    all.addAll(from);
    Direction found = new Direction(site, vector, meanLength(all), separated(to, from));
    if (found.length() == 0) {
      throw new TransformerException(
          "the two sets of texts have the same mean at '" + site + "': there is no direction");
    }
    return found;
  }

  /**
   * A given vector.
   *
   * @param texts on which the site's typical length is measured
   */
  public static Direction of(Transformer model, String site, float[] vector, List<int[]> texts) {
    List<double[]> rows = rows(model, site, texts, Over.LAST);
    if (rows.getFirst().length != vector.length) {
      throw new TransformerException(
          "the vector has %d numbers, site '%s' %d"
              .formatted(vector.length, site, rows.getFirst().length));
    }
    List<Double> values = new ArrayList<>();
    for (float x : vector) values.add((double) x);
    return new Direction(site, values, meanLength(rows), Double.NaN);
  }

  private static List<double[]> rows(Transformer model, String site, List<int[]> texts, Over over) {
    if (texts.isEmpty()) throw new TransformerException("no text to take a mean over");
    List<double[]> rows = new ArrayList<>();
    for (int[] text : texts) {
      Capture seen = model.run(Input.Tokens.of(text), Tap.valuesAt(site));
      Tensor values = seen.values(site);
      if (values.shape().rank() != 3) {
        throw new TransformerException(
            "site '%s' holds %s, not a vector per position; take blocks.N.resid_post or the like"
                .formatted(site, values.shape()));
      }
      float[] all = values.toFloats();
      int width = (int) values.shape().extent(2);
      double[] row = new double[width];
      int start = over == Over.LAST ? all.length - width : 0;
      double count = (all.length - start) / (double) width;
      for (int i = start; i < all.length; i++) row[i % width] += all[i] / count;
      rows.add(row);
    }
    return rows;
  }

  private static double[] mean(List<double[]> rows) {
    double[] mean = new double[rows.getFirst().length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) mean[i] += row[i] / rows.size();
    }
    return mean;
  }

  private static double meanLength(List<double[]> rows) {
    double sum = 0;
    for (double[] row : rows) {
      double squares = 0;
      for (double x : row) squares += x * x;
      sum += Math.sqrt(squares);
    }
    return sum / rows.size();
  }

  private static double separated(List<double[]> to, List<double[]> from) {
    if (to.size() < 2 || from.size() < 2) return Double.NaN;
    int right = 0;
    for (int i = 0; i < to.size(); i++) {
      if (side(to.get(i), without(to, i), from) > 0) right++;
    }
    for (int i = 0; i < from.size(); i++) {
      if (side(from.get(i), to, without(from, i)) < 0) right++;
    }
    return right / (double) (to.size() + from.size());
  }

  private static List<double[]> without(List<double[]> rows, int left) {
    List<double[]> others = new ArrayList<>(rows);
    others.remove(left);
    return others;
  }

  /** Above 0 if it lies nearer to the mean of the first. */
  private static double side(double[] row, List<double[]> to, List<double[]> from) {
    double[] first = mean(to);
    double[] second = mean(from);
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += (row[i] - (first[i] + second[i]) / 2) * (first[i] - second[i]);
    }
    return sum;
  }
}
