package dev.sonde.network.torch;

import org.bytedeco.javacpp.PointerScope;

/**
 * Frees every array that this thread made since it was opened, when it closes; without one each
 * training step would hold its memory until the garbage collector looks.
 *
 * <pre>{@code
 * try (Scope scope = new Scope()) {
 *   Array loss = …;
 *   scope.keep(state);   // outlives the scope; close() it when done
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {

  private final PointerScope pointers;

  public Scope() {
    Torch.require();
    pointers = new PointerScope();
  }

  /** Lets {@code array} outlive this scope; whoever keeps it closes it. */
  public Array keep(Array array) {
    array.tensor().retainReference();
    return array;
  }

  @Override
  public void close() {
    pointers.close();
  }
}
