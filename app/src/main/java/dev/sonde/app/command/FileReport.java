package dev.sonde.app.command;

import dev.sonde.analysis.heatmap.MatrixImage;
import dev.sonde.analysis.heatmap.Settings;
import dev.sonde.analysis.weights.Finding;
import dev.sonde.analysis.weights.Findings;
import dev.sonde.analysis.weights.FineHistograms;
import dev.sonde.analysis.weights.Histogram;
import dev.sonde.analysis.weights.Summaries;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.analysis.weights.TensorFacts;
import dev.sonde.analysis.weights.ZeroLines;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.Figure;
import dev.sonde.figure.page.FileContents;
import dev.sonde.figure.weights.Distribution;
import dev.sonde.figure.weights.HeatmapFigure;
import dev.sonde.figure.weights.RidgelineFigure;
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

/** Everything that a report says of one file, from one reading of it. */
final class FileReport {

  /** A page of ridges; more would not be read. */
  private static final int RIDGES = 40;

  private static final int HEATMAPS = 6;
  private static final int ROWS = 500;
  private static final int COLUMNS = 1000;

  private FileReport() {}

  /**
   * @param progress told how many values are newly done, from any thread
   */
  static FileContents of(Checkpoint checkpoint, LongConsumer progress) {
    List<Tensor> tensors = checkpoint.tensors();
    List<Summary> summaries = Summaries.of(tensors, Summary.Settings.defaults(), progress);
    List<TensorFacts> facts =
        IntStream.range(0, tensors.size())
            .parallel()
            .mapToObj(i -> facts(tensors.get(i), summaries.get(i)))
            .toList();
    Findings findings = Findings.of(facts, Findings.Settings.defaults());
    List<Tensor> chosen = heatmaps(tensors, findings);
    return new FileContents(
        checkpoint.path().toString(),
        checkpoint.format(),
        size(checkpoint),
        checkpoint.notes(),
        summaries,
        findings,
        distributions(tensors),
        chosen.stream().map(FileReport::heatmap).toList(),
        why(tensors, chosen));
  }

  private static TensorFacts facts(Tensor tensor, Summary summary) {
    return new TensorFacts(summary, ZeroLines.of(tensor.asReal()));
  }

  private static long size(Checkpoint checkpoint) {
    try {
      return Files.isRegularFile(checkpoint.path()) ? Files.size(checkpoint.path()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Matrices and vectors apart: biases and norms are often of another scale. */
  private static List<Figure> distributions(List<Tensor> tensors) {
    List<Figure> figures = new ArrayList<>();
    List<Tensor> filled = tensors.stream().filter(t -> t.count() > 1).toList();
    ridges("matrices", filled.stream().filter(t -> t.shape().rank() >= 2).toList(), figures);
    ridges("vectors", filled.stream().filter(t -> t.shape().rank() < 2).toList(), figures);
    return figures;
  }

  private static void ridges(String kind, List<Tensor> tensors, List<Figure> figures) {
    if (tensors.isEmpty()) return;
    List<Tensor> drawn = largest(tensors, RIDGES);
    List<Histogram> histograms = FineHistograms.of(drawn, FineHistograms.BINS);
    List<Distribution> distributions =
        IntStream.range(0, drawn.size())
            .mapToObj(i -> new Distribution(drawn.get(i).address(), histograms.get(i)))
            .toList();
    Figure figure = RidgelineFigure.of("Values of the " + kind, distributions);
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
  private static List<Tensor> heatmaps(List<Tensor> tensors, Findings findings) {
    List<Tensor> matrices =
        tensors.stream().filter(t -> t.shape().rank() >= 2 && t.count() > 0).toList();
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

  private static String why(List<Tensor> tensors, List<Tensor> chosen) {
    long matrices = tensors.stream().filter(t -> t.shape().rank() >= 2 && t.count() > 0).count();
    if (chosen.size() == matrices) return "";
    return "Matrices with findings first, then the largest: "
        + chosen.size()
        + " of "
        + matrices
        + ". Draw all of them with 'sonde figures'.";
  }

  private static Figure heatmap(Tensor tensor) {
    return HeatmapFigure.of(MatrixImage.of(tensor, Settings.defaults().cells(ROWS, COLUMNS)));
  }
}
