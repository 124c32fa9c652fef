package dev.sonde.figure.weights;

import dev.sonde.analysis.heatmap.MatrixImage;
import dev.sonde.analysis.heatmap.Settings;
import dev.sonde.analysis.weights.Finding;
import dev.sonde.analysis.weights.Findings;
import dev.sonde.analysis.weights.FineHistograms;
import dev.sonde.analysis.weights.Summaries;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.analysis.weights.TensorFacts;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.Figure;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Everything that a page says of one file.
 *
 * @param path the file, as the user named it
 * @param format the file's format
 * @param bytes the file's size; 0 for a folder
 * @param notes what was odd about the file itself
 * @param tensors statistics of all tensors, in the file's order
 * @param findings what stands out among them
 * @param distributions drawings of the values, in order
 * @param heatmaps drawings of single tensors, in order
 * @param matrices how many tensors could have been drawn so
 */
record FileFacts(
    String path,
    String format,
    long bytes,
    List<String> notes,
    List<Summary> tensors,
    Findings findings,
    List<Figure> distributions,
    List<Figure> heatmaps,
    int matrices) {

  /** A page of ridges; more would not be read. */
  private static final int RIDGES = 40;

  private static final int HEATMAPS = 6;
  private static final int ROWS = 500;
  private static final int COLUMNS = 1000;

  FileFacts {
    notes = List.copyOf(notes);
    tensors = List.copyOf(tensors);
    distributions = List.copyOf(distributions);
    heatmaps = List.copyOf(heatmaps);
  }

  /**
   * @param progress told how many values are newly done, from any thread
   */
  static FileFacts of(Checkpoint checkpoint, LongConsumer progress) {
    FileFacts facts = undrawn(checkpoint, progress);
    List<Tensor> tensors = checkpoint.tensors();
    List<Tensor> matrices = tensors.stream().filter(t -> isMatrix(t) && t.count() > 0).toList();
    return new FileFacts(
        facts.path,
        facts.format,
        facts.bytes,
        facts.notes,
        facts.tensors,
        facts.findings,
        distributions(tensors),
        chosen(matrices, facts.findings).stream().map(FileFacts::heatmap).toList(),
        matrices.size());
  }

  /** The same without drawings: one pass over the numbers. */
  static FileFacts undrawn(Checkpoint checkpoint, LongConsumer progress) {
    List<Tensor> tensors = checkpoint.tensors();
    List<Summary> summaries = Summaries.of(tensors, Summary.Settings.defaults(), progress);
    List<TensorFacts> facts =
        IntStream.range(0, tensors.size())
            .parallel()
            .mapToObj(i -> TensorFacts.of(tensors.get(i), summaries.get(i)))
            .toList();
    return new FileFacts(
        checkpoint.path().toString(),
        checkpoint.format(),
        size(checkpoint),
        checkpoint.notes(),
        summaries,
        Findings.of(facts, Findings.Settings.defaults()),
        List.of(),
        List.of(),
        0);
  }

  /** All values of all tensors. */
  long values() {
    return tensors.stream().mapToLong(Summary::count).sum();
  }

  private static boolean isMatrix(Tensor tensor) {
    return tensor.shape().rank() >= 2;
  }

  private static long size(Checkpoint checkpoint) {
    try {
      return Files.isRegularFile(checkpoint.path()) ? Files.size(checkpoint.path()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Matrices and vectors apart: there are often many of both. */
  private static List<Figure> distributions(List<Tensor> tensors) {
    List<Figure> figures = new ArrayList<>();
    List<Tensor> filled = tensors.stream().filter(t -> t.count() > 1).toList();
    ridges("matrices", filled.stream().filter(FileFacts::isMatrix).toList(), figures);
    ridges("vectors", filled.stream().filter(t -> !isMatrix(t)).toList(), figures);
    return figures;
  }

  private static void ridges(String kind, List<Tensor> tensors, List<Figure> figures) {
    if (tensors.isEmpty()) return;
    List<Tensor> drawn = largest(tensors, RIDGES);
    List<Distribution> distributions =
        drawn.parallelStream()
            .map(
                t ->
                    new Distribution(
                        t.address(), FineHistograms.of(List.of(t), FineHistograms.BINS).getFirst()))
            .toList();
    Figure figure = RidgelineFigure.eachItsOwn("Values of the " + kind, distributions);
    String which =
        drawn.size() == tensors.size()
            ? "In the file's order."
            : "The " + drawn.size() + " largest of " + tensors.size() + ", in the file's order.";
    figures.add(figure.subtitle(which));
  }

  /** The largest tensors, in the file's order. */
  private static List<Tensor> largest(List<Tensor> tensors, int most) {
    Set<String> kept = new HashSet<>();
    tensors.stream()
        .sorted(Comparator.comparingLong(Tensor::count).reversed())
        .limit(most)
        .forEach(t -> kept.add(t.address()));
    return tensors.stream().filter(t -> kept.contains(t.address())).toList();
  }

  /** Matrices with findings, the gravest first; then the largest. */
  private static List<Tensor> chosen(List<Tensor> matrices, Findings findings) {
    Set<String> wanted = new LinkedHashSet<>();
    for (Finding finding : findings.findings()) {
      if (wanted.size() < HEATMAPS - 2) wanted.add(finding.address());
    }
    List<Tensor> chosen = new ArrayList<>();
    for (String address : wanted) {
      matrices.stream().filter(t -> t.address().equals(address)).forEach(chosen::add);
    }
    matrices.stream()
        .sorted(Comparator.comparingLong(Tensor::count).reversed())
        .filter(t -> !chosen.contains(t))
        .limit(HEATMAPS - chosen.size())
        .toList()
        .forEach(chosen::add);
    return chosen;
  }

  private static Figure heatmap(Tensor tensor) {
    return HeatmapFigure.of(MatrixImage.of(tensor, Settings.defaults().cells(ROWS, COLUMNS)));
  }
}
