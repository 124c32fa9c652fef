package dev.sonde.app.output;

import java.io.PrintStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The launcher starts the JVM with a filter behind standard error, which takes out its warning that
 * the vector module is an incubator, and hands the real standard error over in another descriptor.
 */
final class StandardError {

  private StandardError() {}

  /**
   * The real standard error, from here on for the whole process. Opening {@code /dev/fd/3} would
   * not do: a file that standard error is redirected to would be cut off.
   */
  static PrintStream real() {
    String descriptor = System.getenv("SONDE_STDERR");
    if (descriptor != null && descriptor.matches("\\d")) leaveFilter(Integer.parseInt(descriptor));
    return System.err;
  }

  private static void leaveFilter(int descriptor) {
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle dup2 =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("dup2"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
      int copied = (int) dup2.invokeExact(descriptor, 2);
      if (copied != 2) throw new IllegalStateException("dup2 gave " + copied);
    } catch (Throwable e) {
      System.err.println("sonde: messages stay behind the launcher's filter: " + e.getMessage());
    }
  }
}
