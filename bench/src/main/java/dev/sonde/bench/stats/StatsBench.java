package dev.sonde.bench.stats;

import dev.sonde.app.output.Console;
import dev.sonde.app.output.TextTable;
import dev.sonde.bench.Comparison;
import dev.sonde.bench.Contender;
import dev.sonde.bench.Machine;
import dev.sonde.bench.Round;
import dev.sonde.bench.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde bench stats}. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = {
      "Full statistics with the histogram of one large file that is in the page cache, beside a",
      "loop in C that only adds the numbers, and beside NumPy. Run it on an idle machine."
    },
    footer = {"", "Example: sonde bench stats --size 4096 --rounds 5"})
public final class StatsBench implements Callable<Integer> {

  private static final String LOOP = "loop";
  private static final String VECTOR_LOOP = "vector_loop";
  private static final String SONDE = "sonde";
  private static final String SONDE_PARALLEL = "sonde_parallel";
  private static final String NUMPY = "numpy";

  private final Console console;

  @Option(
      names = "--size",
      paramLabel = "MB",
      defaultValue = "4096",
      description = "Of the file; ${DEFAULT-VALUE} by default.")
  private int size;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      split = ",",
      description = "${COMPLETION-CANDIDATES}; all by default.")
  private List<MadeFile.Kind> kinds = List.of(MadeFile.Kind.values());

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "sonde-bench",
      description = "Where the file is written; it is deleted at the end.")
  private Path folder = Path.of("sonde-bench");

  @Mixin private Comparison comparison = new Comparison(5);

  public StatsBench(Console console) {
    this.console = console;
  }

  private record Document(List<Row> types, int rounds, Machine machine) {}

  /**
   * One type of numbers. Rates are GB (10⁹ bytes) per second of processor time, of the wall where
   * the name says so; ratios are medians over the rounds; null where a peer did not run.
   *
   * @param shareOfLoop Sonde's rate on one thread over that of the loop in C as it is written
   * @param shareOfVectorLoop the same where the compiler may reorder the additions into vectors
   * @param timesNumpy Sonde's rate on one thread over NumPy's
   * @param timesNumpyWall NumPy's wall time over Sonde's with all threads
   */
  private record Row(
      String type,
      long bytes,
      double loopRate,
      double vectorLoopRate,
      double sondeRate,
      double numpyRate,
      double shareOfLoop,
      double shareOfVectorLoop,
      double timesNumpy,
      double timesNumpyWall,
      double peakMb,
      Map<String, List<Timing>> runs) {}

  @Override
  public Integer call() throws IOException {
    Comparison.atLeast(64, "--size", size);
    int rounds = comparison.count();
    Files.createDirectories(folder);
    List<Row> rows = new ArrayList<>();
    for (MadeFile.Kind kind : kinds) rows.add(measure(kind));
    comparison.print(
        console,
        "stats",
        new Document(rows, rounds, Machine.here()),
        table(rows),
        rows.stream().mapToDouble(Row::timesNumpy).toArray());
    return 0;
  }

  private Row measure(MadeFile.Kind kind) throws IOException {
    Path path = folder.resolve("values-" + kind.label + ".safetensors");
    try {
      MadeFile file = MadeFile.write(path, kind, (long) size << 20);
      Map<String, Contender> contenders = new LinkedHashMap<>();
      contenders.put(LOOP, SumProgram.compile(folder, file, kind, false));
      contenders.put(VECTOR_LOOP, SumProgram.compile(folder, file, kind, true));
      contenders.put(SONDE, Contender.java(ScanRun.class, path.toString(), "1"));
      int threads = Runtime.getRuntime().availableProcessors();
      contenders.put(SONDE_PARALLEL, Contender.java(ScanRun.class, path.toString(), threads + ""));
      comparison
          .peers()
          .contender("weight_stats.py", path.toAbsolutePath().toString())
          .ifPresent(numpy -> contenders.put(NUMPY, numpy));
      contenders.get(LOOP).run(1); // the file into the page cache
      return row(kind, file, Round.run(contenders, comparison.count(), threads));
    } finally {
      Files.deleteIfExists(path);
    }
  }

  private static Row row(MadeFile.Kind kind, MadeFile file, Map<String, List<Timing>> runs) {
    List<Timing> c = runs.getOrDefault(LOOP, List.of());
    List<Timing> reordered = runs.getOrDefault(VECTOR_LOOP, List.of());
    List<Timing> sonde = runs.getOrDefault(SONDE, List.of());
    List<Timing> parallel = runs.getOrDefault(SONDE_PARALLEL, List.of());
    List<Timing> numpy = runs.getOrDefault(NUMPY, List.of());
    return new Row(
        kind.name().toLowerCase(Locale.ROOT),
        file.bytes(),
        rate(file, c),
        rate(file, reordered),
        rate(file, sonde),
        rate(file, numpy),
        Timing.ratio(c, sonde, Timing::cpu),
        Timing.ratio(reordered, sonde, Timing::cpu),
        Timing.ratio(numpy, sonde, Timing::cpu),
        Timing.ratio(numpy, parallel, Timing::wall),
        parallel.stream().mapToDouble(Timing::peakMb).max().orElse(Double.NaN),
        runs);
  }

  private static double rate(MadeFile file, List<Timing> runs) {
    return file.bytes() / 1e9 / Timing.median(runs, Timing::cpu);
  }

  /** Rates in GB per second of processor time on one thread, medians. */
  private static TextTable table(List<Row> rows) {
    TextTable table =
        new TextTable(
            List.of(
                "type",
                "C loop GB/s",
                "C, vectors GB/s",
                "sonde GB/s",
                "numpy GB/s",
                "of C",
                "of C, vectors",
                "× numpy",
                "× numpy, wall",
                "peak MB"));
    for (Row row : rows) {
      table.row(
          List.of(
              row.type(),
              row.loopRate(),
              row.vectorLoopRate(),
              row.sondeRate(),
              row.numpyRate(),
              row.shareOfLoop(),
              row.shareOfVectorLoop(),
              row.timesNumpy(),
              row.timesNumpyWall(),
              row.peakMb()));
    }
    return table;
  }
}
