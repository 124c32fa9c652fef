package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Schema;
import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds from above what a call makes, from its arguments, before it is made. Most operators give
 * no more than their arrays broadcast against each other; those that can give more are listed. What
 * is not counted: scratch memory within an operator, and views, which take none.
 */
final class Sizes {

  /** Of the widest type. */
  private static final int BYTES = 8;

  private final Schema schema;
  private final List<Value> arguments;

  private Sizes(Schema schema, List<Value> arguments) {
    this.schema = schema;
    this.arguments = arguments;
  }

  /** Bytes that a call may make, at most; huge where that is not to be said. */
  static double bytes(Schema schema, List<Value> arguments) {
    return BYTES * new Sizes(schema, arguments).elements();
  }

  private double elements() {
    String name = schema.name().substring(schema.name().indexOf(':') + 2);
    if (name.endsWith("_") && !name.endsWith("__")) return broadcast();
    boolean views =
        !schema.returns().isEmpty() && schema.returns().stream().allMatch(Schema.Returned::shared);
    if (views && !name.equals("reshape") && !name.equals("contiguous") && !name.equals("to")) {
      return 0;
    }
    return switch (name) {
      case "zeros", "ones", "full", "empty", "rand", "randn", "new_zeros", "new_ones", "new_full" ->
          product(wholes("size"));
      case "new_empty", "randint", "empty_permuted", "normal", "_sample_dirichlet" ->
          Math.max(product(wholes("size")), broadcast());
      case "arange", "range" -> range();
      case "linspace", "logspace" -> whole("steps", 1);
      case "eye" -> whole("n", 1) * whole("m", whole("n", 1));
      case "randperm" -> whole("n", 1);
      case "tril_indices", "triu_indices" -> 2 * whole("row", 1) * whole("col", 1);
      case "bartlett_window", "blackman_window", "hamming_window", "hann_window", "kaiser_window" ->
          whole("window_length", 1);
      case "repeat" -> first() * product(wholes("repeats"));
      case "tile" -> first() * product(wholes("dims"));
      case "repeat_interleave" -> repeated();
      case "expand_copy" -> product(wholes("size"));
      case "pad", "constant_pad_nd", "reflection_pad1d", "reflection_pad2d", "reflection_pad3d" ->
          padded();
      case "replication_pad1d", "replication_pad2d", "replication_pad3d" -> padded();
      case "one_hot" -> first() * Math.max(whole("num_classes", 0), greatest() + 1);
      case "bincount" -> Math.max(whole("minlength", 0), greatest() + 1);
      case "histc" -> whole("bins", 100);
      case "histogram" -> 2 * whole("bins", 100) + first();
      case "vander" -> first() * Math.max(1, whole("N", first()));
      case "multinomial" -> first() * whole("num_samples", 1);
      case "nonzero", "argwhere", "nonzero_numpy" -> first() * rank(0);
      case "nonzero_static" -> whole("size", 1) * rank(0);
      case "diag_embed", "diagflat", "diag" ->
          first() * (first() + Math.abs(whole("offset", 0)) + Math.abs(whole("diagonal", 0)));
      case "embedding", "embedding_bag" -> numel(1) * width(0);
      case "gather", "take", "take_along_dim" -> all(1);
      case "index", "_unsafe_index" -> indexed();
      case "index_select" -> numel(1) * first() / Math.max(1, selected());
      case "cat", "concat", "concatenate", "stack", "hstack", "vstack", "dstack", "column_stack" ->
          sum();
      case "row_stack", "_stack", "_chunk_cat" -> sum();
      case "block_diag" -> sum() * sum();
      case "cartesian_prod" -> all() * arrays().size();
      case "combinations" -> Math.pow(first(), whole("r", 2)) * whole("r", 2);
      case "outer", "ger", "kron" -> all();
      case "addr" -> Math.max(all(1), first());
      case "einsum" -> einstein();
      case "tensordot" ->
          all() / product(extents("dims_self", 0)) / product(extents("dims_other", 1));
      case "cdist", "_cdist_forward", "_euclidean_dist" -> product(0, 1, true);
      case "bilinear" -> rows(0) * array(2).map(w -> (double) w.extent(0)).orElse(1.0);
      case "_trilinear" -> all();
      case "inner" -> rows(0) * rows(1);
      case "chain_matmul", "linalg_multi_dot" -> chained();
      case "cov", "corrcoef", "pdist", "_pdist_forward" -> Math.pow(rows(0) + 1, 2);
      case "linalg_vander" -> first() * Math.max(1, whole("N", width(0)));
      case "matmul", "linalg_matmul", "mm", "bmm" -> product(0, 1, false);
      case "addmm", "baddbmm", "addbmm" -> Math.max(product(1, 2, false), first());
      case "linear" -> product(0, 1, true);
      case "scaled_dot_product_attention", "_scaled_dot_product_attention_math" ->
          product(0, 1, true) + first();
      case "conv1d", "conv2d", "conv3d", "convolution", "_convolution", "_convolution_mode" ->
          convolution(0, 1);
      case "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "conv_depthwise3d" ->
          convolution(0, 1);
      case "conv_tbc" -> all();
      case "lstm", "gru", "rnn_tanh", "rnn_relu" -> recurrent();
      case "affine_grid_generator" -> product(wholes("size"));
      case "grid_sampler", "grid_sampler_2d", "grid_sampler_3d" ->
          rows(1) * array(0).filter(x -> x.rank() > 1).map(x -> (double) x.extent(1)).orElse(1.0);
      case "max_unpool2d", "max_unpool3d", "adaptive_avg_pool1d", "adaptive_avg_pool2d" -> sized();
      case "adaptive_avg_pool3d", "_adaptive_avg_pool2d", "_adaptive_avg_pool3d" -> sized();
      case "adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d", "col2im" -> sized();
      case "im2col" -> first() * product(wholes("kernel_size"));
      case "unfold_copy" -> first() * whole("size", 1);
      case "stft", "istft" -> first() * whole("n_fft", 1);
      case "pad_sequence" -> arrays().size() * sum();
      case "avg_pool1d", "avg_pool2d", "avg_pool3d" -> pooled();
      case "max_pool1d", "max_pool2d", "max_pool3d", "max_pool1d_with_indices" -> pooled();
      case "max_pool2d_with_indices", "max_pool3d_with_indices" -> pooled();
      case "as_strided_copy" -> product(wholes("size"));
      case "searchsorted", "bucketize", "isin" -> first() + all(1);
      default -> {
        if (name.contains("upsample")) yield sized();
        if (name.startsWith("fft_") || name.startsWith("_fft")) yield transformed();
        yield broadcast();
      }
    };
  }

  // Arguments

  private Optional<Value> argument(String name) {
    for (int i = 0; i < arguments.size(); i++) {
      if (schema.arguments().get(i).name().equals(name)) return Optional.of(arguments.get(i));
    }
    return Optional.empty();
  }

  private static List<Double> numbers(Value value) {
    return switch (value) {
      case Value.Whole whole -> List.of((double) whole.number());
      case Value.Real real -> List.of(real.number());
      case Value.Sequence list -> list.items().stream().flatMap(v -> numbers(v).stream()).toList();
      case Value.Tuple tuple -> tuple.items().stream().flatMap(v -> numbers(v).stream()).toList();
      default -> List.of();
    };
  }

  private List<Double> wholes(String name) {
    return argument(name).map(Sizes::numbers).orElse(List.of());
  }

  private double whole(String name, double absent) {
    List<Double> found = wholes(name);
    return found.isEmpty() ? absent : found.getFirst();
  }

  private static double product(List<Double> numbers) {
    return numbers.stream().reduce(1.0, (a, b) -> a * Math.abs(b));
  }

  private List<Array> arrays() {
    List<Array> arrays = new ArrayList<>();
    arguments.forEach(value -> collect(value, arrays));
    return arrays;
  }

  private static void collect(Value value, List<Array> arrays) {
    switch (value) {
      case Value.OfArray array -> arrays.add(array.array());
      case Value.Sequence list -> list.items().forEach(item -> collect(item, arrays));
      case Value.Tuple tuple -> tuple.items().forEach(item -> collect(item, arrays));
      default -> {}
    }
  }

  private Optional<Array> array(int place) {
    List<Array> arrays = arrays();
    return place < arrays.size() ? Optional.of(arrays.get(place)) : Optional.empty();
  }

  private double numel(int place) {
    return array(place).map(array -> (double) array.count()).orElse(1.0);
  }

  private double rank(int place) {
    return array(place).map(array -> (double) array.rank()).orElse(1.0);
  }

  private double width(int place) {
    return array(place)
        .filter(one -> one.rank() > 0)
        .map(one -> (double) one.extent(-1))
        .orElse(1.0);
  }

  private double first() {
    return numel(0);
  }

  private double sum() {
    return arrays().stream().mapToDouble(Array::count).sum();
  }

  private double all() {
    return all(0);
  }

  private double all(int from) {
    return arrays().stream()
        .skip(from)
        .mapToDouble(a -> Math.max(1, a.count()))
        .reduce(1, (a, b) -> a * b);
  }

  // Rules

  private double broadcast() {
    return broadcast(0);
  }

  /** Arrays against each other, aligned at their last axes. */
  private double broadcast(int from) {
    double elements = 1;
    List<Array> arrays = arrays();
    int rank = arrays.stream().skip(from).mapToInt(Array::rank).max().orElse(0);
    for (int back = 1; back <= rank; back++) {
      long extent = 1;
      for (Array array : arrays.subList(Math.min(from, arrays.size()), arrays.size())) {
        if (back <= array.rank()) extent = Math.max(extent, array.extent(-back));
      }
      elements *= extent;
    }
    return elements * Math.max(1, schema.returns().size());
  }

  /** A product of matrices, the second transposed or not; batches against each other. */
  private double product(int left, int right, boolean transposed) {
    Optional<Array> a = array(left);
    Optional<Array> b = array(right);
    if (a.isEmpty() || b.isEmpty()) return all();
    double inner = Math.max(1, a.get().rank() == 0 ? 1 : a.get().extent(-1));
    double rows = a.get().count() / inner;
    Array second = b.get();
    if (second.rank() < 2) return rows;
    double columns = second.extent(transposed ? -2 : -1);
    double batches =
        Math.max(1, second.count() / Math.max(1.0, second.extent(-1) * (double) second.extent(-2)));
    return rows
        * columns
        * (a.get().rank() > 2 && second.rank() > 2
            ? Math.max(1, batches / batch(a.get()))
            : batches);
  }

  private static double batch(Array array) {
    return Math.max(1, array.count() / Math.max(1.0, array.extent(-1) * (double) array.extent(-2)));
  }

  private double convolution(int input, int weight) {
    Optional<Array> x = array(input);
    Optional<Array> w = array(weight);
    if (x.isEmpty() || w.isEmpty() || w.get().rank() < 3) return all();
    boolean transposed =
        schema.name().contains("transpose")
            || argument("transposed").equals(Optional.of(Value.of(true)));
    int axes = w.get().rank() - 2;
    double channels = transposed ? w.get().extent(1) * whole("groups", 1) : w.get().extent(0);
    double elements = channels * (x.get().rank() == w.get().rank() ? x.get().extent(0) : 1);
    for (int axis = 0; axis < axes; axis++) {
      double extent = x.get().rank() > axes ? x.get().extent(axis - axes) : 1;
      double kernel = w.get().extent(axis + 2) * at("dilation", axis, 1);
      double padding = 2 * at("padding", axis, 0) + at("output_padding", axis, 0);
      boolean same = argument("padding").filter(Value.Text.class::isInstance).isPresent();
      double stride = at("stride", axis, 1);
      elements *=
          transposed
              ? extent * stride + kernel + padding
              : Math.max(1, (extent + padding + (same ? kernel : 0)) / Math.max(1, stride) + 1);
    }
    return elements;
  }

  private double at(String name, int axis, double absent) {
    List<Double> found = wholes(name);
    return found.isEmpty() ? absent : Math.abs(found.get(Math.min(axis, found.size() - 1)));
  }

  private double range() {
    double step = whole("step", 1);
    return Math.abs((whole("end", 0) - whole("start", 0)) / (step == 0 ? 1 : step)) + 1;
  }

  private double repeated() {
    if (argument("repeats").orElse(Value.nothing()) instanceof Value.OfArray repeats) {
      double most = repeats.array().count() == 0 ? 0 : total(repeats.array());
      boolean one = arrays().size() < 2;
      return one ? most : Math.max(1, first()) * Math.max(1, most);
    }
    return first() * Math.max(0, whole("repeats", 1));
  }

  private static double total(Array whole) {
    double total = 0;
    for (long number : whole.toLongs()) total += Math.max(0, number);
    return total;
  }

  private double padded() {
    Optional<Array> x = array(0);
    if (x.isEmpty()) return 1;
    List<Double> pairs = wholes("pad").isEmpty() ? wholes("padding") : wholes("pad");
    double elements = 1;
    for (int back = 1; back <= x.get().rank(); back++) {
      double more = 0;
      for (int i = 2 * back - 2; i < 2 * back && i < pairs.size(); i++)
        more += Math.max(0, pairs.get(i));
      elements *= x.get().extent(-back) + more;
    }
    return elements;
  }

  /** The greatest whole number of the first array, by which some operators choose a size. */
  private double greatest() {
    Optional<Array> x = array(0);
    double greatest = 0;
    if (x.isPresent() && !x.get().isReal()) {
      for (long number : x.get().toLongs()) greatest = Math.max(greatest, (double) number);
    }
    return greatest;
  }

  private double rows(int place) {
    return numel(place) / Math.max(1, width(place));
  }

  /** The extents of the axes that an argument names. */
  private List<Double> extents(String name, int place) {
    Optional<Array> x = array(place);
    if (x.isEmpty()) return List.of();
    return wholes(name).stream()
        .filter(axis -> axis >= -x.get().rank() && axis < x.get().rank())
        .map(axis -> (double) Math.max(1, x.get().extent(axis.intValue())))
        .toList();
  }

  private double chained() {
    double rows = 1;
    double columns = 1;
    for (Array array : arrays()) {
      if (array.rank() == 0) continue;
      rows = Math.max(rows, (double) array.extent(0));
      columns = Math.max(columns, (double) array.extent(-1));
    }
    return rows * columns;
  }

  /** {@code x[i, :, j]}: the axes that are not indexed, and the indices against each other. */
  private double indexed() {
    Optional<Array> x = array(0);
    if (x.isEmpty() || !(arguments.get(1) instanceof Value.Sequence indices)) return first();
    double kept = 1;
    int axis = 0;
    for (Value index : indices.items()) {
      boolean mask = index instanceof Value.OfArray one && one.array().type() == ElementType.BOOL;
      int taken = mask ? ((Value.OfArray) index).array().rank() : 1;
      if (!(index instanceof Value.OfArray) && axis < x.get().rank()) kept *= x.get().extent(axis);
      axis += taken;
    }
    for (; axis < x.get().rank(); axis++) kept *= x.get().extent(axis);
    return kept * broadcast(1);
  }

  /** The extents of the letters after the arrow, or of all where there is none. */
  private double einstein() {
    if (!(arguments.getFirst() instanceof Value.Text text)) return all();
    String[] sides = text.text().replace(" ", "").split("->", -1);
    String[] inputs = sides[0].split(",", -1);
    Map<Character, Long> extents = new HashMap<>();
    double others = 1;
    List<Array> arrays = arrays();
    for (int i = 0; i < inputs.length && i < arrays.size(); i++) {
      String letters = inputs[i].replace(".", "");
      Array array = arrays.get(i);
      int free = array.rank() - letters.length();
      if (free < 0) return all();
      double before = 1;
      int dots = inputs[i].indexOf('.');
      int first = dots < 0 ? letters.length() : dots;
      for (int axis = 0; axis < array.rank(); axis++) {
        boolean dotted = axis >= first && axis < first + free;
        if (dotted) before *= array.extent(axis);
        else {
          char letter = letters.charAt(axis < first ? axis : axis - free);
          extents.merge(letter, array.extent(axis), Math::max);
        }
      }
      others = Math.max(others, before);
    }
    double elements = others;
    String output = sides.length > 1 ? sides[1] : sides[0];
    for (char letter : output.toCharArray()) elements *= extents.getOrDefault(letter, 1L);
    return elements;
  }

  private double selected() {
    Optional<Array> x = array(0);
    if (x.isEmpty() || x.get().rank() == 0) return 1;
    int axis = (int) Math.clamp(whole("dim", 0), -x.get().rank(), x.get().rank() - 1);
    return x.get().extent(axis);
  }

  private double recurrent() {
    double hidden = array(1).filter(h -> h.rank() > 0).map(h -> (double) h.extent(-1)).orElse(1.0);
    double rows = first() / Math.max(1, width(0));
    return 2 * rows * hidden + 2 * sum() / Math.max(1, arrays().size());
  }

  /** A size that is given, or factors; channels and batches stay. */
  private double sized() {
    Optional<Array> x = array(0);
    if (x.isEmpty()) return 1;
    List<Double> size = wholes("output_size");
    if (size.isEmpty()) {
      return first() * product(wholes("scale_factors").stream().map(f -> Math.max(1, f)).toList());
    }
    double kept = 1;
    for (int axis = 0; axis < x.get().rank() - size.size(); axis++) kept *= x.get().extent(axis);
    return Math.max(1, kept) * product(size) * schema.returns().size();
  }

  private double pooled() {
    Optional<Array> x = array(0);
    if (x.isEmpty()) return 1;
    int axes = schema.name().contains("3d") ? 3 : schema.name().contains("2d") ? 2 : 1;
    double elements = schema.returns().size();
    for (int axis = 0; axis < x.get().rank(); axis++) {
      boolean spatial = axis >= x.get().rank() - axes;
      elements *= x.get().extent(axis) + (spatial ? 2 * at("padding", 0, 0) + 1 : 0);
    }
    return elements;
  }

  private double transformed() {
    double longest = 1;
    for (String name : List.of("n", "s")) {
      for (double number : wholes(name)) longest *= Math.max(1, number);
    }
    return 2 * first() * longest;
  }
}
