package dev.sonde.app.command;

import dev.sonde.analysis.weights.FineHistograms;
import dev.sonde.analysis.weights.Histogram;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.Figure;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.weights.Distribution;
import dev.sonde.figure.weights.DistributionFigure;
import dev.sonde.figure.weights.RidgelineFigure;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde hist}: how do the values of these tensors lie? */
@Command(
    name = "hist",
    mixinStandardHelpOptions = true,
    description = {
      "Draws how the values of tensors lie.",
      "Histograms over each other on shared bins, or a ridgeline when there are more than six."
    },
    footer = {
      "",
      "Examples:",
      "  sonde hist model.pt 'decoder.**' -o values.svg",
      "  sonde hist a.pt --file b.pt out.weight -o both.svg"
    })
public final class HistCommand implements Callable<Integer> {

  /** More histograms over each other cannot be told apart. */
  private static final int OVERLAID = 6;

  private final Session session;

  @Parameters(index = "0", paramLabel = "FILE", description = "A checkpoint of any known format.")
  private Path file = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "ADDRESS",
      description = "Addresses of tensors, or patterns of them.")
  private List<String> addresses = List.of();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A further file; the addresses are looked up in each. Repeatable.")
  private List<Path> further = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FIGURE",
      description = "Where the figure goes: .svg, .png or .pdf.")
  private Path output = Path.of("");

  @Option(names = "--ridgeline", description = "One ridge below the other, however few there are.")
  private boolean ridgeline;

  @Option(names = "--log", description = "Heights by powers of ten, so that tails are seen.")
  private boolean log;

  public HistCommand(Session session) {
    this.session = session;
  }

  /** A tensor and the file it is from. */
  private record Source(int file, Tensor tensor) {}

  @Override
  public Integer call() throws IOException {
    FigureOutput.requireFormat(output);
    List<Path> files = new ArrayList<>(List.of(file));
    files.addAll(further);
    List<Source> sources = sources(files);
    boolean ridges = ridgeline || sources.size() > OVERLAID;
    if (ridges && log) {
      throw new UserError(
          "--log draws histograms over each other; a ridgeline has no such heights");
    }
    List<Histogram> histograms =
        FineHistograms.of(sources.stream().map(Source::tensor).toList(), FineHistograms.BINS);
    List<Distribution> distributions = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      String address = sources.get(i).tensor().address();
      String file = label(files.get(sources.get(i).file()), files);
      // Ridges tell the file by their colour.
      String name = ridges || files.size() == 1 ? address : address + ", " + file;
      distributions.add(new Distribution(name, histograms.get(i)));
    }
    FigureFile.write(
        ridges ? ridges(sources, distributions, files) : overlaid(distributions), output);
    FigureOutput.tell(session, output);
    return 0;
  }

  private List<Source> sources(List<Path> files) {
    List<Source> sources = new ArrayList<>();
    List<String> order = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      for (Tensor tensor : Selection.all(Checkpoint.open(files.get(i)), addresses)) {
        sources.add(new Source(i, tensor));
        if (!order.contains(tensor.address())) order.add(tensor.address());
      }
    }
    // The same tensor of several files side by side.
    sources.sort(Comparator.comparingInt(s -> order.indexOf(s.tensor().address())));
    return sources;
  }

  /** A file's name alone, or its path where names are not enough to tell files apart. */
  private static String label(Path file, List<Path> files) {
    boolean distinct = files.stream().map(Path::getFileName).distinct().count() == files.size();
    return String.valueOf(distinct ? file.getFileName() : file);
  }

  private Figure overlaid(List<Distribution> distributions) {
    String title =
        distributions.size() == 1
            ? distributions.getFirst().name()
            : "Values of " + distributions.size() + " tensors";
    return DistributionFigure.of(
        title,
        distributions,
        log ? DistributionFigure.Heights.LOGARITHMIC : DistributionFigure.Heights.LINEAR);
  }

  private static Figure ridges(
      List<Source> sources, List<Distribution> distributions, List<Path> files) {
    String title = "Values of " + distributions.size() + " tensors";
    if (files.size() == 1) return RidgelineFigure.of(title, distributions);
    return RidgelineFigure.of(
        title,
        distributions,
        files.stream().map(f -> label(f, files)).toList(),
        row -> sources.get(row).file());
  }
}
