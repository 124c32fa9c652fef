package dev.sonde.analysis.kernel;

/** The JDK's module of SIMD operations, which a program gets only if it asks for it. */
public final class VectorModule {

  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /** Whether the JVM was started with it. */
  public static boolean present() {
    return ModuleLayer.boot().findModule(NAME).isPresent();
  }

  /**
   * @param what cannot be computed without it
   * @throws IllegalStateException if the JVM was started without it
   */
  public static void require(String what) {
    if (!present()) {
      throw new IllegalStateException(
          what + " needs the vector module: start the JVM with --add-modules " + NAME);
    }
  }
}
