package dev.sonde.app.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.scan.Scan;
import dev.sonde.analysis.weights.Spectrum;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Parquet;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde stats}: what is in these files. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = "Tabulates every tensor of one or more checkpoints.",
    footer = {
      "",
      "Examples:",
      "  sonde stats --match 'encoder.**' --sort std model.safetensors",
      "  sonde stats --gates --json model.pt"
    })
public final class StatsCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Checkpoints of any known format.")
  private List<Path> files = List.of();

  @Option(
      names = "--match",
      paramLabel = "GLOB",
      description = "Only tensors whose address matches, such as 'decoder.**'. Repeatable.")
  private List<String> match = List.of("**");

  @Option(
      names = "--gates",
      description = "Split recurrent weights into the blocks of their gates, as decoder.rnn/W_hf.")
  private boolean gates;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      description = "Sort by a column, the greatest first; by name, ascending.")
  private @Nullable String sort;

  @Option(names = "--wide", description = "Print every column.")
  private boolean wide;

  @Option(
      names = "--spectrum",
      description = "Add singular values: norms, ranks, and a power law fitted to the tail.")
  private boolean spectrum;

  @Option(
      names = "--near-zero",
      paramLabel = "X",
      defaultValue = "0.001",
      description = "The largest magnitude that counts as near zero; ${DEFAULT-VALUE} by default.")
  private double nearZero;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads work; does not change the result. All processors by default.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--csv", paramLabel = "FILE", description = "Also write the table as CSV.")
  private @Nullable Path csv;

  @Option(
      names = "--parquet",
      paramLabel = "FILE",
      description = "Also write the table as Parquet.")
  private @Nullable Path parquet;

  public StatsCommand(Session session) {
    this.session = session;
  }

  /** The whole answer. */
  private record Document(List<FileStats> files, Provenance provenance) {}

  /** One file. */
  private record FileStats(
      String path, String format, List<String> notes, Totals totals, List<Row> tensors) {}

  /** Sums over the tensors that are shown. */
  private record Totals(int tensors, long count, long zeros, long nan, long inf) {}

  /** A tensor's statistics and, on request, its spectrum. */
  private record Row(
      @JsonUnwrapped Summary summary,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Spectrum spectrum) {}

  @Override
  public Integer call() throws IOException {
    Scan.Settings settings = settings();
    StatsColumns columns = new StatsColumns(wide || csv != null || parquet != null, spectrum);
    if (sort != null) columns.requireKey(sort);
    List<FileStats> answers = new ArrayList<>();
    for (Path file : files) answers.add(stats(Checkpoint.open(file), settings));
    if (csv != null) table(answers, new StatsColumns(true, spectrum)).writeCsv(csv);
    if (parquet != null) Parquet.write(table(answers, new StatsColumns(true, spectrum)), parquet);
    PrintWriter out = session.console().out();
    if (json) Json.print(out, new Document(answers, session.provenance(files, asMap(), null)));
    else for (FileStats answer : answers) print(out, answer);
    out.flush();
    return 0;
  }

  private Scan.Settings settings() {
    try {
      return new Scan.Settings(nearZero, threads);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("match", String.join(" ", match));
    map.put("gates", Boolean.toString(gates));
    map.put("near_zero", Double.toString(nearZero));
    map.put("spectrum", Boolean.toString(spectrum));
    return map;
  }

  private FileStats stats(Checkpoint opened, Scan.Settings settings) {
    Checkpoint checkpoint = gates ? opened.withGates() : opened;
    List<Tensor> tensors = Selection.all(checkpoint, match);
    long elements = tensors.stream().mapToLong(Tensor::count).sum();
    List<Summary> summaries;
    try (Progress progress = Progress.of(session.console(), "values", elements)) {
      summaries = Summary.of(tensors, settings, progress::step);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < summaries.size(); i++) {
      Summary s = summaries.get(i);
      boolean decompose = spectrum && s.nan() + s.inf() == 0 && Spectrum.has(tensors.get(i));
      rows.add(new Row(s, decompose ? Spectrum.of(tensors.get(i)) : null));
    }
    if (sort != null) rows.sort(StatsColumns.order(sort, Row::summary));
    Totals totals =
        new Totals(
            rows.size(),
            summaries.stream().mapToLong(Summary::count).sum(),
            summaries.stream().mapToLong(Summary::zeros).sum(),
            summaries.stream().mapToLong(Summary::nan).sum(),
            summaries.stream().mapToLong(Summary::inf).sum());
    return new FileStats(
        opened.path().toString(), opened.format(), opened.notes(), totals, List.copyOf(rows));
  }

  private void print(PrintWriter out, FileStats file) {
    out.println(file.path() + " (" + file.format() + ")");
    for (String note : file.notes()) out.println("  note: " + note);
    StatsColumns columns = new StatsColumns(wide, spectrum);
    TextTable table = new TextTable(columns.header());
    for (Row row : file.tensors()) table.row(columns.cells(row.summary(), row.spectrum()));
    table.print(out);
    Totals t = file.totals();
    out.println(
        "%d tensors, %d values, %d zeros, %d NaN, %d infinite"
            .formatted(t.tensors(), t.count(), t.zeros(), t.nan(), t.inf()));
    out.println();
  }

  private static TextTable table(List<FileStats> files, StatsColumns columns) {
    List<String> header = new ArrayList<>(List.of("file"));
    header.addAll(columns.header());
    TextTable table = new TextTable(header);
    for (FileStats file : files) {
      for (Row row : file.tensors()) {
        List<Object> cells = new ArrayList<>(List.of(file.path()));
        cells.addAll(columns.cells(row.summary(), row.spectrum()));
        table.row(cells);
      }
    }
    return table;
  }
}
