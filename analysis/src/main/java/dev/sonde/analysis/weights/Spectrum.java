package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Scan;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the singular values σ of a weight matrix W tell. A tensor of more than two axes is unfolded
 * to a matrix first, see {@link Unfold}.
 *
 * @param name the tensor's address
 * @param rows of the matrix
 * @param columns of the matrix
 * @param spectralNorm the largest σ
 * @param frobeniusNorm √Σσ²
 * @param stableRank Σσ² / σ₁²
 * @param effectiveRank exp of the entropy of σ/Σσ (Roy and Vetterli, "The effective rank", 2007)
 * @param rank how many σ are above {@code rankTolerance}
 * @param rankTolerance σ₁ · max(rows, columns) · ε, NumPy's and MATLAB's choice; ε is that of
 *     double for float64 and integers of more than 16 bits, else that of float
 * @param condition σ₁ / the least σ; ∞ if that is 0
 * @param logNorm log10 Σσ²
 * @param logSpectralNorm log10 σ₁²
 * @param powerLaw of the eigenvalues σ² of WᵀW that are above the tolerance; null if they are too
 *     few, or no doubles
 * @param singularValues σ, descending
 */
public record Spectrum(
    String name,
    long rows,
    long columns,
    double spectralNorm,
    double frobeniusNorm,
    double stableRank,
    double effectiveRank,
    int rank,
    double rankTolerance,
    double condition,
    double logNorm,
    double logSpectralNorm,
    @Nullable PowerLaw powerLaw,
    List<Double> singularValues) {

  public Spectrum {
    singularValues = List.copyOf(singularValues);
  }

  /** How a tensor of more than two axes becomes a matrix. */
  public enum Unfold {
    /** First axis × the rest: convolution kernels [out, in, height, width] of PyTorch, ONNX. */
    FIRST,
    /** The rest × last axis: kernels [height, width, in, out] of Keras. */
    LAST
  }

  /**
   * @param samples synthetic samples for {@link PowerLaw#p}; 0 for none
   * @param seed of the samples
   * @param largestSide the shorter side up to which matrices are decomposed: time grows with its
   *     third power, one second at 1,000
   */
  public record Settings(Unfold unfold, int samples, long seed, int largestSide) {
    public Settings {
      if (samples < 0) throw new IllegalArgumentException(samples + " samples");
      if (largestSide < 1) throw new IllegalArgumentException("sides up to " + largestSide);
    }

    /** First axis × the rest, no samples, sides up to 4,096. */
    public static Settings defaults() {
      return new Settings(Unfold.FIRST, 0, 1, 4096);
    }

    /** The same with another unfolding. */
    public Settings unfold(Unfold other) {
      return new Settings(other, samples, seed, largestSide);
    }

    /** The same with synthetic samples for {@link PowerLaw#p}. */
    public Settings samples(int number, long from) {
      return new Settings(unfold, number, from, largestSide);
    }
  }

  /**
   * Whether there is a spectrum to speak of: at least two axes, finite values, a side that is not
   * too large.
   *
   * @return why not, or null
   */
  public static @Nullable String obstacle(Tensor tensor, Settings settings) {
    if (tensor.dtype().isComplex()) return "complex values are not supported";
    if (tensor.shape().rank() < 2) return "not a matrix";
    if (tensor.count() == 0) return "empty";
    Shape matrix = unfolded(tensor.shape(), settings.unfold);
    long side = Math.min(matrix.extent(0), matrix.extent(1));
    if (side > settings.largestSide) {
      return "the shorter side is " + side + ", beyond " + settings.largestSide;
    }
    Scan scan = Scan.of(tensor, Scan.Settings.defaults()).withoutCells();
    long bad = scan.nan() + scan.infinite();
    return bad > 0 ? bad + " values are NaN or infinite" : null;
  }

  /**
   * The spectrum of a tensor.
   *
   * @throws IllegalArgumentException if there is an {@link #obstacle}
   */
  public static Spectrum of(Tensor tensor, Settings settings) {
    String obstacle = obstacle(tensor, settings);
    if (obstacle != null) throw new IllegalArgumentException(tensor + ": " + obstacle);
    Tensor matrix = matrix(tensor, settings.unfold);
    double[] sigma = SingularValues.of(matrix);
    return of(tensor, matrix.shape(), sigma, settings);
  }

  private static Spectrum of(Tensor tensor, Shape shape, double[] sigma, Settings settings) {
    double largest = sigma[0];
    double least = sigma[sigma.length - 1];
    double epsilon = isDouble(tensor.dtype()) ? Math.ulp(1.0) : Math.ulp(1f);
    double tolerance = largest * Math.max(shape.extent(0), shape.extent(1)) * epsilon;
    double squares = 0; // relative to the largest, which a square could take out of range
    double sum = 0;
    for (double s : sigma) {
      squares += largest == 0 ? 0 : (s / largest) * (s / largest);
      sum += s;
    }
    double entropy = 0;
    for (double s : sigma) if (s > 0) entropy -= s / sum * Math.log(s / sum);
    boolean squared = largest < 1e150 && (largest > 1e-140 || largest == 0);
    double[] eigenvalues =
        Arrays.stream(sigma).filter(s -> s > tolerance).map(s -> s * s).sorted().toArray();
    return new Spectrum(
        tensor.address(),
        shape.extent(0),
        shape.extent(1),
        largest,
        largest * Math.sqrt(squares),
        largest == 0 ? 0 : squares,
        largest == 0 ? 0 : Math.exp(entropy),
        eigenvalues.length,
        tolerance,
        largest / least,
        2 * Math.log10(largest) + Math.log10(squares),
        2 * Math.log10(largest),
        squared ? PowerLaw.of(eigenvalues, settings.samples, settings.seed) : null,
        Arrays.stream(sigma).boxed().toList());
  }

  private static boolean isDouble(DType dtype) {
    return !dtype.fitsFloat();
  }

  private static Shape unfolded(Shape shape, Unfold unfold) {
    int axis = unfold == Unfold.FIRST ? 0 : shape.rank() - 1;
    long side = shape.extent(axis);
    long rest = shape.count() / Math.max(side, 1);
    return unfold == Unfold.FIRST ? Shape.of(side, rest) : Shape.of(rest, side);
  }

  private static Tensor matrix(Tensor tensor, Unfold unfold) {
    if (tensor.shape().rank() == 2) return tensor;
    Tensor whole =
        tensor.isContiguous()
            ? tensor
            : Tensor.ofDoubles(tensor.address(), tensor.shape(), tensor.toDoubles());
    return whole.reshape(unfolded(tensor.shape(), unfold));
  }
}
