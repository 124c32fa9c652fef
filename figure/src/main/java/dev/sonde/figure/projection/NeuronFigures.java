package dev.sonde.figure.projection;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.analysis.neurons.Discriminability;
import dev.sonde.analysis.neurons.NeuronMap;
import dev.sonde.analysis.similarity.Cka;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Range;
import dev.sonde.figure.Symbol;
import dev.sonde.figure.cells.Matrix;
import dev.sonde.figure.cells.MatrixFigure;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Gradient;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Figures of neurons: which tell classes apart, and how alike layers are. */
public final class NeuronFigures {

  private NeuronFigures() {}

  /** A map and what it is of, as "before training". */
  public record Shown(String title, NeuronMap map) {}

  /** Discriminative neuron maps side by side. */
  public static Figure map(String title, List<Shown> shown, List<String> classes, String caption) {
    List<Panel> panels = new ArrayList<>();
    int dead = 0;
    for (Shown one : shown) {
      List<Mark.Dot> dots = new ArrayList<>();
      int n = one.map().neurons().size();
      double size = Math.clamp(150 / Math.sqrt(Math.max(1, n)), 2.5, 9);
      List<NeuronMap.Neuron> faintFirst =
          one.map().neurons().stream()
              .sorted(Comparator.comparingDouble(NeuronMap.Neuron::opacity))
              .toList();
      for (NeuronMap.Neuron neuron : faintFirst) {
        String words =
            "neuron "
                + neuron.index()
                + ", "
                + classes.get(neuron.strongest())
                + ", importance "
                + Numbers.of(neuron.importance());
        dots.add(
            new Mark.Dot(
                new Point(neuron.x(), neuron.y()),
                Symbol.CIRCLE,
                size,
                Fill.of(Palette.ofClass(neuron.strongest())).opacity(neuron.opacity()),
                words));
      }
      String words = one.title() + " · " + n + " neurons";
      if (one.map().dead() > 0) words += ", " + one.map().dead() + " dead left out";
      dead += one.map().dead();
      panels.add(
          Panel.of(Axis.hidden(), Axis.hidden(), new Mark.Dots(dots))
              .title(words)
              .height(shown.size() == 1 ? 520 : 400)
              .withEqualUnits());
    }
    List<Guide.Entry> entries = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      entries.add(
          new Guide.Entry(
              classes.get(c), new Guide.Sample.Marker(Symbol.CIRCLE, Palette.ofClass(c))));
    }
    String faint =
        "Near: activations rise and fall together. Colour: the class that the neuron tells best"
            + " from all others; the fainter, the less it does so, within its class.";
    return Figure.grid(title, shown.size(), panels)
        .width(shown.size() == 1 ? 640 : 940)
        .guides(new Guide.Legend(entries))
        .caption(
            (caption + " " + faint + (dead > 0 ? " A dead neuron never changes." : "")).strip());
  }

  /**
   * The most important neurons of each class beside what labels in another order give.
   *
   * @param most how many neurons per class
   */
  public static Figure importances(
      String title, Discriminability found, List<String> classes, int most) {
    List<Panel> panels = new ArrayList<>();
    double highest = 0;
    for (Discriminability.ForClass c : found.classes()) {
      for (double value : c.importance()) highest = Math.max(highest, value);
      highest = Math.max(highest, c.highestShuffled());
    }
    for (Discriminability.ForClass c : found.classes()) {
      panels.add(panel(c, classes, most, highest > 0 ? highest : 1));
    }
    Stroke limit = Stroke.of(Colour.INK).width(1.2).dash(Stroke.Dash.DASHED);
    return Figure.grid(title, Math.min(2, panels.size()), panels)
        .width(900)
        .guides(
            Guide.Legend.of(
                new Guide.Entry("importance", new Guide.Sample.Area(Fill.of(Palette.BLUE))),
                new Guide.Entry(
                    "the same neuron, labels shuffled",
                    new Guide.Sample.Area(Fill.of(Palette.ORANGE))),
                new Guide.Entry(
                    "highest of all neurons, labels shuffled", new Guide.Sample.Line(limit))))
        .caption(
            "Share of the decrease of impurity in %d extremely randomised trees per class against"
                    .formatted(found.trees())
                + " the rest; %s of the labels. The %d most important of %d neurons."
                    .formatted(
                        Numbers.count(found.shuffles(), "shuffle", "shuffles"),
                        Math.min(most, found.neurons()),
                        found.neurons()));
  }

  private static Panel panel(
      Discriminability.ForClass c, List<String> classes, int most, double highest) {
    List<Integer> order =
        IntStream.range(0, c.importance().size())
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer k) -> -c.importance().get(k))
                    .thenComparing(k -> k))
            .limit(most)
            .toList();
    List<Mark.Bar> bars = new ArrayList<>();
    List<Mark.Bar> baseline = new ArrayList<>();
    List<Axis.Tick> ticks = new ArrayList<>();
    int every = Math.max(1, (order.size() + 9) / 10);
    for (int i = 0; i < order.size(); i++) {
      int k = order.get(i);
      bars.add(
          new Mark.Bar(
              Range.of(i - .4, i + .4), Range.of(0, c.importance().get(k)), "neuron " + k));
      // Narrow, so that neither hides the other.
      baseline.add(new Mark.Bar(Range.of(i - .16, i + .16), Range.of(0, c.shuffled().get(k)), ""));
      if (i % every == 0) ticks.add(new Axis.Tick(i, Integer.toString(k)));
    }
    return Panel.of(
            Axis.linear("neuron", -.7, Math.max(1, order.size()) - .3)
                .ticks(ticks)
                .look(Axis.Look.PLAIN),
            Axis.linear("importance", 0, 1.05 * highest),
            new Mark.Bars(bars, Fill.of(Palette.BLUE)),
            new Mark.Bars(baseline, Fill.of(Palette.ORANGE)),
            Mark.Rule.horizontal(
                c.highestShuffled(), Stroke.of(Colour.INK).width(1.2).dash(Stroke.Dash.DASHED)))
        .title(
            "%s · %s, %s above the line"
                .formatted(
                    classes.get(c.label()),
                    Numbers.count(c.inputs(), "input", "inputs"),
                    Numbers.count(c.above(), "neuron", "neurons")))
        .height(150);
  }

  /**
   * How alike representations are.
   *
   * @param names of layers, epochs or models, in the order of the values
   */
  public static Figure similarity(String title, Cka cka, List<String> names) {
    int n = names.size();
    double[] values = new double[n * n];
    for (int i = 0; i < values.length; i++) values[i] = cka.values().get(i / n).get(i % n);
    Matrix matrix =
        new Matrix(
            "",
            Cells.of(n, n, values),
            "",
            "",
            names,
            names,
            new ColourScale(Gradient.VIRIDIS, 0, 1),
            "linear CKA");
    return MatrixFigure.of(title, List.of(matrix), 1, Math.clamp(30.0 * n, 160, 560))
        .width(760)
        .caption(
            "Linear centred kernel alignment over the same %d inputs: 1 where distances between"
                    .formatted(cka.inputs())
                + " inputs agree up to rotation and scale.");
  }
}
