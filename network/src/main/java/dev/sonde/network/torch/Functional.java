package dev.sonde.network.torch;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** The functions of the layers, with PyTorch's definitions and axis orders. */
public final class Functional {

  /** Mean over the elements, as libtorch numbers its reductions. */
  private static final int MEAN = 1;

  private static final long NO_INDEX = -100;

  private Functional() {}

  /**
   * {@code x·wᵀ + b} for {@code x [… × in]}, {@code w [out × in]}, {@code b [out]}. A single row
   * goes through a matrix–vector product, which reads the weights once and is seven times faster.
   */
  public static Array linear(Array x, Array w, @Nullable Array b) {
    Array[] shapes = b == null ? new Array[] {x, w} : new Array[] {x, w, b};
    long in = w.extent(1);
    if (x.count() != in || x.extent(-1) != in) {
      return Array.op("linear", () -> torch.linear(x.tensor(), w.tensor(), optional(b)), shapes);
    }
    long[] out = x.shape().toArray();
    out[out.length - 1] = w.extent(0);
    Tensor row = x.tensor().view(in);
    return Array.op(
        "linear",
        () ->
            (b == null ? torch.mv(w.tensor(), row) : torch.addmv(b.tensor(), w.tensor(), row))
                .view(out),
        shapes);
  }

  /** Rows of {@code table [symbols × width]} for {@code indices}, along a new last axis. */
  public static Array embedding(Array table, Array indices) {
    return Array.op(
        "embedding", () -> torch.embedding(table.tensor(), indices.tensor()), table, indices);
  }

  /** Float 0 and 1: one column per class, along a new last axis. */
  public static Array oneHot(Array indices, int classes) {
    return Array.op(
        "oneHot", () -> torch.one_hot(indices.tensor(), classes).to(ScalarType.Float), indices);
  }

  /** {@code x [batch × in × height × width]}, {@code w [out × in/groups × kh × kw]}. */
  public static Array conv2d(
      Array x, Array w, @Nullable Array b, long stride, long padding, long dilation, long groups) {
    return Array.op(
        "conv2d",
        () ->
            torch.conv2d(
                x.tensor(),
                w.tensor(),
                optional(b),
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {dilation, dilation},
                groups),
        x,
        w);
  }

  public static Array maxPool2d(Array x, long size, long stride) {
    return Array.op(
        "maxPool2d",
        () ->
            torch.max_pool2d(
                x.tensor(),
                new long[] {size, size},
                new long[] {stride, stride},
                new long[] {0, 0},
                new long[] {1, 1},
                false),
        x);
  }

  public static Array averagePool2d(Array x, long size, long stride) {
    return Array.op(
        "averagePool2d",
        () ->
            torch.avg_pool2d(
                x.tensor(),
                new long[] {size, size},
                new long[] {stride, stride},
                new long[] {0, 0},
                false,
                true,
                new LongOptional()),
        x);
  }

  /**
   * Normalises each channel (axis 1). In training the running mean and variance, if given, are
   * updated in place.
   */
  public static Array batchNorm(
      Array x,
      Array scale,
      Array shift,
      @Nullable Array mean,
      @Nullable Array variance,
      boolean training,
      double momentum,
      double epsilon) {
    return Array.op(
        "batchNorm",
        () ->
            torch.batch_norm(
                x.tensor(),
                optional(scale),
                optional(shift),
                optional(mean),
                optional(variance),
                training,
                momentum,
                epsilon,
                false),
        x,
        scale);
  }

  /**
   * Normalises each example's groups of channels; as many groups as channels is instance
   * normalisation.
   */
  public static Array groupNorm(Array x, long groups, Array scale, Array shift, double epsilon) {
    return Array.op(
        "groupNorm",
        () ->
            torch.group_norm(x.tensor(), groups, optional(scale), optional(shift), epsilon, false),
        x,
        scale);
  }

  /** Normalises each row of the last axis. */
  public static Array layerNorm(Array x, Array scale, Array shift, double epsilon) {
    return Array.op(
        "layerNorm",
        () ->
            torch.layer_norm(
                x.tensor(),
                new long[] {scale.count()},
                optional(scale),
                optional(shift),
                epsilon,
                false),
        x,
        scale);
  }

  public static Array softmax(Array x, int axis) {
    return Array.op("softmax", () -> torch.softmax(x.tensor(), axis, new ScalarTypeOptional()), x);
  }

  public static Array logSoftmax(Array x, int axis) {
    return Array.op(
        "logSoftmax", () -> torch.log_softmax(x.tensor(), axis, new ScalarTypeOptional()), x);
  }

  /**
   * {@code softmax(scale·q·kᵀ + mask)·v} in one kernel that never holds the whole pattern.
   *
   * @param q {@code [rows × heads × queries × width]}; {@code k}, {@code v} the same with keys
   * @param mask added to the scores, broadcast over them; or null
   * @param causal whether query i sees keys up to i; then there is no mask
   */
  public static Array attention(
      Array q, Array k, Array v, @Nullable Array mask, boolean causal, double scale) {
    return Array.op(
        "attention",
        () ->
            torch.scaled_dot_product_attention(
                q.tensor(),
                k.tensor(),
                v.tensor(),
                optional(mask),
                0.0,
                causal,
                new DoubleOptional(scale),
                false),
        q,
        k,
        v);
  }

  /** Mean over rows of −log softmax(logits)[class]: {@code logits [rows × classes]}. */
  public static Array crossEntropy(Array logits, Array classes) {
    return Array.op(
        "crossEntropy",
        () ->
            torch.cross_entropy_loss(
                logits.tensor(), classes.tensor(), new TensorOptional(), MEAN, NO_INDEX, 0.0),
        logits,
        classes);
  }

  /** −log probability of the class, mean over rows: {@code logProbabilities [rows × classes]}. */
  public static Array negativeLogLikelihood(Array logProbabilities, Array classes) {
    return Array.op(
        "negativeLogLikelihood",
        () ->
            torch.nll_loss(
                logProbabilities.tensor(), classes.tensor(), new TensorOptional(), MEAN, NO_INDEX),
        logProbabilities,
        classes);
  }

  /** Mean squared difference. */
  public static Array meanSquaredError(Array found, Array wanted) {
    return Array.op(
        "meanSquaredError",
        () -> torch.mse_loss(found.tensor(), wanted.tensor(), MEAN),
        found,
        wanted);
  }

  /** One product per item of the batch: {@code [n × a × b] · [n × b × c]}. */
  public static Array batchedProduct(Array left, Array right) {
    return Array.op("batchedProduct", () -> torch.bmm(left.tensor(), right.tensor()), left, right);
  }

  /** {@code [n × a × b] · [n × b × c] + bias}, with broadcasting of the bias. */
  public static Array batchedProduct(Array left, Array right, Array bias) {
    return Array.op(
        "batchedProduct",
        () -> torch.baddbmm(bias.tensor(), left.tensor(), right.tensor()),
        left,
        right,
        bias);
  }

  /** The eigenvalues of a square matrix: {@code [n × 2]}, real and imaginary parts. */
  public static Array eigenvalues(Array matrix) {
    return Array.op(
        "eigenvalues", () -> torch.view_as_real(torch.linalg_eigvals(matrix.tensor())), matrix);
  }

  /** The singular values of a matrix, the greatest first. */
  public static Array singularValues(Array matrix) {
    return Array.op("singularValues", () -> torch.linalg_svdvals(matrix.tensor()), matrix);
  }

  public static Array concatenate(int axis, Array... arrays) {
    return Array.op("concatenate", () -> torch.cat(vector(List.of(arrays)), axis), arrays);
  }

  public static Array stack(int axis, List<Array> arrays) {
    return Array.op("stack", () -> torch.stack(vector(arrays), axis), arrays.toArray(new Array[0]));
  }

  static TensorOptional optional(@Nullable Array array) {
    return array == null ? new TensorOptional() : new TensorOptional(array.tensor());
  }

  static TensorVector vector(List<Array> arrays) {
    Tensor[] tensors = new Tensor[arrays.size()];
    for (int i = 0; i < tensors.length; i++) tensors[i] = arrays.get(i).tensor();
    return new TensorVector(tensors);
  }

  /** The parts stay inside the native vector, which lives as long as the scope. */
  static Array[] split(String name, Supplier<TensorVector> call, Array input) {
    try {
      TensorVector parts = call.get();
      Array[] arrays = new Array[(int) parts.size()];
      for (int i = 0; i < arrays.length; i++) arrays[i] = new Array(parts.get(i));
      return arrays;
    } catch (RuntimeException e) {
      throw Array.refused(name, new Array[] {input}, e);
    }
  }
}
