package dev.sonde.network.torch;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.AutoDispatchBelowADInplaceOrView;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** The record of operations from which gradients are computed. */
public final class Autograd {

  private Autograd() {}

  /** While open, this thread records nothing. */
  public static final class Off implements AutoCloseable {
    private final boolean before = GradMode.is_enabled();
    private final @Nullable AutoDispatchBelowADInplaceOrView below;

    private Off(boolean entirely) {
      GradMode.set_enabled(false);
      below = entirely ? new AutoDispatchBelowADInplaceOrView() : null;
    }

    @Override
    public void close() {
      if (below != null) below.deallocate();
      GradMode.set_enabled(before);
    }
  }

  public static Off off() {
    Torch.require();
    return new Off(false);
  }

  /**
   * As {@link #off}, and operators do not pass through the engine's record at all: each costs a
   * microsecond less. What was written in place meanwhile does not show in the record either, so
   * that no view that is made here may be written while gradients are recorded.
   */
  public static Off entirelyOff() {
    Torch.require();
    return new Off(true);
  }

  /** A leaf over the same memory as {@code array} that asks for its gradient. */
  public static Array leaf(Array array) {
    Tensor leaf = array.tensor().detach();
    leaf.set_requires_grad(true);
    return new Array(leaf);
  }

  /** Makes sure that the gradient at {@code array} can be read after {@link #backward}. */
  public static Array watch(Array array) {
    if (!GradMode.is_enabled()) return array;
    Tensor tensor = array.tensor();
    if (tensor.requires_grad()) tensor.retain_grad();
    else tensor.set_requires_grad(true);
    return array;
  }

  public static boolean wanted(Array array) {
    return array.tensor().requires_grad();
  }

  /**
   * Computes the gradient of a scalar at every leaf and watched array, added to what is there.
   *
   * @throws TorchException if {@code scalar} has more than one element or depends on no leaf
   */
  public static void backward(Array scalar) {
    if (!scalar.hasGradient()) {
      throw new TorchException(
          "the output has no gradient: it is made of whole numbers, or nothing that is looked at"
              + " leads to it; take another output, or values");
    }
    try {
      scalar
          .tensor()
          .backward(
              new Tensor(),
              new BoolOptional(true),
              false,
              new org.bytedeco.pytorch.TensorArrayRefOptional());
    } catch (RuntimeException e) {
      throw Array.refused("backward", new Array[] {scalar}, e);
    }
  }

  /** Continues backward from arrays whose gradients are known. */
  public static void backward(List<Array> arrays, List<Array> gradients) {
    try {
      torch.backward(
          Functional.vector(arrays),
          Functional.vector(gradients),
          new BoolOptional(true),
          false,
          new TensorVector());
    } catch (RuntimeException e) {
      throw Array.refused("backward", arrays.toArray(new Array[0]), e);
    }
  }

  /** The gradient at a leaf or watched array; empty if the scalar did not depend on it. */
  public static Optional<Array> gradient(Array array) {
    Tensor gradient = array.tensor().grad();
    return gradient.defined() ? Optional.of(new Array(gradient)) : Optional.empty();
  }
}
