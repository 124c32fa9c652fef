package dev.sonde.network.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Frees every array that this thread made since it was opened, when it closes; without one each
 * training step would hold its memory until the garbage collector looks.
 *
 * <pre>{@code
 * try (Scope scope = new Scope()) {
 *   Array loss = …;
 *   state = scope.keep(loss);   // outlives the scope; close() it when done
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {

  private final @Nullable PointerScope around;
  private final PointerScope pointers;

  public Scope() {
    Torch.require();
    around = PointerScope.getInnerScope();
    pointers = new PointerScope();
  }

  /** A handle on {@code array} that lives as long as the scope around this one. */
  public Array raise(Array array) {
    return around == null ? keep(array) : attached(array, around);
  }

  /** A handle on {@code array} that lives as long as this scope, whichever it was made in. */
  public Array adopt(Array array) {
    return attached(array, pointers);
  }

  private static Array attached(Array array, PointerScope scope) {
    Tensor handle = new Tensor(array.tensor());
    scope.attach(handle);
    return new Array(handle);
  }

  /** A handle on {@code array} that outlives this scope; whoever keeps it closes it. */
  public Array keep(Array array) {
    Tensor kept = new Tensor(array.tensor());
    kept.retainReference();
    return new Array(kept);
  }

  @Override
  public void close() {
    pointers.close();
  }
}
