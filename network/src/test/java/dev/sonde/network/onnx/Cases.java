package dev.sonde.network.onnx;

import static dev.sonde.network.onnx.Value.between;
import static dev.sonde.network.onnx.Value.list;
import static dev.sonde.network.onnx.Value.normal;
import static dev.sonde.network.onnx.Value.reals;
import static dev.sonde.network.onnx.Value.truths;
import static dev.sonde.network.onnx.Value.whole;

import dev.sonde.network.torch.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One node each: every operator, in the versions that differ, with settings that matter. */
final class Cases {

  private final List<NodeModel> all = new ArrayList<>();

  static List<NodeModel> all() {
    Cases cases = new Cases();
    cases.arithmetic();
    cases.activations();
    cases.logic();
    cases.reductions();
    cases.shapes();
    cases.parts();
    cases.indices();
    cases.creation();
    cases.convolutions();
    cases.pooling();
    cases.normalisation();
    cases.products();
    cases.padding();
    cases.resizing();
    cases.recurrent();
    return cases.all;
  }

  private void add(int opset, String operator, String attributes, @Nullable Value... inputs) {
    add(opset, operator, attributes, 1, inputs);
  }

  private void add(
      int opset, String operator, String attributes, int outputs, @Nullable Value... inputs) {
    List<Optional<Value>> given = Arrays.stream(inputs).map(Optional::ofNullable).toList();
    all.add(new NodeModel(operator, opset, attributes, given, outputs));
  }

  private void arithmetic() {
    Value x = normal(1, 2, 3, 4);
    for (String name : List.of("Abs", "Neg", "Ceil", "Floor", "Sign", "Exp", "Erf", "Identity")) {
      add(13, name, "", x);
    }
    for (String name : List.of("Sin", "Cos", "Tan", "Atan", "Sinh", "Cosh", "Asinh")) {
      add(13, name, "", x);
    }
    for (String name : List.of("Asin", "Acos", "Atanh")) add(13, name, "", between(2, -.9, .9, 9));
    for (String name : List.of("Sqrt", "Log", "Reciprocal"))
      add(13, name, "", between(3, .1, 4, 9));
    add(13, "Acosh", "", between(4, 1.1, 4, 9));
    add(13, "Round", "", reals(-2.5, -1.5, -.5, .5, 1.5, 2.5, .7, -3.2));
    for (String name : List.of("Add", "Sub", "Mul", "Div", "Max", "Min", "Sum", "Mean")) {
      add(13, name, "", x, between(5, .5, 2, 3, 1));
    }
    add(13, "Sum", "", x, x, normal(6, 4));
    add(13, "Mean", "", x, normal(7, 2, 3, 4), normal(8, 3, 4));
    for (String name : List.of("Add", "Sub", "Mul", "Div")) {
      add(13, name, "", whole(9, -20, 20, 5), whole(10, 1, 6, 5));
    }
    add(13, "Div", "", list(-7, 7, -8, 9), list(2, -2, 3, 3));
    add(13, "Mod", "", list(-7, 7, -8, 9), list(2, -2, 3, 4));
    add(13, "Mod", "fmod=1", reals(-7.5, 7.5, -8, 9), reals(2, -2, 3, 4));
    add(13, "Pow", "", between(11, .1, 2, 5), reals(2));
    add(13, "Pow", "", normal(12, 5), list(3));
    add(13, "Pow", "", list(1, 2, 3, 4), reals(2));
    add(9, "Clip", "max=.5f min=-.5f", x);
    add(13, "Clip", "", x, Value.of(-.5), Value.of(.5));
    add(13, "Clip", "", x, null, Value.of(.5));
    add(13, "Clip", "", x, Value.of(-.3));
    add(13, "Clip", "", list(-5, 0, 7, 3), Value.of(-1L), Value.of(4L));
    for (int to : new int[] {1, 6, 7, 9, 11}) {
      add(13, "Cast", "to=" + to, reals(-2.7, -.2, 0, .4, 3.9));
      add(13, "Cast", "to=" + to, list(-3, 0, 1, 200));
    }
    add(19, "Cast", "to=1 saturate=1", list(-3, 0, 1, 200));
    add(15, "CastLike", "", list(-3, 0, 1), reals(1));
    for (String name : List.of("BitwiseAnd", "BitwiseOr", "BitwiseXor")) {
      add(18, name, "", whole(13, 0, 99, 6), whole(14, 0, 99, 6));
    }
    add(18, "BitwiseNot", "", whole(15, -99, 99, 6));
  }

  private void activations() {
    Value x = normal(20, 3, 4, 5);
    for (String name : List.of("Relu", "Sigmoid", "Tanh", "Softplus", "Softsign", "HardSwish")) {
      add(14, name, "", x);
    }
    add(18, "Mish", "", x);
    add(20, "Gelu", "", x);
    add(20, "Gelu", "approximate='tanh'", x);
    for (String name : List.of("LeakyRelu", "Elu", "ThresholdedRelu", "Celu")) {
      add(12, name, "", x);
      add(12, name, "alpha=.7f", x);
    }
    add(12, "Selu", "", x);
    add(12, "Selu", "alpha=1.5f gamma=.9f", x);
    add(12, "HardSigmoid", "", x);
    add(12, "HardSigmoid", "alpha=.3f beta=.4f", x);
    add(12, "Shrink", "lambd=.4f bias=.1f", x);
    add(12, "PRelu", "", x, normal(21, 4, 1));
    for (String name : List.of("Softmax", "LogSoftmax", "Hardmax")) {
      for (int axis : new int[] {0, 1, 2}) {
        add(11, name, "axis=" + axis, x);
        add(13, name, "axis=" + axis, x);
      }
      add(11, name, "", x);
      add(13, name, "", x);
    }
  }

  private void logic() {
    for (String name : List.of("And", "Or", "Xor")) {
      add(13, name, "", truths(30, 4, 3), truths(31, 3));
    }
    add(13, "Not", "", truths(32, 5));
    for (String name : List.of("Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual")) {
      add(16, name, "", whole(33, 0, 4, 3, 4), whole(34, 0, 4, 4));
      add(16, name, "", normal(35, 3, 4), normal(36, 3, 1));
    }
    Value odd = reals(1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    add(13, "IsNaN", "", odd);
    add(13, "IsInf", "", odd);
    add(13, "IsInf", "detect_negative=0", odd);
    add(13, "IsInf", "detect_positive=0", odd);
    add(13, "Where", "", truths(37, 3, 1), normal(38, 3, 4), normal(39, 4));
  }

  private void reductions() {
    Value x = between(40, .2, 2, 2, 3, 4);
    for (String name :
        List.of(
            "ReduceMean",
            "ReduceMax",
            "ReduceMin",
            "ReduceProd",
            "ReduceL1",
            "ReduceL2",
            "ReduceSumSquare",
            "ReduceLogSum",
            "ReduceLogSumExp")) {
      add(13, name, "axes=[1]", x);
      add(13, name, "axes=[-1,0] keepdims=0", x);
      add(13, name, "", x);
      add(18, name, "keepdims=0", x, list(1, 2));
      add(18, name, "noop_with_empty_axes=1", x);
    }
    add(11, "ReduceSum", "axes=[0,2]", x);
    add(13, "ReduceSum", "keepdims=0", x, list(-2));
    add(13, "ReduceSum", "", whole(41, -5, 5, 3, 3), list(0));
    add(13, "ReduceSum", "noop_with_empty_axes=1", x);
    for (String name : List.of("ArgMax", "ArgMin")) {
      Value ties = whole(42, 0, 3, 4, 6).as(ElementType.FLOAT32);
      add(13, name, "axis=1", ties);
      add(13, name, "axis=0 keepdims=0", ties);
      add(13, name, "axis=-1 select_last_index=1", ties);
    }
  }

  private void shapes() {
    Value x = normal(50, 2, 3, 4);
    add(13, "Shape", "", x);
    add(15, "Shape", "start=1 end=-1", x);
    add(13, "Size", "", x);
    add(13, "Reshape", "", x, list(0, -1));
    add(14, "Reshape", "allowzero=1", x, list(4, 3, 2));
    for (int axis : new int[] {0, 1, 2, 3, -1}) add(13, "Flatten", "axis=" + axis, x);
    add(11, "Squeeze", "axes=[0,-1]", normal(51, 1, 3, 1));
    add(13, "Squeeze", "", normal(52, 1, 3, 1), list(0));
    add(13, "Squeeze", "", normal(53, 1, 3, 1, 2));
    add(11, "Unsqueeze", "axes=[0,3]", normal(54, 2, 3));
    add(13, "Unsqueeze", "", normal(55, 2, 3), list(-1, 1));
    add(13, "Transpose", "", x);
    add(13, "Transpose", "perm=[1,2,0]", x);
    add(13, "Expand", "", normal(56, 3, 1), list(2, 1, 4));
    add(13, "DepthToSpace", "blocksize=2", normal(57, 2, 8, 2, 3));
    add(13, "DepthToSpace", "blocksize=2 mode='CRD'", normal(58, 2, 8, 2, 3));
    add(13, "SpaceToDepth", "blocksize=2", normal(59, 2, 3, 4, 6));
  }

  private void parts() {
    Value x = normal(60, 4, 6, 3);
    add(13, "Concat", "axis=1", normal(61, 2, 3), normal(62, 2, 1), normal(63, 2, 2));
    add(13, "Concat", "axis=-1", list(1, 2), list(3));
    add(11, "Split", "axis=1 split=[1,2,3]", 3, x);
    add(11, "Split", "axis=0", 2, x);
    add(13, "Split", "axis=1", 2, x, list(4, 2));
    add(18, "Split", "axis=1 num_outputs=4", 4, normal(64, 2, 7));
    add(9, "Slice", "starts=[1,0] ends=[3,-1] axes=[0,1]", x);
    add(9, "Slice", "starts=[1,2] ends=[100,4]", x);
    add(13, "Slice", "", x, list(1, -5), list(4, 100), list(0, 1), list(2, 3));
    add(13, "Slice", "", x, list(-1, 4), list(-100, 0), list(1, 0), list(-1, -2));
    add(13, "Slice", "", x, list(0), list(Long.MAX_VALUE), list(2));
    add(13, "Slice", "", x, list(5), list(2), list(1));
    add(13, "Tile", "", normal(65, 2, 3), list(2, 3));
    for (String how : List.of("", "exclusive=1", "reverse=1", "exclusive=1 reverse=1")) {
      add(14, "CumSum", how, normal(66, 3, 5), Value.of(1L));
    }
    add(14, "ReverseSequence", "batch_axis=1 time_axis=0", normal(67, 4, 3, 2), list(1, 4, 3));
    add(14, "ReverseSequence", "batch_axis=0 time_axis=1", normal(68, 3, 4), list(2, 4, 1));
  }

  private void indices() {
    Value x = normal(70, 4, 5, 3);
    add(13, "Gather", "", x, list(0, -1, 2));
    add(13, "Gather", "axis=1", x, list(0, -1, 2, 2).shaped(2, 2));
    add(13, "Gather", "axis=2", x, Value.of(1L));
    add(13, "GatherElements", "axis=1", normal(71, 2, 4), list(0, -1, 3, 3, 1, 0).shaped(2, 3));
    add(13, "GatherND", "", x, list(0, 1, 3, -1).shaped(2, 2));
    add(13, "GatherND", "batch_dims=1", normal(72, 2, 3, 4), list(1, 2).shaped(2, 1));
    Value at = list(1, 0, -1, 2, 0, 1).shaped(2, 3);
    add(10, "Scatter", "axis=0", normal(73, 3, 3), at, normal(74, 2, 3));
    add(13, "ScatterElements", "axis=1", normal(75, 3, 4), at, normal(76, 2, 3));
    for (String how : List.of("add", "mul", "max", "min")) {
      String mode = "axis=0 reduction='" + how + "'";
      add(18, "ScatterElements", mode, normal(77, 3, 3), at, normal(78, 2, 3));
      Value rows = list(0, 2, 0).shaped(3, 1);
      add(18, "ScatterND", "reduction='" + how + "'", normal(79, 3, 2), rows, normal(80, 3, 2));
    }
    add(13, "ScatterND", "", normal(81, 4, 3), list(0, 1, 3, -1).shaped(2, 2), normal(82, 2));
    add(9, "TopK", "k=3 axis=1", 2, x);
    add(11, "TopK", "axis=-1", 2, x, list(2));
    add(11, "TopK", "axis=0 largest=0", 2, x, list(2));
    add(13, "NonZero", "", whole(83, 0, 2, 3, 4));
    add(11, "OneHot", "", list(1, -1, 0), Value.of(4L), reals(-1, 2));
    add(11, "OneHot", "axis=0", list(1, 3, 0, 2).shaped(2, 2), Value.of(4L), reals(0, 1));
    add(14, "Trilu", "upper=0", normal(84, 4, 4));
    add(14, "Trilu", "", normal(85, 2, 3, 5), Value.of(1L));
    add(14, "Trilu", "upper=0", normal(86, 3, 5), Value.of(-1L));
  }

  private void creation() {
    add(13, "ConstantOfShape", "", list(2, 3));
    add(13, "ConstantOfShape", "value=tensor:1.5", list(2, 3));
    add(13, "Range", "", Value.of(1L), Value.of(9L), Value.of(3L));
    add(13, "Range", "", Value.of(5.0), Value.of(1.0), Value.of(-.5));
    add(13, "EyeLike", "k=1", normal(90, 3, 4));
    add(13, "Constant", "value_int=7");
    add(13, "Constant", "value_ints=[3,4]");
    add(13, "Constant", "value_float=.5f");
    add(13, "Constant", "value_floats=[.5f,1]");
    add(13, "Constant", "value=tensor:2");
  }

  private void convolutions() {
    Value image = normal(100, 2, 4, 7, 6);
    Value w = normal(101, 6, 4, 3, 3);
    add(11, "Conv", "", image, w);
    add(11, "Conv", "kernel_shape=[3,3] pads=[1,1,1,1] strides=[2,2]", image, w, normal(102, 6));
    add(11, "Conv", "pads=[0,1,2,0]", image, w);
    add(11, "Conv", "dilations=[2,1] pads=[2,1,2,1]", image, w);
    add(11, "Conv", "group=2 pads=[1,1,1,1]", image, normal(103, 6, 2, 3, 3), normal(104, 6));
    add(11, "Conv", "group=4 strides=[2,1]", image, normal(105, 8, 1, 2, 3));
    for (String auto : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
      add(11, "Conv", "auto_pad='" + auto + "' strides=[2,3]", image, normal(106, 3, 4, 2, 4));
    }
    add(11, "Conv", "pads=[1,2] strides=[2]", normal(107, 2, 3, 9), normal(108, 4, 3, 3));
    add(11, "Conv", "", normal(109, 1, 2, 5, 4, 3), normal(110, 3, 2, 2, 2, 2));
    Value turned = normal(111, 4, 3, 3, 3);
    add(11, "ConvTranspose", "", image, turned, normal(112, 3));
    add(11, "ConvTranspose", "strides=[2,2] pads=[1,1,1,1] output_padding=[1,1]", image, turned);
    add(11, "ConvTranspose", "strides=[3,2] pads=[0,1,2,0] dilations=[1,2]", image, turned);
    add(11, "ConvTranspose", "group=2 strides=[2,1]", image, normal(113, 4, 2, 2, 3));
    add(11, "ConvTranspose", "strides=[2,2] output_shape=[14,13]", image, turned);
    add(11, "ConvTranspose", "strides=[2,2] auto_pad='SAME_UPPER'", image, turned);
    add(11, "ConvTranspose", "strides=[2,2] auto_pad='SAME_LOWER'", image, turned);
    add(11, "ConvTranspose", "strides=[2]", normal(114, 2, 3, 5), normal(115, 3, 2, 4));
  }

  private void pooling() {
    Value image = normal(120, 2, 3, 8, 7);
    for (String name : List.of("MaxPool", "AveragePool")) {
      add(11, name, "kernel_shape=[3,2]", image);
      add(11, name, "kernel_shape=[3,3] strides=[2,2] pads=[1,1,1,1]", image);
      add(11, name, "kernel_shape=[3,3] strides=[2,2] ceil_mode=1", image);
      add(11, name, "kernel_shape=[3,2] strides=[2,2] pads=[0,1,1,0]", image);
      add(11, name, "kernel_shape=[3,3] strides=[2,2] auto_pad='SAME_UPPER'", image);
      add(11, name, "kernel_shape=[2,2] strides=[2,2] auto_pad='SAME_LOWER'", image);
      add(11, name, "kernel_shape=[3] strides=[2]", normal(121, 2, 3, 9));
      add(11, name, "kernel_shape=[2,2,2]", normal(122, 1, 2, 4, 4, 4));
    }
    add(11, "MaxPool", "kernel_shape=[2,2] dilations=[2,3]", image);
    add(11, "AveragePool", "kernel_shape=[3,3] pads=[1,1,1,1] count_include_pad=1", image);
    add(11, "AveragePool", "kernel_shape=[3,3] pads=[0,1,2,1] count_include_pad=1", image);
    add(19, "AveragePool", "kernel_shape=[2,2] dilations=[2,2]", image);
    add(11, "LpPool", "kernel_shape=[3,3] strides=[2,2] pads=[1,1,1,1]", image);
    add(11, "LpPool", "kernel_shape=[2,2] p=3", image);
    for (String name : List.of("GlobalAveragePool", "GlobalMaxPool")) add(11, name, "", image);
    add(11, "GlobalLpPool", "p=3", image);
  }

  private void normalisation() {
    Value image = normal(130, 2, 4, 3, 5);
    Value scale = normal(131, 4);
    Value shift = normal(132, 4);
    Value mean = normal(133, 4);
    Value variance = between(134, .2, 2, 4);
    add(9, "BatchNormalization", "epsilon=.01f", image, scale, shift, mean, variance);
    add(15, "BatchNormalization", "momentum=.8f", image, scale, shift, mean, variance);
    add(15, "BatchNormalization", "", normal(135, 3, 4), scale, shift, mean, variance);
    add(11, "InstanceNormalization", "epsilon=.001f", image, scale, shift);
    add(18, "GroupNormalization", "num_groups=2", image, reals(1, 2), reals(.5, -1));
    add(17, "LayerNormalization", "", normal(136, 2, 3, 5), normal(137, 5), normal(138, 5));
    add(17, "LayerNormalization", "axis=1 epsilon=.01f", normal(139, 2, 3, 5), normal(140, 3, 5));
    add(17, "LayerNormalization", "axis=1", 3, normal(141, 2, 6), normal(142, 6), normal(143, 6));
    add(11, "LpNormalization", "axis=1", image);
    add(11, "LpNormalization", "axis=-1 p=1", image);
    add(13, "MeanVarianceNormalization", "", image);
    add(13, "LRN", "size=3 alpha=.1f beta=.6f bias=2f", image);
    add(13, "Dropout", "", image);
    add(11, "Dropout", "ratio=.3f", image);
    add(13, "Dropout", "", 2, image, Value.of(.4));
  }

  private void products() {
    add(13, "MatMul", "", normal(150, 3, 4), normal(151, 4, 5));
    add(13, "MatMul", "", normal(152, 2, 1, 3, 4), normal(153, 5, 4, 2));
    add(13, "MatMul", "", normal(154, 4), normal(155, 2, 4, 3));
    add(13, "MatMul", "", normal(156, 2, 3, 4), normal(157, 4));
    add(13, "Gemm", "", normal(158, 3, 4), normal(159, 4, 5), normal(160, 5));
    add(13, "Gemm", "transB=1", normal(161, 3, 4), normal(162, 5, 4), normal(163, 5));
    String all = "transA=1 transB=1 alpha=.5f beta=2f";
    add(13, "Gemm", all, normal(164, 4, 3), normal(165, 5, 4), normal(166, 3, 1));
    add(13, "Gemm", "", normal(167, 3, 4), normal(168, 4, 5));
    add(13, "Einsum", "equation='bij,bjk->bik'", normal(169, 2, 3, 4), normal(170, 2, 4, 5));
    add(
        13,
        "Einsum",
        "equation='bhqd,bhkd->bhqk'",
        normal(171, 2, 2, 3, 4),
        normal(172, 2, 2, 5, 4));
  }

  private void padding() {
    Value x = normal(180, 2, 3, 5);
    add(9, "Pad", "pads=[0,1,2,0,0,1] value=1.5f", x);
    add(13, "Pad", "", x, list(0, 1, 2, 0, 0, 1), Value.of(2.5));
    add(13, "Pad", "", x, list(0, -1, 1, 0, 0, -2));
    for (String mode : List.of("reflect", "edge")) {
      add(13, "Pad", "mode='" + mode + "'", x, list(0, 1, 3, 0, 2, 4));
    }
    add(19, "Pad", "mode='wrap'", x, list(0, 1, 3, 0, 2, 4));
    add(18, "Pad", "mode='reflect'", x, list(2, 1), null, list(-1));
  }

  private void resizing() {
    Value x = normal(190, 1, 2, 4, 5);
    // 7.5 columns are cut to 7; ONNX Runtime aligns the corners of 7, ONNX's own tests of 7.5.
    Value uneven = reals(1, 1, 2, 1.5);
    Value even = reals(1, 1, 2, 2);
    add(9, "Upsample", "mode='nearest'", x, reals(1, 1, 2, 3));
    add(9, "Upsample", "mode='linear'", x, reals(1, 1, 2, 3));
    add(10, "Resize", "mode='nearest'", x, reals(1, 1, 2, .6));
    for (String way : List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")) {
      String as = " coordinate_transformation_mode='" + way + "'";
      Value up = way.equals("align_corners") ? even : uneven;
      add(13, "Resize", "mode='linear'" + as, x, null, up);
      add(13, "Resize", "mode='cubic'" + as, x, null, up);
      for (String rounding : List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")) {
        add(13, "Resize", "mode='nearest' nearest_mode='" + rounding + "'" + as, x, null, up);
      }
    }
    add(13, "Resize", "mode='linear'", x, null, null, list(1, 2, 7, 3));
    add(13, "Resize", "mode='cubic' exclude_outside=1 cubic_coeff_a=-.5f", x, null, uneven);
    add(18, "Resize", "mode='linear' axes=[2,3]", x, null, reals(2, 1.5));
    add(
        19,
        "Resize",
        "mode='linear' coordinate_transformation_mode='half_pixel_symmetric'",
        x,
        null,
        uneven);
  }

  private void recurrent() {
    recurrent("RNN", 1, 2);
    recurrent("GRU", 3, 2);
    recurrent("LSTM", 4, 3);
    Value x = normal(219, 5, 3, 4);
    add(
        14,
        "GRU",
        "hidden_size=2 linear_before_reset=1",
        2,
        x,
        normal(220, 1, 6, 4),
        normal(221, 1, 6, 2),
        normal(222, 1, 12));
    add(
        14,
        "LSTM",
        "hidden_size=2",
        3,
        x,
        normal(223, 1, 8, 4),
        normal(224, 1, 8, 2),
        normal(225, 1, 16),
        null,
        normal(226, 1, 3, 2),
        normal(227, 1, 3, 2),
        normal(228, 1, 6));
    add(
        14,
        "LSTM",
        "hidden_size=2 input_forget=1",
        3,
        x,
        normal(229, 1, 8, 4),
        normal(230, 1, 8, 2));
    add(
        14,
        "RNN",
        "hidden_size=2 activations=['LeakyRelu'] activation_alpha=[.2f]",
        2,
        x,
        normal(231, 1, 2, 4),
        normal(232, 1, 2, 2));
    add(
        14,
        "GRU",
        "hidden_size=2 activations=['HardSigmoid','Softsign'] activation_alpha=[.3f]"
            + " activation_beta=[.4f]",
        2,
        x,
        normal(233, 1, 6, 4),
        normal(234, 1, 6, 2));
    add(14, "LSTM", "hidden_size=2 clip=.5f", 3, x, normal(235, 1, 8, 4), normal(236, 1, 8, 2));
  }

  private void recurrent(String name, int gates, int outputs) {
    Value x = normal(200, 5, 3, 4);
    for (String direction : List.of("forward", "reverse", "bidirectional")) {
      int d = direction.equals("bidirectional") ? 2 : 1;
      Value w = normal(201, d, gates * 2L, 4);
      Value r = normal(202, d, gates * 2L, 2);
      Value b = normal(203, d, gates * 4L);
      String attributes = "hidden_size=2 direction='" + direction + "'";
      add(14, name, attributes, outputs, x, w, r);
      add(14, name, attributes, outputs, x, w, r, b);
      Value h = normal(204, d, 3, 2);
      Value lengths = list(5, 2, 3).as(ElementType.INT32);
      if (outputs == 3) {
        add(14, name, attributes, outputs, x, w, r, b, lengths, h, normal(205, d, 3, 2));
      } else {
        add(14, name, attributes, outputs, x, w, r, b, lengths, h);
      }
    }
  }
}
