package dev.sonde.network.torch;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Functions of one element, with ONNX's and PyTorch's common definitions. */
@SuppressWarnings("ImmutableEnumChecker") // the functions keep nothing
public enum Unary {
  ABS(Tensor::abs),
  NEGATE(Tensor::neg),
  CEILING(Tensor::ceil),
  FLOOR(Tensor::floor),
  /** To the nearest whole number, halves to the even one. */
  ROUND(Tensor::round),
  SIGN(Tensor::sign),
  SQUARE_ROOT(Tensor::sqrt),
  RECIPROCAL(Tensor::reciprocal),
  EXP(Tensor::exp),
  LOG(Tensor::log),
  ERF(Tensor::erf),
  SIN(Tensor::sin),
  COS(Tensor::cos),
  TAN(Tensor::tan),
  ASIN(Tensor::asin),
  ACOS(Tensor::acos),
  ATAN(Tensor::atan),
  SINH(Tensor::sinh),
  COSH(Tensor::cosh),
  ASINH(Tensor::asinh),
  ACOSH(Tensor::acosh),
  ATANH(Tensor::atanh),
  SIGMOID(Tensor::sigmoid),
  TANH(Tensor::tanh),
  RELU(Tensor::relu),
  SOFTPLUS(torch::softplus),
  MISH(torch::mish),
  /** x·Φ(x). */
  GELU(torch::gelu),
  /** The approximation of {@link #GELU} by a hyperbolic tangent. */
  GELU_TANH(x -> torch.gelu(x, "tanh")),
  NOT(Tensor::logical_not),
  BITWISE_NOT(Tensor::bitwise_not),
  IS_NAN(Tensor::isnan);

  private final UnaryOperator<Tensor> function;

  Unary(UnaryOperator<Tensor> function) {
    this.function = function;
  }

  public Array of(Array x) {
    return Array.op(name().toLowerCase(Locale.ROOT), () -> function.apply(x.tensor()), x);
  }
}
