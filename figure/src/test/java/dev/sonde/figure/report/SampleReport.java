package dev.sonde.figure.report;

import dev.sonde.figure.Figure;
import dev.sonde.figure.Gallery;
import dev.sonde.figure.report.Block.Column;
import dev.sonde.figure.report.Block.Entry;
import java.util.ArrayList;
import java.util.List;

/** A report with everything in it. */
final class SampleReport {

  private SampleReport() {}

  static Report report() {
    List<List<Entry>> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      rows.add(
          List.of(
              Entry.words("encoder.layer." + i + ".weight"),
              Entry.count(12345L - 321L * i),
              i == 7 ? Entry.number(Double.NaN) : Entry.number(Math.sin(i)),
              Entry.words("[" + i + ", 64]").strongIf(i == 3)));
    }
    Block table =
        new Block.Table(
            "All tensors",
            List.of(
                Column.words("tensor"),
                Column.number("values", "how many"),
                Column.number("mean", ""),
                Column.words("shape")),
            rows);
    List<Report.Remark> summary =
        List.of(
            Report.Remark.plain("model.pt holds 30 tensors with 12 345 values in all."),
            new Report.Remark(
                Report.Tone.GRAVE, "encoder.layer.7.weight holds 3 NaN among 4096 values."),
            new Report.Remark(Report.Tone.NOTABLE, "Two tensors have extreme outliers."),
            new Report.Remark(Report.Tone.GOOD, "No row or column is all zeros."));
    return new Report(
        "model.pt",
        "What is in the file, and what stands out.",
        summary,
        List.of(
            new Report.Section(
                "What stands out", List.of(new Block.Items(List.of("First.", "Second.")))),
            new Report.Section(
                "Tensors", List.of(new Block.Words("Click a heading to sort."), table)),
            new Report.Section("Values", figures("histograms", "ridgeline")),
            new Report.Section("Heatmaps", figures("heatmap", "heatmap-aggregated")),
            new Report.Section("More", List.of(new Block.Folded("Folded", List.of(table))))),
        new Report.ProvenanceLines(
            "sonde report model.pt -o report.html",
            List.of(
                new Report.Line("Sonde", "0.1.0"),
                new Report.Line("Input", "model.pt, SHA-256 " + "0123456789abcdef".repeat(4)))));
  }

  private static List<Block> figures(String... names) {
    List<Block> blocks = new ArrayList<>();
    for (String name : names) {
      Figure figure = Gallery.figure(name);
      blocks.add(new Block.Picture(figure));
    }
    return blocks;
  }
}
