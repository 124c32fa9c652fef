package dev.sonde.network.torch;

import org.bytedeco.pytorch.global.torch;

/**
 * Operations that overwrite memory instead of making arrays, for stretches of computation whose
 * backward is written by hand. Never on arrays that {@link Autograd} records.
 */
public final class InPlace {

  private InPlace() {}

  /** Memory of this shape with whatever is in it. */
  public static Array empty(long... shape) {
    Torch.require();
    return new Array(torch.torch_empty(shape));
  }

  /** {@code out ← a + b}. */
  public static void sum(Array out, Array a, Array b) {
    Array.op("sum", () -> torch.add_out(out.tensor(), a.tensor(), b.tensor()), out, a, b);
  }

  /** {@code out ← a · b}, element by element. */
  public static void product(Array out, Array a, Array b) {
    Array.op("product", () -> torch.mul_out(out.tensor(), a.tensor(), b.tensor()), out, a, b);
  }

  /** {@code out ← a + weight · (b − a)}. */
  public static void towards(Array out, Array a, Array b, Array weight) {
    Array.op(
        "towards",
        () -> torch.lerp_out(out.tensor(), a.tensor(), b.tensor(), weight.tensor()),
        out,
        a,
        b,
        weight);
  }

  /** {@code x ← x + a · b}, element by element. */
  public static void addProduct(Array x, Array a, Array b) {
    Array.op("addProduct", () -> x.tensor().addcmul_(a.tensor(), b.tensor()), x, a, b);
  }

  /** {@code x ← x + a · b}, a product of matrices. */
  public static void addMatrixProduct(Array x, Array a, Array b) {
    Array.op("addMatrixProduct", () -> x.tensor().addmm_(a.tensor(), b.tensor()), x, a, b);
  }

  /** {@code x ← x + a}. */
  public static void add(Array x, Array a) {
    Array.op("add", () -> x.tensor().add_(a.tensor()), x, a);
  }

  public static void sigmoid(Array x) {
    Array.op("sigmoid", () -> x.tensor().sigmoid_(), x);
  }

  public static void tanh(Array x) {
    Array.op("tanh", () -> x.tensor().tanh_(), x);
  }

  /** {@code out ← tanh(x)}. */
  public static void tanh(Array out, Array x) {
    Array.op("tanh", () -> torch.tanh_out(out.tensor(), x.tensor()), out, x);
  }

  public static void relu(Array x) {
    Array.op("relu", () -> x.tensor().relu_(), x);
  }
}
