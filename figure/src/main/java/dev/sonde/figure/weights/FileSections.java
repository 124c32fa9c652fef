package dev.sonde.figure.weights;

import dev.sonde.analysis.weights.Finding.Kind;
import dev.sonde.analysis.weights.Findings;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a report about single files: what stands out, all tensors, how their values lie. */
final class FileSections {

  /** So many tensors of one kind of finding are named in the summary. */
  private static final int NAMED = 3;

  /** The main table of a page about one file. */
  static final String TENSORS = "tensors";

  private static final List<String> COLUMNS =
      List.of(
          "tensor",
          "dtype",
          "shape",
          "count",
          "mean",
          "std",
          "min",
          "p50",
          "max",
          "skewness",
          "kurtosis",
          "l2",
          "zeros");

  private FileSections() {}

  /** Sentences for the summary: what the file is, then each kind of finding. */
  static List<Finding> summary(FileFacts file) {
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
              "Nothing stands out. Looked for: "
                  + Findings.lookedFor(Findings.Settings.defaults())
                  + "."));
    }
    return remarks;
  }

  private static Finding remark(Kind kind, List<dev.sonde.analysis.weights.Finding> found) {
    Tone tone = kind.grave() ? Tone.GRAVE : Tone.NOTABLE;
    if (found.size() == 1) {
      dev.sonde.analysis.weights.Finding f = found.getFirst();
      return new Finding(
          tone, f.address() + " " + kind.one() + ": " + f.sentence() + ".", List.of(f.address()));
    }
    String named =
        found.stream()
            .limit(NAMED)
            .map(f -> f.address() + " (" + f.sentence() + ")")
            .collect(Collectors.joining("; "));
    boolean counted = kind == Kind.DECAYED_ROWS || kind == Kind.DECAYED_COLUMNS;
    long all = Math.round(found.stream().mapToDouble(f -> f.measure()).sum());
    int others = found.size() - NAMED;
    String rest = others > 0 ? "; and " + Numbers.count(others, "other", "others") : "";
    return new Finding(
        tone,
        Numbers.count(found.size())
            + " tensors "
            + kind.many()
            + (counted ? ", " + Numbers.count(all) + " in all" : "")
            + ": "
            + named
            + rest
            + ".",
        found.stream().map(dev.sonde.analysis.weights.Finding::address).toList());
  }

  /**
   * Sections about a file.
   *
   * @param named whether the file's name stands in their titles, as it must where there are several
   */
  static List<Section> of(FileFacts file, boolean named) {
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
      if (file.heatmaps().size() < file.matrices()) {
        blocks.add(
            new Block.Words(
                "Matrices with findings first, then the largest: %d of %d."
                    .formatted(file.heatmaps().size(), file.matrices())));
      }
      blocks.addAll(pictures(file.heatmaps()));
      sections.add(new Section("Heatmaps" + of, blocks));
    }
    sections.add(new Section("Tensors" + of, List.of(tensors(file))));
    return sections;
  }

  private static List<Block> pictures(List<Figure> figures) {
    return figures.stream().<Block>map(Block.Picture::new).toList();
  }

  private static Block findings(FileFacts file) {
    return Block.TableBlock.of(
        "Findings by fixed rules over "
            + Numbers.count(file.findings().examined(), "tensor", "tensors"),
        Columns.<dev.sonde.analysis.weights.Finding>empty()
            .text("tensor", dev.sonde.analysis.weights.Finding::address)
            .text("finding", f -> f.kind().one())
            .strong(f -> f.kind().grave())
            .text("in numbers", dev.sonde.analysis.weights.Finding::sentence),
        file.findings().findings());
  }

  private static Block tensors(FileFacts file) {
    boolean allFinite = file.tensors().stream().allMatch(t -> t.nan() + t.inf() == 0);
    Columns<Summary> columns = SummaryColumns.ALL.only(COLUMNS).and(SummaryColumns.ZERO_SHARE);
    if (!allFinite) {
      columns =
          columns
              .and(SummaryColumns.ALL.column("nan"))
              .strong(t -> t.nan() > 0)
              .and(SummaryColumns.ALL.column("inf"))
              .strong(t -> t.inf() > 0);
    }
    String caption = "All tensors in the file's order" + (allFinite ? "; all are finite" : "");
    Table table = columns.table(TENSORS, caption, file.tensors());
    return Block.TableBlock.of(table, columns, file.tensors());
  }
}
