package dev.sonde.analysis.heatmap;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor as a matrix of cells to look at: the first axis down, all others across (a convolution
 * [out × in × height × width] has one row per output channel); a vector is one row, a scalar one
 * cell. A matrix of more rows or columns than {@link Settings} allow is aggregated in equal blocks,
 * of which both the mean and the value of greatest size are kept: a single large weight is not
 * averaged away.
 *
 * <p>One pass over the bytes, memory for the cells only.
 *
 * <pre>{@code
 * MatrixImage image = MatrixImage.of(checkpoint.tensor("decoder.out.weight"), Settings.defaults());
 * }</pre>
 *
 * @param address the tensor's
 * @param shape the tensor's
 * @param rows of the matrix
 * @param columns of the matrix
 * @param rowsPerCell rows that a cell stands for; the last row of cells may stand for fewer
 * @param columnsPerCell columns that a cell stands for
 * @param mean of each cell's finite values; NaN where there is none
 * @param extreme each cell's finite value of greatest size; NaN where there is none
 * @param limit a size that at least {@link Settings#coverage} of the finite values do not exceed
 * @param beyond how many finite values exceed it
 * @param finite how many values are finite
 * @param nan how many are NaN
 * @param infinite how many are +∞ or −∞
 * @param min smallest finite value; NaN without one
 * @param max largest finite value; NaN without one
 */
public record MatrixImage(
    String address,
    List<Long> shape,
    long rows,
    long columns,
    long rowsPerCell,
    long columnsPerCell,
    Cells mean,
    Cells extreme,
    double limit,
    long beyond,
    long finite,
    long nan,
    long infinite,
    double min,
    double max) {

  public MatrixImage {
    shape = List.copyOf(shape);
  }

  /**
   * Reads the whole tensor once; complex elements as pairs of reals.
   *
   * @throws IllegalArgumentException if the tensor has no elements
   */
  public static MatrixImage of(Tensor tensor, Settings settings) {
    Tensor real = tensor.asReal();
    if (real.count() == 0) {
      throw new IllegalArgumentException(tensor + " has no elements: there is nothing to look at");
    }
    Shape shape = real.shape();
    long rows = shape.rank() < 2 ? 1 : shape.extent(0);
    Aggregation pass = new Aggregation(rows, real.count() / rows, settings);
    pass.read(real);
    double limit = pass.sizes.quantile(settings.coverage());
    long nonFinite = pass.nan + pass.infinite;
    boolean none = nonFinite == real.count();
    return new MatrixImage(
        tensor.address(),
        Arrays.stream(shape.toArray()).boxed().toList(),
        rows,
        real.count() / rows,
        pass.rowsPerCell,
        pass.columnsPerCell,
        pass.means(),
        pass.extremes(),
        limit,
        pass.sizes.beyond(limit),
        real.count() - nonFinite,
        pass.nan,
        pass.infinite,
        none ? Double.NaN : pass.min,
        none ? Double.NaN : pass.max);
  }

  /** Whether a cell stands for more than one value. */
  public boolean aggregated() {
    return rowsPerCell > 1 || columnsPerCell > 1;
  }
}
