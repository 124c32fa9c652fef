package dev.sonde.network.torch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

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

  private final PointerScope pointers;

  public Scope() {
    Torch.require();
    pointers = new PointerScope();
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
