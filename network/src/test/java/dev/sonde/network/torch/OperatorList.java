package dev.sonde.network.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AliasInfo;
import org.bytedeco.pytorch.Argument;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.OperatorName;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code operators.txt}, the list of operators that files may call, out of the schemas of the
 * libtorch that is bundled. A line is a schema; {@code !} marks an argument that is written, {@code
 * &} a result that may lie in an argument's memory, {@code *} stands before arguments that are
 * given by name, {@code random} at the end says that random numbers are drawn.
 */
final class OperatorList {

  /**
   * Whatever touches files, devices, other layouts and the inside of arrays, or is the backward of
   * another, is not a function that a file of a network needs.
   */
  private static final Pattern REFUSED =
      Pattern.compile(
          ".*(backward|cudnn|miopen|mkldnn|mps|cuda|fbgemm|sparse|nested|from_file|record_stream"
              + "|pin_memory|pinned|requires_grad|retain|retains_grad|dense_dim|is_set_to|quantize"
              + "|quantized|qscheme|q_scale|q_zero|q_per|int_repr|_overrideable|coalesce"
              + "|crow_ind|ccol_ind|col_ind|row_ind|choose_qparams|hash_tensor|get_gradients"
              + "|batch_norm_stats|batch_norm_elemt|batch_norm_gather|batch_norm_update_stats"
              + "|_jvp|infinitely_diff|data_ptr|output_nr|is_leaf|is_distributed|is_inference"
              + "|segment_reduce|sym_storage_offset|slow_conv|to_dense|embedding_renorm"
              + "|sym_is_contiguous|lu_unpack|histogramdd|ctc_loss).*");

  private static final Set<String> REFUSED_NAMES =
      Set.of(
          "set",
          "set_",
          "resize",
          "resize_",
          "resize_as",
          "resize_as_",
          "data",
          "values",
          "values_copy",
          "indices",
          "indices_copy",
          "rename",
          "rename_",
          "refine_names",
          "align_to",
          "align_as",
          "align_tensors",
          "is_complex_",
          "hspmm",
          "smm",
          "sspaddmm",
          "to_padded_tensor",
          "resize_as_sparse",
          "empty_strided",
          "new_empty_strided",
          "as_strided_");

  /** Of those that libtorch keeps to itself, what exported programs and decompositions call. */
  private static final Set<String> INNER =
      Set.of(
          "__and__",
          "__iand__",
          "__ilshift__",
          "__ior__",
          "__irshift__",
          "__ixor__",
          "__lshift__",
          "__or__",
          "__rshift__",
          "__xor__",
          "_adaptive_avg_pool2d",
          "_adaptive_avg_pool3d",
          "_aminmax",
          "_assert_async",
          "_assert_scalar",
          "_assert_tensor_metadata",
          "_batch_norm_impl_index",
          "_cast_Byte",
          "_cast_Char",
          "_cast_Double",
          "_cast_Float",
          "_cast_Half",
          "_cast_Int",
          "_cast_Long",
          "_cast_Short",
          "_cdist_forward",
          "_chunk_cat",
          "_conj",
          "_conj_copy",
          "_conj_physical",
          "_convolution",
          "_convolution_mode",
          "_dim_arange",
          "_euclidean_dist",
          "_fft_c2c",
          "_fft_c2r",
          "_fft_r2c",
          "_functional_sym_constrain_range",
          "_is_zerotensor",
          "_is_all_true",
          "_is_any_true",
          "_linalg_det",
          "_linalg_eigh",
          "_linalg_slogdet",
          "_linalg_solve_ex",
          "_linalg_svd",
          "_local_scalar_dense",
          "_log_softmax",
          "_logcumsumexp",
          "_native_batch_norm_legit",
          "_native_batch_norm_legit_functional",
          "_native_batch_norm_legit_no_training",
          "_neg_view",
          "_neg_view_copy",
          "_pdist_forward",
          "_prelu_kernel",
          "_reshape_alias",
          "_reshape_alias_copy",
          "_reshape_copy",
          "_safe_softmax",
          "_scaled_dot_product_attention_math",
          "_scaled_dot_product_flash_attention_for_cpu",
          "_shape_as_tensor",
          "_softmax",
          "_sample_dirichlet",
          "_standard_gamma",
          "_stack",
          "_to_copy",
          "_trilinear",
          "_unique",
          "_unique2",
          "_unsafe_index",
          "_unsafe_view",
          "_upsample_bicubic2d_aa",
          "_upsample_bilinear2d_aa",
          "_upsample_nearest_exact1d",
          "_upsample_nearest_exact2d",
          "_upsample_nearest_exact3d",
          "_weight_norm",
          "_weight_norm_interface");

  private OperatorList() {}

  /** Prints the list. */
  public static void main(String[] arguments) {
    lines().forEach(System.out::println);
  }

  /** All lines, sorted; overloads in the order in which an untyped call tries them. */
  static List<String> lines() {
    Torch.require();
    List<String> lines = new ArrayList<>();
    for (String called : new TreeSet<>(names())) {
      try (PointerScope _ = new PointerScope()) {
        int dot = called.indexOf('.');
        String name = dot < 0 ? called : called.substring(0, dot);
        if (!allowed(name.substring(6))) continue;
        String line = line(called, name, dot < 0 ? "" : called.substring(dot + 1));
        if (line != null) lines.add(line);
      }
    }
    return lines;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    OperatorName all = Dispatcher.singleton().getAllOpNames();
    for (long i = 0; i < all.limit(); i++) {
      OperatorName one = all.getPointer(i);
      String name = text(one.name());
      String overload = text(one.overload_name());
      if (name.startsWith("aten::")) names.add(overload.isEmpty() ? name : name + "." + overload);
    }
    return names;
  }

  private static String text(@Nullable BytePointer bytes) {
    return bytes == null || bytes.isNull() ? "" : bytes.getString();
  }

  private static boolean allowed(String name) {
    if (name.startsWith("_")) return INNER.contains(name);
    return !REFUSED_NAMES.contains(name) && !REFUSED.matcher(name).matches();
  }

  private static @Nullable String line(String called, String name, String overload) {
    // Named axes print as text.
    if (Pattern.compile("names|dimname").matcher(overload.toLowerCase(Locale.ROOT)).find())
      return null;
    OperatorHandle handle = Dispatcher.singleton().findSchemaOrThrow(name, overload);
    FunctionSchema schema = handle.schema();
    if (schema.is_vararg() || schema.is_varret()) return null;
    List<String> parts = new ArrayList<>();
    boolean keyword = false;
    Argument arguments = schema.arguments();
    for (long i = 0; arguments != null && i < arguments.limit(); i++) {
      Argument one = arguments.getPointer(i);
      String type = type(one);
      if (type == null || one.is_out()) return null;
      if (one.kwarg_only() && !keyword) {
        keyword = true;
        parts.add("*");
      }
      String fallback =
          one.default_value().has_value() ? "=" + literal(one.default_value().get(), type) : "";
      parts.add((written(one) ? "!" : "") + type + " " + text(one.name()) + fallback);
    }
    List<String> results = new ArrayList<>();
    Argument returns = schema.returns();
    for (long i = 0; returns != null && i < returns.limit(); i++) {
      Argument one = returns.getPointer(i);
      String type = type(one);
      if (type == null) return null;
      results.add((shared(one) ? "&" : "") + type);
    }
    boolean random = handle.hasTag(torch.Tag.nondeterministic_seeded) || name.contains("dropout");
    return called
        + "("
        + String.join(", ", parts)
        + ") -> "
        + String.join(", ", results)
        + (random ? " random" : "");
  }

  private static boolean shared(Argument argument) {
    AliasInfo alias = argument.alias_info();
    return alias != null && !alias.isNull();
  }

  private static boolean written(Argument argument) {
    return shared(argument) && argument.alias_info().isWrite();
  }

  /** The type as the list writes it; null if files have no such values. */
  private static @Nullable String type(Argument argument) {
    String text = text(argument.real_type().get().str());
    Matcher parts =
        Pattern.compile(
                "(Tensor|SymInt|int|float|bool|Scalar|str|ScalarType|Layout|Device"
                    + "|MemoryFormat|Generator)(\\?)?(\\[])?(\\?)?")
            .matcher(text);
    if (!parts.matches()) return null;
    String kind = parts.group(1).equals("SymInt") ? "int" : parts.group(1);
    boolean list = parts.group(3) != null;
    String length = list && argument.N().has_value() ? Integer.toString(argument.N().get()) : "";
    return kind
        + (parts.group(2) == null ? "" : "?")
        + (list ? "[" + length + "]" : "")
        + (parts.group(4) == null ? "" : "?");
  }

  private static String literal(IValue value, String type) {
    if (value.isNone()) return "None";
    if (value.isBool()) return value.toBool() ? "True" : "False";
    if (value.isInt()) return Long.toString(value.toInt());
    if (value.isDouble()) return String.format(Locale.ROOT, "%s", value.toDouble());
    if (value.isString()) return "'" + text(value.toStringRef()) + "'";
    if (value.isList()) {
      GenericList list = value.toList();
      List<String> items = new ArrayList<>();
      for (long i = 0; i < list.size(); i++) items.add(literal(list.get(i), type));
      return "[" + String.join(", ", items) + "]";
    }
    throw new IllegalStateException(
        "default of kind " + text(value.tagKind()) + " for " + Collections.singleton(type));
  }
}
