package dev.sonde.figure.states;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.NumberFormat;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Range;
import dev.sonde.figure.Symbol;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.numbers.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Figures of state clustering over many networks. */
public final class StudyFigures {

  private static final List<Symbol> SYMBOLS = List.of(Symbol.values());

  private StudyFigures() {}

  /**
   * One clustering over networks.
   *
   * @param weighted weighted ambiguity of each network
   */
  public record Method(String name, List<Double> weighted) {
    public Method {
      weighted = List.copyOf(weighted);
    }
  }

  /** Box plots of weighted ambiguity, one per clustering, each network a dot. */
  public static Figure boxes(String title, List<Method> methods, String caption) {
    List<String> names = methods.stream().map(Method::name).toList();
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      double[] sorted = sorted(methods.get(i).weighted());
      marks.add(
          new Mark.Box(
              Mark.Way.RIGHT,
              i,
              .6,
              new Mark.Quartiles(
                  sorted[0],
                  Sample.quantile(sorted, .25),
                  Sample.quantile(sorted, .5),
                  Sample.quantile(sorted, .75),
                  sorted[sorted.length - 1]),
              List.of(),
              Palette.BLUE,
              methods.get(i).name()));
      List<Point> dots = new ArrayList<>();
      for (int k = 0; k < sorted.length; k++) {
        dots.add(new Point(sorted[k], i + .22 * ((k % 5 - 2) / 2.0)));
      }
      marks.add(Mark.Dots.of(dots, Symbol.CIRCLE, 3.5, Fill.of(Palette.VERMILION).opacity(.45)));
    }
    Panel panel =
        Panel.of(Axis.linear("weighted ambiguity", 0, 1), Axis.categories("", names), marks)
            .height(Math.max(120, methods.size() * 24));
    return Figure.of(title, panel).caption(caption);
  }

  /** Share of networks at zero, ours beside the published one (NaN where there is none). */
  public record Share(String name, double ours, double published) {}

  public static Figure zeros(String title, List<Share> shares, String caption) {
    List<String> names = shares.stream().map(Share::name).toList();
    List<Mark.Bar> bars = new ArrayList<>();
    List<Point> published = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      bars.add(
          new Mark.Bar(
              Range.of(0, shares.get(i).ours()), Range.of(i - .36, i + .36), shares.get(i).name()));
      published.add(new Point(shares.get(i).published(), i));
    }
    Panel panel =
        Panel.of(
                Axis.linear("networks in which every cluster belongs to one state", 0, 1)
                    .format(NumberFormat.PERCENT),
                Axis.categories("", names),
                new Mark.Bars(bars, Fill.of(Palette.BLUE)),
                Mark.Dots.of(published, Symbol.DIAMOND, 9, Fill.of(Palette.VERMILION)))
            .height(Math.max(120, shares.size() * 20))
            .guides(
                Guide.Legend.of(
                    new Guide.Entry("here", new Guide.Sample.Area(Fill.of(Palette.BLUE))),
                    new Guide.Entry(
                        "published", new Guide.Sample.Marker(Symbol.DIAMOND, Palette.VERMILION))));
    return Figure.of(title, panel).caption(caption);
  }

  /** A network in the scatter plots. */
  public record Dot(String cell, double accuracy, double weighted, String name) {}

  /** Accuracy against weighted ambiguity for one clustering. */
  public record Scatter(String clustering, List<Dot> dots, double correlation) {
    public Scatter {
      dots = List.copyOf(dots);
    }
  }

  public static Figure scatter(String title, List<Scatter> scatters, String caption) {
    List<String> cells =
        scatters.stream()
            .flatMap(s -> s.dots().stream())
            .map(Dot::cell)
            .distinct()
            .sorted()
            .toList();
    // Where all networks have learned, their accuracies are all within a hair of 1.
    double least =
        scatters.stream()
            .flatMap(s -> s.dots().stream())
            .mapToDouble(Dot::accuracy)
            .min()
            .orElse(0);
    double edge = Math.max(.001, (1 - least) * .06);
    List<Panel> panels = new ArrayList<>();
    for (Scatter s : scatters) {
      List<Mark.Dot> dots = new ArrayList<>();
      for (Dot d : s.dots()) {
        int c = cells.indexOf(d.cell());
        dots.add(
            new Mark.Dot(
                new Point(d.accuracy(), d.weighted()),
                symbol(c),
                6,
                Fill.of(Palette.category(c)).opacity(.7),
                d.name()));
      }
      String rho =
          Double.isNaN(s.correlation()) ? "ρ undefined" : "ρ = %.2f".formatted(s.correlation());
      panels.add(
          Panel.of(
                  Axis.linear("accuracy", Math.max(0, least - edge), 1 + edge),
                  Axis.linear("weighted ambiguity", -.03, 1.03),
                  new Mark.Dots(dots))
              .title(s.clustering() + ", " + rho)
              .height(190));
    }
    List<Guide.Entry> entries = new ArrayList<>();
    for (int c = 0; c < cells.size(); c++) {
      entries.add(
          new Guide.Entry(cells.get(c), new Guide.Sample.Marker(symbol(c), Palette.category(c))));
    }
    return Figure.grid(title, 3, panels)
        .guides(new Guide.Legend(entries))
        .width(900)
        .caption(caption);
  }

  /** Mean weighted ambiguity by cell for one clustering. */
  public record CellMean(String clustering, String cell, double mean) {}

  public static Figure cells(String title, List<CellMean> means, String caption) {
    List<String> names = means.stream().map(CellMean::clustering).distinct().toList();
    List<String> cells = means.stream().map(CellMean::cell).distinct().sorted().toList();
    List<Mark> marks = new ArrayList<>();
    List<Guide.Entry> entries = new ArrayList<>();
    for (int c = 0; c < cells.size(); c++) {
      List<Point> points = new ArrayList<>();
      for (CellMean m : means) {
        if (!m.cell().equals(cells.get(c))) continue;
        double shift = cells.size() == 1 ? 0 : .5 * (c / (cells.size() - 1.0) - .5);
        points.add(new Point(m.mean(), names.indexOf(m.clustering()) + shift));
      }
      Symbol symbol = symbol(c);
      marks.add(Mark.Dots.of(points, symbol, 8, Fill.of(Palette.category(c))));
      entries.add(
          new Guide.Entry(cells.get(c), new Guide.Sample.Marker(symbol, Palette.category(c))));
    }
    Panel panel =
        Panel.of(Axis.linear("mean weighted ambiguity"), Axis.categories("", names), marks)
            .height(Math.max(120, names.size() * 26))
            .guides(new Guide.Legend(entries));
    return Figure.of(title, panel).caption(caption);
  }

  private static Symbol symbol(int cell) {
    return SYMBOLS.get(cell % SYMBOLS.size());
  }

  static double[] sorted(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /** So that a caption can say what a whisker is. */
  public static final String WHISKERS =
      "Boxes: quartiles and median; whiskers: least and greatest; dots: networks.";
}
