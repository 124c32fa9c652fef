package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Schema;
import dev.sonde.network.torch.Value;
import dev.sonde.network.work.WorkBudget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts from above what a call computes, from its arguments, before it is made: the numbers that
 * it reads and the products that it sums. What it writes is counted when it is there.
 */
final class WorkRules {

  /** Operators that read of what they are given only as much as they give. */
  private static final Set<String> PICKING =
      Set.of(
          "embedding",
          "embedding_bag",
          "gather",
          "index",
          "index_select",
          "_unsafe_index",
          "take",
          "take_along_dim",
          "item",
          "_local_scalar_dense",
          "size",
          "sym_size",
          "numel",
          "sym_numel",
          "is_floating_point",
          "zeros_like",
          "ones_like",
          "empty_like");

  /** Steps for each element of a matrix and each of its columns, in decompositions. */
  private static final int DECOMPOSING = 32;

  /** Multiplications that sorting a number takes the time of. */
  private static final int SORTING = 32 * 64;

  private WorkRules() {}

  static void charge(WorkBudget work, Schema schema, List<Value> arguments) {
    String name = schema.name().substring(schema.name().indexOf(':') + 2);
    CallArguments of = new CallArguments(schema, arguments);
    if (of.arrays().isEmpty() || (schema.views() && !schema.writes())) return;
    double products = products(name, of, new SizeRules(of));
    if (products > 0) {
      work.multiply(products, of.arrays().getFirst().isReal());
    } else if (!PICKING.contains(name)) {
      work.charge(of.sum());
    }
  }

  /** Counts what a call wrote; what shares the memory of an argument was not. */
  static void chargeWritten(WorkBudget work, List<Value> arguments, List<Value> results) {
    Set<Long> given = new HashSet<>();
    for (Array array : arrays(arguments)) given.add(array.memory());
    for (Array array : arrays(results)) {
      if (!given.contains(array.memory())) work.charge((double) array.count());
    }
  }

  private static List<Array> arrays(List<Value> values) {
    List<Array> arrays = new ArrayList<>();
    values.forEach(value -> CallArguments.collect(value, arrays));
    return arrays;
  }

  /** Multiplications of products, convolutions and the like; 0 for operators that are none. */
  private static double products(String name, CallArguments of, SizeRules rules) {
    return switch (name) {
      case "matmul", "linalg_matmul", "mm", "bmm", "mv", "inner" ->
          rules.matrices(0, 1, name.equals("inner")) * of.width(0);
      case "addmm", "baddbmm", "addbmm", "addmv" -> rules.matrices(1, 2, false) * of.width(1);
      case "linear", "cdist", "_cdist_forward", "_euclidean_dist" ->
          rules.matrices(0, 1, true) * of.width(0);
      case "scaled_dot_product_attention", "_scaled_dot_product_attention_math" ->
          rules.matrices(0, 1, true) * (of.width(0) + of.width(2));
      case "conv1d", "conv2d", "conv3d", "convolution", "_convolution", "_convolution_mode" ->
          rules.convolution(0, 1) * each(of);
      case "conv_transpose1d", "conv_transpose2d", "conv_transpose3d" -> of.first() * each(of);
      case "conv_depthwise3d" -> rules.convolution(0, 1) * each(of);
      case "conv_tbc", "_trilinear" -> of.all();
      case "bilinear" -> of.rows(0) * of.numel(2);
      case "einsum" -> rules.einstein().multiplications();
      case "tensordot" -> of.all() / CallArguments.product(of.extents("dims_self", 0));
      case "chain_matmul", "linalg_multi_dot" -> of.sum() * widest(of);
      case "lstm", "gru", "rnn_tanh", "rnn_relu" -> of.rows(0) * of.sum();
      case "cov", "corrcoef", "pdist", "_pdist_forward" -> of.first() * of.rows(0);
      case "ctc_loss", "_ctc_loss" -> of.rows(0) * (2 * of.width(1) + 1);
      case "avg_pool1d", "avg_pool2d", "avg_pool3d", "max_pool1d", "max_pool2d", "max_pool3d" ->
          rules.pooled() * window(of);
      case "max_pool1d_with_indices", "max_pool2d_with_indices", "max_pool3d_with_indices" ->
          rules.pooled() * window(of);
      case "sort", "argsort", "topk", "msort", "kthvalue", "mode", "median", "nanmedian" ->
          SORTING * of.first();
      case "unique", "_unique", "_unique2", "unique_dim", "unique_consecutive", "quantile" ->
          SORTING * of.first();
      case "det", "logdet", "slogdet", "inverse", "pinverse", "matrix_exp", "matrix_power" ->
          decomposing(of);
      case "cholesky", "cholesky_inverse", "cholesky_solve", "qr", "svd", "lu_solve" ->
          decomposing(of);
      case "triangular_solve", "orgqr", "ormqr", "lstsq", "geqrf" -> decomposing(of);
      default -> name.startsWith("linalg_") && !name.endsWith("norm") ? decomposing(of) : 0;
    };
  }

  private static double decomposing(CallArguments of) {
    return DECOMPOSING * of.sum() * widest(of);
  }

  private static double widest(CallArguments of) {
    double widest = 1;
    for (Array array : of.arrays()) {
      if (array.rank() > 0) widest = Math.max(widest, (double) array.extent(-1));
      if (array.rank() > 1) widest = Math.max(widest, (double) array.extent(-2));
    }
    return widest;
  }

  /** Products for each element of a convolution's result, or of its input if it is transposed. */
  private static double each(CallArguments of) {
    Array weight = of.array(1).orElseThrow();
    return weight.count() / (double) Math.max(1, weight.rank() == 0 ? 1 : weight.extent(0));
  }

  private static double window(CallArguments of) {
    return Math.max(1, CallArguments.product(of.wholes("kernel_size")));
  }
}
