package dev.sonde.figure.page;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Gallery;
import dev.sonde.figure.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A page with everything in it. */
final class SamplePage {

  private SamplePage() {}

  static Page page() {
    Block table =
        Block.TableBlock.of(
            "All tensors",
            Columns.<Integer>empty()
                .text("tensor", i -> "encoder.layer." + i + ".weight")
                .integer("values", i -> 12345L - 321L * i)
                .explained("how many")
                .real("mean", i -> i == 7 ? Double.NaN : Math.sin(i))
                .text("shape", i -> "[" + i + ", 64]")
                .strong(i -> i == 3),
            IntStream.range(0, 30).boxed().toList());
    List<Finding> summary =
        List.of(
            Finding.plain("model.pt holds 30 tensors with 12 345 values in all."),
            new Finding(
                Finding.Tone.GRAVE, "encoder.layer.7.weight holds 3 NaN among 4096 values."),
            new Finding(Finding.Tone.NOTABLE, "Two tensors have extreme outliers."),
            new Finding(Finding.Tone.GOOD, "No row or column is all zeros."));
    return new Page(
        "model.pt",
        "What is in the file, and what stands out.",
        summary,
        List.of(
            new Page.Section(
                "What stands out", List.of(new Block.Items(List.of("First.", "Second.")))),
            new Page.Section(
                "Tensors", List.of(new Block.Words("Click a heading to sort."), table)),
            new Page.Section("Values", figures("histograms", "ridgeline")),
            new Page.Section("Heatmaps", figures("heatmap", "heatmap-aggregated")),
            new Page.Section("More", List.of(new Block.Folded("Folded", List.of(table))))),
        new Provenance(
            "0.1.0",
            "25",
            "sonde report model.pt -o report.html",
            List.of(new Provenance.Input("model.pt", 12345, "0123456789abcdef".repeat(4))),
            Map.of(),
            null));
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
