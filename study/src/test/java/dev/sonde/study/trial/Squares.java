package dev.sonde.study.trial;

import dev.sonde.figure.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Trials that take many small steps, and drivers of their own for the tests that kill them. */
public final class Squares implements Work {

  static final int STEPS = 40;

  private Squares() {}

  static Map<String, Work> works() {
    return Map.of("squares", new Squares());
  }

  static List<Trial> trials(int count) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trials.add(Trial.of("squares", Map.of("n", String.valueOf(i))));
    }
    return trials;
  }

  @Override
  public void run(Trial trial, Workplace place) throws IOException {
    int n = trial.integer("n");
    if (n < 0) throw new IOException("disk full");
    if (n == 666) Runtime.getRuntime().halt(9);
    Table.Builder table = Table.named("squares").integer("n", "step").real("square");
    for (int step = 0; step < STEPS; step++) {
      if (place.interrupted()) throw new TrialInterrupted();
      Files.createDirectories(place.scratch());
      Files.writeString(place.scratch().resolve("state"), "step " + step);
      table.row(n, step, (double) n * n + step);
      place.progress((step + 1.0) / STEPS);
    }
    Files.writeString(place.folder().resolve("square.txt"), String.valueOf(n * n));
    place.add(table.build());
  }

  /** {@code drive STORE COUNT threads|processes} or {@code work STORE}. */
  public static void main(String[] arguments) throws IOException {
    TrialStore store = new TrialStore(Path.of(arguments[1]));
    if (arguments[0].equals("work")) {
      Worker.serve(store, works(), TrialPlan.none(), System.in, System.out);
      return;
    }
    LocalRunner runner =
        arguments[3].equals("threads")
            ? LocalRunner.threads(2, works())
            : LocalRunner.processes(2, child("work", arguments[1]));
    TrialListener loud =
        new TrialListener() {
          @Override
          public void finished(Trial trial) {
            System.out.println(trial.key());
          }
        };
    runner.run(store, trials(Integer.parseInt(arguments[2])), loud);
  }

  static List<String> child(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m", "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Squares.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
