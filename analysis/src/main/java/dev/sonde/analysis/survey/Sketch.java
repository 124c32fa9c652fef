package dev.sonde.analysis.survey;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A few hundred values of a file, at places that its architecture alone decides: files of one
 * {@link Fingerprint} show the same places, so their sketches can be compared without the files.
 *
 * <p>How far apart two are is told relative to what unrelated weights would be: per tensor Σ(a−b)²
 * / (Σ(a−ā)² + Σ(b−b̄)²), which is 0 for equal values and 1 on average for independent ones, and
 * over tensors the mean weighted by their sizes. Its root is the {@linkplain #distance distance}.
 *
 * @param parts a stretch of values for each tensor
 */
public record Sketch(List<Part> parts) {

  /** Values of a file, shared by its tensors. */
  private static final int VALUES = 512;

  private static final int LEAST = 2;
  private static final int MOST_TENSORS = VALUES / LEAST;

  /**
   * Values of one tensor.
   *
   * @param count elements of the whole tensor
   * @param matrix whether it has two axes or more: what vectors hold (biases, scales near 1) is
   *     alike in networks that have nothing to do with each other
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Part(long count, boolean matrix, float[] values) {}

  public Sketch {
    parts = List.copyOf(parts);
  }

  /**
   * Reads the places of a file; of more than {@value #MOST_TENSORS} tensors the largest ones. What
   * is not finite reads as 0.
   */
  public static Sketch of(List<Tensor> tensors) {
    List<Tensor> chosen =
        Fingerprint.sorted(tensors).stream()
            .filter(t -> t.count() > 0 && !t.dtype().isComplex())
            .toList();
    if (chosen.size() > MOST_TENSORS) chosen = largest(chosen);
    if (chosen.isEmpty()) return new Sketch(List.of());
    int each = VALUES / chosen.size();
    List<Part> parts = new ArrayList<>();
    for (Tensor tensor : chosen) parts.add(part(tensor, each));
    return new Sketch(parts);
  }

  private static List<Tensor> largest(List<Tensor> tensors) {
    List<Tensor> bySize = new ArrayList<>(tensors);
    bySize.sort(java.util.Comparator.comparingLong(Tensor::count).reversed());
    return Fingerprint.sorted(bySize.subList(0, MOST_TENSORS));
  }

  /** One place drawn out of each of equally long stretches. */
  private static Part part(Tensor tensor, int each) {
    int n = (int) Math.min(each, tensor.count());
    SplittableRandom random = new SplittableRandom(tensor.address().hashCode());
    TensorReader reader = tensor.reader();
    float[] values = new float[n];
    float[] one = new float[1];
    for (int i = 0; i < n; i++) {
      long from = (long) ((double) i / n * tensor.count());
      long to = Math.max(from + 1, (long) ((i + 1.0) / n * tensor.count()));
      reader.floats(Math.min(random.nextLong(from, to), tensor.count() - 1), one, 1);
      values[i] = Float.isFinite(one[0]) ? one[0] : 0;
    }
    return new Part(tensor.count(), tensor.shape().rank() > 1, values);
  }

  /** Whether the other shows the same places. */
  boolean matches(Sketch other) {
    if (parts.size() != other.parts.size()) return false;
    for (int p = 0; p < parts.size(); p++) {
      if (parts.get(p).values.length != other.parts.get(p).values.length) return false;
    }
    return true;
  }

  /** The parts that are compared: matrices, or all of a file that has none. */
  List<Integer> compared() {
    List<Integer> matrices = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) if (parts.get(p).matrix) matrices.add(p);
    if (matrices.isEmpty()) for (int p = 0; p < parts.size(); p++) matrices.add(p);
    return matrices;
  }

  /** How far two tensors are apart, squared: 0 for equal values, 1 for unrelated ones. */
  double squared(Sketch other, int part) {
    float[] a = parts.get(part).values;
    float[] b = other.parts.get(part).values;
    int n = a.length;
    double meanA = 0;
    double meanB = 0;
    double apart = 0;
    for (int i = 0; i < n; i++) {
      meanA += a[i];
      meanB += b[i];
      double d = (double) a[i] - b[i];
      apart += d * d;
    }
    meanA /= n;
    meanB /= n;
    double spread = 0;
    for (int i = 0; i < n; i++) {
      spread += (a[i] - meanA) * (a[i] - meanA) + (b[i] - meanB) * (b[i] - meanB);
    }
    return apart == 0 ? 0 : spread == 0 ? 1 : Math.min(2, apart / spread);
  }

  /**
   * How far two files are apart: 0 for equal weights, about 1 for unrelated ones.
   *
   * @throws IllegalArgumentException if they are of different architectures
   */
  public double distance(Sketch other) {
    if (!matches(other)) throw new IllegalArgumentException("sketches of two architectures");
    double sum = 0;
    double weight = 0;
    for (int p : compared()) {
      sum += parts.get(p).count * squared(other, p);
      weight += parts.get(p).count;
    }
    return weight == 0 ? 0 : Math.sqrt(sum / weight);
  }

  /**
   * How many independent values a distance rests on: fewer than there are if some tensors weigh
   * much more than others.
   */
  double effectiveValues() {
    double weight = 0;
    double squares = 0;
    for (int p : compared()) {
      Part part = parts.get(p);
      weight += part.count;
      squares += (double) part.count * part.count / part.values.length;
    }
    return squares == 0 ? 0 : weight * weight / squares;
  }

  /** As text, for a table; {@link #parse} reads it. */
  public String text() {
    int bytes = parts.stream().mapToInt(p -> 13 + 4 * p.values.length).sum();
    ByteBuffer all = ByteBuffer.allocate(bytes);
    for (Part part : parts) {
      all.putInt(part.values.length).putLong(part.count).put((byte) (part.matrix ? 1 : 0));
      for (float value : part.values) all.putFloat(value);
    }
    return Base64.getEncoder().encodeToString(all.array());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Sketch parse(String text) {
    ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    List<Part> parts = new ArrayList<>();
    try {
      while (all.hasRemaining()) {
        int n = all.getInt();
        long count = all.getLong();
        boolean matrix = all.get() == 1;
        if (n < 0 || n > VALUES) throw new IllegalArgumentException("a part of " + n + " values");
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = all.getFloat();
        parts.add(new Part(count, matrix, values));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a sketch that ends early", e);
    }
    return new Sketch(parts);
  }
}
