package dev.sonde.network.program;

import dev.sonde.network.torch.Schema;
import dev.sonde.network.torch.Value;
import java.util.List;

/**
 * Bounds from above what a call makes, from its arguments, before it is made. Most operators give
 * no more than their arrays broadcast against each other; those that can give more are listed. What
 * is not counted: scratch memory within an operator, and views, which take none.
 */
final class Sizes {

  /** Of the widest type. */
  private static final int BYTES = 8;

  private Sizes() {}

  /** Bytes that a call may make, at most; huge where that is not to be said. */
  static double bytes(Schema schema, List<Value> arguments) {
    return BYTES * elements(schema, arguments);
  }

  private static double elements(Schema schema, List<Value> arguments) {
    String name = schema.name().substring(schema.name().indexOf(':') + 2);
    boolean inPlace = name.endsWith("_") && !name.endsWith("__");
    if (!inPlace
        && schema.views()
        && !name.equals("reshape")
        && !name.equals("contiguous")
        && !name.equals("to")) {
      return 0;
    }
    CallArguments of = new CallArguments(schema, arguments);
    SizeRules rules = new SizeRules(of);
    if (inPlace) return rules.broadcast();
    return switch (name) {
      case "zeros", "ones", "full", "empty", "rand", "randn", "new_zeros", "new_ones", "new_full" ->
          CallArguments.product(of.wholes("size"));
      case "new_empty", "randint", "empty_permuted", "normal", "_sample_dirichlet" ->
          Math.max(CallArguments.product(of.wholes("size")), rules.broadcast());
      case "arange", "range" -> rules.range();
      case "linspace", "logspace" -> of.whole("steps", 1);
      case "eye" -> of.whole("n", 1) * of.whole("m", of.whole("n", 1));
      case "randperm" -> of.whole("n", 1);
      case "tril_indices", "triu_indices" -> 2 * of.whole("row", 1) * of.whole("col", 1);
      case "bartlett_window", "blackman_window", "hamming_window", "hann_window", "kaiser_window" ->
          of.whole("window_length", 1);
      case "repeat" -> of.first() * CallArguments.product(of.wholes("repeats"));
      case "tile" -> of.first() * CallArguments.product(of.wholes("dims"));
      case "repeat_interleave" -> rules.repeated();
      case "expand_copy" -> CallArguments.product(of.wholes("size"));
      case "pad", "constant_pad_nd", "reflection_pad1d", "reflection_pad2d", "reflection_pad3d" ->
          rules.padded();
      case "replication_pad1d", "replication_pad2d", "replication_pad3d" -> rules.padded();
      case "one_hot" -> of.first() * Math.max(of.whole("num_classes", 0), rules.greatest() + 1);
      case "bincount" -> Math.max(of.whole("minlength", 0), rules.greatest() + 1);
      case "histc" -> of.whole("bins", 100);
      case "histogram" -> 2 * of.whole("bins", 100) + of.first();
      case "vander" -> of.first() * Math.max(1, of.whole("N", of.first()));
      case "multinomial" -> of.first() * of.whole("num_samples", 1);
      case "nonzero", "argwhere", "nonzero_numpy" -> of.first() * of.rank(0);
      case "nonzero_static" -> of.whole("size", 1) * of.rank(0);
      case "diag_embed", "diagflat", "diag" ->
          of.first()
              * (of.first() + Math.abs(of.whole("offset", 0)) + Math.abs(of.whole("diagonal", 0)));
      case "embedding", "embedding_bag" -> of.numel(1) * of.width(0);
      case "gather", "take", "take_along_dim" -> of.all(1);
      case "index", "_unsafe_index" -> rules.indexed();
      case "index_select" -> of.numel(1) * of.first() / Math.max(1, rules.selected());
      case "cat", "concat", "concatenate", "stack", "hstack", "vstack", "dstack", "column_stack" ->
          of.sum();
      case "row_stack", "_stack", "_chunk_cat" -> of.sum();
      case "block_diag" -> of.sum() * of.sum();
      case "cartesian_prod" -> of.all() * of.arrays().size();
      case "combinations" -> Math.pow(of.first(), of.whole("r", 2)) * of.whole("r", 2);
      case "outer", "ger", "kron" -> of.all();
      case "addr" -> Math.max(of.all(1), of.first());
      case "einsum" -> rules.einstein().results();
      case "tensordot" ->
          of.all()
              / CallArguments.product(of.extents("dims_self", 0))
              / CallArguments.product(of.extents("dims_other", 1));
      case "cdist", "_cdist_forward", "_euclidean_dist" -> rules.matrices(0, 1, true);
      case "bilinear" -> of.rows(0) * of.array(2).map(w -> (double) w.extent(0)).orElse(1.0);
      case "_trilinear" -> of.all();
      case "inner" -> of.rows(0) * of.rows(1);
      case "chain_matmul", "linalg_multi_dot" -> rules.chained();
      case "cov", "corrcoef", "pdist", "_pdist_forward" -> Math.pow(of.rows(0) + 1, 2);
      case "linalg_vander" -> of.first() * Math.max(1, of.whole("N", of.width(0)));
      case "matmul", "linalg_matmul", "mm", "bmm" -> rules.matrices(0, 1, false);
      case "addmm", "baddbmm", "addbmm" -> Math.max(rules.matrices(1, 2, false), of.first());
      case "linear" -> rules.matrices(0, 1, true);
      case "scaled_dot_product_attention", "_scaled_dot_product_attention_math" ->
          rules.matrices(0, 1, true) + of.first();
      case "conv1d", "conv2d", "conv3d", "convolution", "_convolution", "_convolution_mode" ->
          rules.convolution(0, 1);
      case "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "conv_depthwise3d" ->
          rules.convolution(0, 1);
      case "conv_tbc" -> of.all();
      case "lstm", "gru", "rnn_tanh", "rnn_relu" -> rules.recurrent();
      case "affine_grid_generator" -> CallArguments.product(of.wholes("size"));
      case "grid_sampler", "grid_sampler_2d", "grid_sampler_3d" ->
          of.rows(1)
              * of.array(0).filter(x -> x.rank() > 1).map(x -> (double) x.extent(1)).orElse(1.0);
      case "max_unpool2d", "max_unpool3d", "adaptive_avg_pool1d", "adaptive_avg_pool2d" ->
          rules.sized();
      case "adaptive_avg_pool3d", "_adaptive_avg_pool2d", "_adaptive_avg_pool3d" -> rules.sized();
      case "adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d", "col2im" ->
          rules.sized();
      case "im2col" -> of.first() * CallArguments.product(of.wholes("kernel_size"));
      case "unfold_copy" -> of.first() * of.whole("size", 1);
      case "stft", "istft" -> of.first() * of.whole("n_fft", 1);
      case "pad_sequence" -> of.arrays().size() * of.sum();
      case "avg_pool1d", "avg_pool2d", "avg_pool3d" -> rules.pooled();
      case "max_pool1d", "max_pool2d", "max_pool3d", "max_pool1d_with_indices" -> rules.pooled();
      case "max_pool2d_with_indices", "max_pool3d_with_indices" -> rules.pooled();
      case "as_strided_copy" -> CallArguments.product(of.wholes("size"));
      case "searchsorted", "bucketize", "isin" -> of.first() + of.all(1);
      default -> {
        if (name.contains("upsample")) yield rules.sized();
        if (name.startsWith("fft_") || name.startsWith("_fft")) yield rules.transformed();
        yield rules.broadcast();
      }
    };
  }
}
