package dev.sonde.app.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.weights.Spectrum;
import dev.sonde.analysis.weights.Summaries;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.analysis.weights.Totals;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Parquet;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.file.Printable;
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
      names = "--samples",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "With --spectrum, also test the power law with N synthetic samples (a p-value; slow)"
              + " (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the samples (default: ${DEFAULT-VALUE}).")
  private long seed;

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

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write the table as CSV; - prints it instead.")
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

  /** One file; the notes end with what has no spectrum although it is a matrix. */
  private record FileStats(
      String path, String format, List<String> notes, List<Row> tensors, Totals totals) {}

  /** A tensor's statistics and, on request, its spectrum. */
  private record Row(
      @JsonUnwrapped Summary summary,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Spectrum spectrum) {}

  @Override
  public Integer call() throws IOException {
    Summary.Settings settings = settings();
    if (sort != null) StatsColumns.requireKey(sort);
    List<FileStats> answers = new ArrayList<>();
    for (Path file : files) answers.add(stats(Checkpoint.open(file), settings));
    PrintWriter out = session.console().out();
    boolean printed = csv != null && csv.toString().equals("-");
    if (printed) table(answers).printCsv(out);
    else if (csv != null) table(answers).writeCsv(csv);
    if (parquet != null) Parquet.write(table(answers), parquet);
    if (json) Json.print(out, new Document(answers, session.provenance(files, asMap(), seed())));
    else if (!printed) for (FileStats answer : answers) print(out, answer);
    out.flush();
    return 0;
  }

  private Summary.Settings settings() {
    if (json && csv != null && csv.toString().equals("-")) {
      throw new UserError("--json and --csv - both want standard output");
    }
    try {
      Summary.Settings defaults = Summary.Settings.defaults();
      return new Summary.Settings(nearZero, defaults.bins(), threads);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Long seed() {
    return spectrum && samples > 0 ? seed : null;
  }

  private Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("match", String.join(" ", match));
    map.put("gates", Boolean.toString(gates));
    map.put("near_zero", Double.toString(nearZero));
    map.put("spectrum", Boolean.toString(spectrum));
    if (spectrum) map.put("samples", Integer.toString(samples));
    return map;
  }

  private FileStats stats(Checkpoint opened, Summary.Settings settings) {
    Checkpoint checkpoint = gates ? opened.withGates() : opened;
    List<Tensor> tensors = Selection.all(checkpoint, match);
    long elements = tensors.stream().mapToLong(Tensor::count).sum();
    List<Summary> summaries;
    try (Progress progress = Progress.of(session.console(), "values", elements)) {
      summaries = Summaries.of(tensors, settings, progress::step);
    }
    List<String> notes = new ArrayList<>(opened.notes());
    List<@Nullable Spectrum> spectra = spectra(opened, tensors, notes);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < summaries.size(); i++) {
      rows.add(new Row(summaries.get(i), spectra.get(i)));
    }
    if (sort != null) rows.sort(StatsColumns.order(sort, Row::summary));
    long bytes = tensors.stream().mapToLong(Tensor::byteSize).sum();
    Totals totals = Totals.of(summaries, bytes);
    String path = opened.path().toString();
    return new FileStats(path, opened.format(), notes, List.copyOf(rows), totals);
  }

  private List<@Nullable Spectrum> spectra(
      Checkpoint file, List<Tensor> tensors, List<String> notes) {
    List<@Nullable Spectrum> spectra = new ArrayList<>();
    // Keras has the outputs of a kernel on the last axis, others on the first.
    boolean keras = file.format().startsWith("keras");
    Spectrum.Settings settings =
        Spectrum.Settings.defaults()
            .unfold(keras ? Spectrum.Unfold.LAST : Spectrum.Unfold.FIRST)
            .samples(samples, seed);
    try (Progress progress = Progress.of(session.console(), "spectra", tensors.size())) {
      for (Tensor tensor : tensors) {
        String obstacle = spectrum ? Spectrum.obstacle(tensor, settings) : "not asked for";
        spectra.add(obstacle == null ? Spectrum.of(tensor, settings) : null);
        if (spectrum && obstacle != null && tensor.shape().rank() > 1) {
          notes.add(tensor.address() + " has no spectrum: " + obstacle);
        }
        if (spectrum) progress.step(1);
      }
    }
    return spectra;
  }

  private void print(PrintWriter out, FileStats file) {
    out.println(Printable.of(file.path()) + " (" + file.format() + ")");
    for (String note : file.notes()) out.println("  note: " + Printable.of(note));
    TextTable table = StatsColumns.WIDE.table(spectrum);
    List<StatsColumns> choices = wide ? List.of(StatsColumns.WIDE) : StatsColumns.NARROWER;
    for (StatsColumns columns : choices) {
      table = columns.table(spectrum);
      for (Row row : file.tensors()) {
        table.row(columns.cells(row.summary(), row.spectrum(), spectrum));
      }
      if (table.width() <= session.console().width()) break;
    }
    table.print(out);
    Totals t = file.totals();
    out.println(
        "%d tensors, %d values (%s), mean %s, std %s, %d zeros, %d NaN, %d infinite"
            .formatted(
                t.tensors(),
                t.count(),
                bytes(t.bytes()),
                TextTable.figure(t.mean()),
                TextTable.figure(t.std()),
                t.zeros(),
                t.nan(),
                t.inf()));
    out.println();
  }

  private static String bytes(long bytes) {
    if (bytes < 1000) return bytes + " bytes";
    double value = bytes;
    int unit = -1;
    for (; value >= 1000 && unit < 4; unit++) value /= 1000;
    return TextTable.figure(value) + " " + "kMGTP".charAt(unit) + "B";
  }

  private TextTable table(List<FileStats> files) {
    TextTable table = StatsColumns.WIDE.tableOfFiles(spectrum);
    for (FileStats file : files) {
      for (Row row : file.tensors()) {
        List<Object> cells = new ArrayList<>(List.of(file.path()));
        cells.addAll(StatsColumns.WIDE.cells(row.summary(), row.spectrum(), spectrum));
        table.row(cells);
      }
    }
    return table;
  }
}
