package dev.sonde.figure.page;

import dev.sonde.analysis.weights.Finding.Kind;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a report about single files: what stands out, all tensors, how their values lie. */
public final class FileSections {

  /** So many tensors of one kind of finding are named in the summary. */
  private static final int NAMED = 3;

  private FileSections() {}

  /** Sentences for the summary: what the file is, then each kind of finding. */
  public static List<Finding> summary(FileContents file) {
    List<Finding> remarks = new ArrayList<>();
    remarks.add(
        Finding.plain(
            file.path()
                + " ("
                + file.format()
                + ") holds "
                + Numbers.count(file.tensors().size(), "tensor", "tensors")
                + " with "
                + Numbers.count(file.values(), "value", "values")
                + " in all."));
    for (String note : file.notes()) remarks.add(new Finding(Tone.NOTABLE, note));
    for (Kind kind : Kind.values()) {
      List<dev.sonde.analysis.weights.Finding> found = file.findings().of(kind);
      if (!found.isEmpty()) remarks.add(remark(kind, found));
    }
    if (file.findings().findings().isEmpty()) {
      remarks.add(
          new Finding(
              Tone.GOOD,
              "Nothing stands out: all values are finite, no row or column of zeros, no constant,"
                  + " no extreme outlier, no unusual scale."));
    }
    return remarks;
  }

  private static Finding remark(Kind kind, List<dev.sonde.analysis.weights.Finding> found) {
    Tone tone = kind.grave() ? Tone.GRAVE : Tone.NOTABLE;
    if (found.size() == 1) {
      dev.sonde.analysis.weights.Finding f = found.getFirst();
      return new Finding(tone, f.address() + " " + kind.one() + ": " + f.sentence() + ".");
    }
    String named =
        found.stream()
            .limit(NAMED)
            .map(f -> f.address() + " (" + f.sentence() + ")")
            .collect(Collectors.joining("; "));
    int others = found.size() - NAMED;
    String rest = others > 0 ? "; and " + Numbers.count(others, "other", "others") : "";
    return new Finding(
        tone, Numbers.count(found.size()) + " tensors " + kind.many() + ": " + named + rest + ".");
  }

  /**
   * Sections about a file.
   *
   * @param named whether the file's name stands in their titles, as it must where there are several
   */
  public static List<Section> of(FileContents file, boolean named) {
    String of = named ? " of " + file.path() : "";
    List<Section> sections = new ArrayList<>();
    if (!file.findings().findings().isEmpty()) {
      sections.add(
          new Section(
              "What stands out" + (named ? " in " + file.path() : ""), List.of(findings(file))));
    }
    if (!file.distributions().isEmpty()) {
      sections.add(new Section("Values" + of, pictures(file.distributions())));
    }
    if (!file.heatmaps().isEmpty()) {
      List<Block> blocks = new ArrayList<>();
      if (!file.heatmapsWhy().isEmpty()) blocks.add(new Block.Words(file.heatmapsWhy()));
      blocks.addAll(pictures(file.heatmaps()));
      sections.add(new Section("Heatmaps" + of, blocks));
    }
    sections.add(new Section("Tensors" + of, List.of(tensors(file))));
    return sections;
  }

  private static List<Block> pictures(List<dev.sonde.figure.Figure> figures) {
    return figures.stream().<Block>map(Block.Picture::new).toList();
  }

  private static Block findings(FileContents file) {
    List<List<Entry>> rows = new ArrayList<>();
    for (dev.sonde.analysis.weights.Finding f : file.findings().findings()) {
      rows.add(
          List.of(
              Entry.words(f.address()),
              Entry.words(f.kind().one()).strongIf(f.kind().grave()),
              Entry.words(f.sentence())));
    }
    return Block.TableBlock.of(
        "Findings by fixed rules over "
            + Numbers.count(file.findings().examined(), "tensor", "tensors"),
        List.of(Head.text("tensor"), Head.text("finding"), Head.text("in numbers")),
        rows);
  }

  private static Block tensors(FileContents file) {
    boolean allFinite = file.tensors().stream().allMatch(t -> t.nan() + t.inf() == 0);
    List<Head> columns =
        new ArrayList<>(
            List.of(
                Head.text("tensor"),
                Head.text("type"),
                Head.text("shape"),
                Head.real("values", "how many values it holds"),
                Head.real("mean", "of the finite values"),
                Head.real("std", "standard deviation of the finite values"),
                Head.real("min", "smallest finite value"),
                Head.real("median", "half of the finite values lie below"),
                Head.real("max", "largest finite value"),
                Head.real("skewness", "0 for symmetric values"),
                Head.real("kurtosis", "excess kurtosis: 0 for normal values, more for tails"),
                Head.real("L2", "square root of the sum of squares"),
                Head.real("zeros", "share of values that are 0")));
    if (!allFinite) columns.add(Head.real("not finite", "values that are NaN or infinite"));
    return Block.TableBlock.of(
        "All tensors in the file's order" + (allFinite ? "; all values are finite" : ""),
        columns,
        file.tensors().stream().map(row -> row(row, allFinite)).toList());
  }

  private static List<Entry> row(Summary t, boolean allFinite) {
    double zeros = t.count() == 0 ? 0 : (double) t.zeros() / t.count();
    long notFinite = t.nan() + t.inf();
    String shape =
        t.shape().isEmpty()
            ? "scalar"
            : t.shape().stream().map(String::valueOf).collect(Collectors.joining(" × "));
    List<Entry> entries =
        new ArrayList<>(
            List.of(
                Entry.words(t.name()),
                Entry.words(t.dtype()),
                Entry.words(shape),
                Entry.count(t.count()),
                Entry.number(t.mean()),
                Entry.number(t.std()),
                Entry.number(t.min()),
                Entry.number(t.quantiles().p50()),
                Entry.number(t.max()),
                Entry.number(t.skewness()),
                Entry.number(t.kurtosis()),
                Entry.number(t.l2()),
                Entry.number(zeros, Numbers.percent(zeros))));
    if (!allFinite) entries.add(Entry.count(notFinite).strongIf(notFinite > 0));
    return entries;
  }
}
