package dev.sonde.analysis.scan;

import java.util.Optional;

/** Chooses the code for blocks, once. */
public final class Kernels {

  private static final boolean VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  /** Below this many elements the vector code would be done before it is compiled. */
  private static final long WORTH_COMPILING = 1L << 22;

  private Kernels() {}

  static FloatKernel forWork(long elements) {
    return VECTORS && elements >= WORTH_COMPILING ? new VectorKernel() : new ScalarKernel();
  }

  /** What to tell the user if the fast code cannot be used. The numbers are the same. */
  public static Optional<String> warning() {
    return VECTORS
        ? Optional.empty()
        : Optional.of(
            "slow: without the Java option --add-modules jdk.incubator.vector tensors are scanned"
                + " by scalar code");
  }
}
