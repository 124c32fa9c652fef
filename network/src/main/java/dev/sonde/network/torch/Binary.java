package dev.sonde.network.torch;

import java.util.Locale;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Functions of two elements, with broadcasting. */
@SuppressWarnings("ImmutableEnumChecker") // the functions keep nothing
public enum Binary {
  ADD(Tensor::add),
  SUBTRACT(Tensor::sub),
  MULTIPLY(Tensor::mul),
  DIVIDE(Tensor::div),
  /** Whole numbers, towards zero. */
  DIVIDE_WHOLE((a, b) -> a.sub(a.fmod(b)).floor_divide(b)),
  POWER(Tensor::pow),
  /** The remainder with the sign of the divisor. */
  MODULO(Tensor::remainder),
  /** The remainder with the sign of the dividend. */
  REMAINDER(Tensor::fmod),
  MAXIMUM(Tensor::maximum),
  MINIMUM(Tensor::minimum),
  EQUAL(Tensor::eq),
  LESS(Tensor::lt),
  LESS_OR_EQUAL(Tensor::le),
  GREATER(Tensor::gt),
  GREATER_OR_EQUAL(Tensor::ge),
  AND(Tensor::logical_and),
  OR(Tensor::logical_or),
  XOR(Tensor::logical_xor),
  BITWISE_AND(Tensor::bitwise_and),
  BITWISE_OR(Tensor::bitwise_or),
  BITWISE_XOR(Tensor::bitwise_xor),
  SHIFT_LEFT(torch::bitwise_left_shift),
  SHIFT_RIGHT(torch::bitwise_right_shift);

  private final BinaryOperator<Tensor> function;

  Binary(BinaryOperator<Tensor> function) {
    this.function = function;
  }

  public Array of(Array a, Array b) {
    return Array.op(
        name().toLowerCase(Locale.ROOT), () -> function.apply(a.tensor(), b.tensor()), a, b);
  }
}
