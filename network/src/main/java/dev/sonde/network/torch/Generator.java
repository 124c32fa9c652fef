package dev.sonde.network.torch;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A stream of random numbers of its own: two trainings in one process do not disturb each other, as
 * they would through libtorch's global one.
 */
public final class Generator implements AutoCloseable {

  private final org.bytedeco.pytorch.Generator generator;

  public Generator(long seed) {
    Torch.require();
    generator = torch.createCPUGenerator(seed);
    generator.retainReference();
  }

  /** Starts the stream of {@code seed} anew. */
  public void seed(long seed) {
    generator.set_current_seed(seed);
  }

  /** An array of this shape: {@code 1 / kept} with probability {@code kept}, else 0. */
  public Array dropoutMask(double kept, long... shape) {
    return new Array(
        torch
            .torch_empty(shape)
            .bernoulli_(kept, new GeneratorOptional(generator))
            .div_(new org.bytedeco.pytorch.Scalar(kept)));
  }

  @Override
  public void close() {
    generator.close();
  }
}
