package dev.sonde.study.grokking;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.NumberFormat;
import dev.sonde.figure.Panel;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.cells.LinesFigure.Line;
import dev.sonde.figure.cells.LinesFigure.Lines;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.List;

/** Courses over steps, and spectra. */
final class GrokkingFigures {

  private static final String STEP = "step";

  /** Spectra that are drawn; more would not be read. */
  private static final int SPECTRA = 6;

  private GrokkingFigures() {}

  static Figure learning(List<Measured> all) {
    List<Line> loss = new ArrayList<>();
    List<Line> accuracy = new ArrayList<>();
    for (Measured m : all) {
      loss.add(line("training pairs", m.training(), "train_loss"));
      loss.add(line("held-out pairs", m.training(), "loss"));
      accuracy.add(line("training pairs", m.training(), "train_accuracy"));
      accuracy.add(line("held-out pairs", m.training(), "accuracy"));
    }
    return LinesFigure.of(
            "Memorising, then generalising",
            List.of(
                new Lines("Loss", STEP, List.of(), Axis.log("mean cross-entropy"), loss),
                new Lines("Accuracy", STEP, List.of(), LinesFigure.share("accuracy"), accuracy)))
        .caption("One line per network and set of pairs.");
  }

  static Figure progress(List<Measured> all) {
    List<Line> losses = new ArrayList<>();
    List<Line> shares = new ArrayList<>();
    List<Line> norm = new ArrayList<>();
    for (Measured m : all) {
      losses.add(line("key frequencies alone (restricted)", m.progress(), "restricted_loss"));
      losses.add(line("without them (excluded)", m.progress(), "excluded_loss"));
      shares.add(line("energy of W_L", m.progress(), "neuron_share"));
      shares.add(line("energy of W_E", m.progress(), "embedding_share"));
      shares.add(line("variance of logits", m.progress(), "logit_variance"));
      norm.add(line("norm", m.training(), "norm"));
    }
    return LinesFigure.of(
            "Progress measures",
            List.of(
                new Lines("Loss", STEP, List.of(), Axis.log("mean cross-entropy"), losses),
                new Lines(
                    "Carried by the key frequencies",
                    STEP,
                    List.of(),
                    LinesFigure.share("share"),
                    shares),
                new Lines("Parameters", STEP, List.of(), Axis.linear("norm"), norm)))
        .width(1200)
        .caption(
            "Key frequencies of the trained networks. Restricted loss: on all pairs; excluded"
                + " loss: on training pairs.");
  }

  /** The first networks' spectra of W_L, beside that of an untrained one. */
  static Figure spectra(List<Measured> all) {
    List<Panel> panels = new ArrayList<>();
    List<Measured> shown = all.subList(0, Math.min(all.size(), SPECTRA - 1));
    double most =
        shown.stream()
            .flatMap(m -> m.spectrum(MeasuringWork.TRAINED, MeasuringWork.NEURONS).stream())
            .max(Double::compare)
            .orElse(1.0);
    panels.add(spectrum("untrained (run 1)", all.getFirst(), MeasuringWork.UNTRAINED, most));
    for (Measured m : shown) {
      panels.add(spectrum("run " + m.run(), m, MeasuringWork.TRAINED, most));
    }
    String left =
        all.size() < SPECTRA ? "" : " The first " + (SPECTRA - 1) + " networks are shown.";
    return Figure.grid("Energy of W_L by frequency", Math.min(3, panels.size()), panels)
        .width(1000)
        .caption(
            "Share of the energy of cosine and sine over the answers 0 … p − 1, the constant left"
                + " out. Key frequencies in orange."
                + left);
  }

  private static Panel spectrum(String title, Measured m, String at, double most) {
    List<Double> shares = m.spectrum(at, MeasuringWork.NEURONS);
    List<Integer> keys = m.keyFrequencies();
    boolean trained = at.equals(MeasuringWork.TRAINED);
    List<Mark.Bar> plain = new ArrayList<>();
    List<Mark.Bar> key = new ArrayList<>();
    for (int k = 1; k <= shares.size(); k++) {
      Mark.Bar bar = Mark.Bar.upright(k - .4, k + .4, shares.get(k - 1));
      if (trained && keys.contains(k)) key.add(bar);
      else plain.add(bar);
    }
    Colour strong = Palette.VERMILION;
    List<Mark> marks =
        List.of(new Mark.Bars(plain, Fill.of(Palette.GREY)), new Mark.Bars(key, Fill.of(strong)));
    return Panel.of(
            Axis.linear("frequency k", 0, shares.size() + 1.0).format(NumberFormat.WHOLE),
            Axis.linear("share of energy", 0, 1.05 * most).format(NumberFormat.PERCENT),
            marks)
        .title(title)
        .height(150);
  }

  private static Line line(String name, Table table, String figure) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      points.add(new Point(table.number(i, STEP), table.number(i, figure)));
    }
    return new Line(name, points);
  }
}
