package dev.sonde.network.torch;

import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Loads libtorch once, on one thread. Every class of this package calls {@link #require} first, so
 * nobody else has to; a command that may run without the engine asks {@link #missing}.
 */
public final class Torch {

  /**
   * Two threads that contend for two cores are four times slower than one; trials run in parallel.
   */
  private static final int THREADS = 1;

  private Torch() {}

  /** Loads at first use (lazy holder), so that machines without natives run everything else. */
  private static final class Natives {
    static final @Nullable String FAILURE = load();

    private static @Nullable String load() {
      // Mapped checkpoints count as physical memory; the presets would refuse to allocate beside
      // them.
      System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
      // Scopes free what they hold; registering each pointer with the collector too costs 7 % of a
      // step.
      System.setProperty("org.bytedeco.javacpp.noPointerGC", "true");
      String platform = "this machine";
      try {
        platform = Loader.getPlatform();
        cacheBundled(platform);
        Loader.load(torch.class);
        Loader.load(openblas.class);
        setThreads(THREADS);
        return null;
      } catch (IOException | LinkageError | RuntimeException e) {
        return "no libtorch for "
            + platform
            + " ("
            + firstLine(e)
            + "); training and running networks need Linux or Windows on x86-64, or macOS on arm64";
      }
    }

    /**
     * Unpacks the bundled libraries before the loader searches: it would take a libtorch that the
     * system has installed, of another version, and crash.
     */
    private static void cacheBundled(String platform) throws IOException {
      Properties properties = Loader.loadProperties();
      String prefix = properties.getProperty("platform.library.prefix", "lib");
      String suffix = properties.getProperty("platform.library.suffix", ".so");
      for (String library : new String[] {"c10", "torch_cpu", "torch"}) {
        String resource = "/org/bytedeco/pytorch/" + platform + "/" + prefix + library + suffix;
        if (Loader.cacheResource(torch.class, resource) == null) {
          throw new IOException("not among the program's files: " + resource);
        }
      }
    }
  }

  /** Why the engine cannot run here, in one line; empty when it can. */
  public static Optional<String> missing() {
    return Optional.ofNullable(Natives.FAILURE);
  }

  /**
   * Makes sure that the engine runs.
   *
   * @throws TorchException with the reason if it cannot on this machine
   */
  public static void require() {
    String failure = Natives.FAILURE;
    if (failure != null) throw new TorchException(failure);
  }

  /** Lets libtorch and OpenBLAS use {@code threads} threads for one operation; 1 at the start. */
  public static void threads(int threads) {
    if (threads < 1) throw new IllegalArgumentException(threads + " threads; at least 1");
    require();
    setThreads(threads);
  }

  private static void setThreads(int threads) {
    openblas.blas_set_num_threads(threads);
    torch.set_num_threads(threads);
  }

  /** {@code libtorch 2.10.0, linux-x86_64}: for provenance. */
  public static String version() {
    require();
    String configuration = torch.show_config().getString();
    Matcher version = Pattern.compile("TORCH_VERSION=([0-9.]+)").matcher(configuration);
    return "libtorch " + (version.find() ? version.group(1) : "?") + ", " + Loader.getPlatform();
  }

  /** The part of a native message that a person reads: libtorch appends its C++ stack. */
  static String firstLine(Throwable e) {
    String message = String.valueOf(e.getMessage()).strip();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
