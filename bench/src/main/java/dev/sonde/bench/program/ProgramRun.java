package dev.sonde.bench.program;

import dev.sonde.bench.Clock;
import dev.sonde.network.data.ArrayExamples;
import dev.sonde.network.data.Examples;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Sonde's part: {@code FILE INPUTS plain|taps REPEATS}. Runs the program until the compiler has
 * seen it, then {@code REPEATS} times.
 */
public final class ProgramRun {

  /**
   * How long it runs before the clock starts, in processor time of its own thread: a JVM compiles
   * what it has run often, on threads of its own, beside it.
   */
  private static final Duration WARM = Duration.ofSeconds(4);

  private ProgramRun() {}

  public static void main(String[] arguments) {
    int repeats = Integer.parseInt(arguments[3]);
    Probe[] probes = arguments[2].equals("taps") ? new Probe[] {Tap.values("**")} : new Probe[0];
    try (ArrayNetwork network = ArrayNetwork.open(Path.of(arguments[0]), Hints.none());
        Scope _ = new Scope()) {
      Examples examples = ArrayExamples.of(network, List.of(arguments[1])).whole();
      Map<String, Array> inputs = examples.batch(0, 1);
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long warm = threads.getCurrentThreadCpuTime() + WARM.toNanos();
      while (threads.getCurrentThreadCpuTime() < warm) pass(network, inputs, probes);
      Clock clock = new Clock();
      for (int i = 0; i < repeats; i++) pass(network, inputs, probes);
      clock.done();
    }
  }

  private static void pass(ArrayNetwork network, Map<String, Array> inputs, Probe[] probes) {
    if (probes.length > 0) {
      if (network.run(inputs, probes).addresses().isEmpty()) throw new IllegalStateException();
      return;
    }
    network.compute(inputs, Map::size);
  }
}
