package dev.sonde.figure;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Gradient;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One figure per kind of mark and of result: what the tests draw, and what {@code main} writes to
 * look at, into a folder, all or one by name.
 */
public final class Gallery {

  private Gallery() {}

  public static void main(String[] args) throws IOException {
    for (var entry : figures().entrySet()) {
      if (args.length > 1 && !entry.getKey().equals(args[1])) continue;
      for (String ending : List.of(".svg", ".png", ".pdf")) {
        FigureFile.write(entry.getValue(), Path.of(args[0], entry.getKey() + ending));
      }
    }
  }

  public static Figure figure(String name) {
    return Objects.requireNonNull(figures().get(name), name);
  }

  private static final Map<String, Figure> FIGURES = draw();

  static Map<String, Figure> figures() {
    return FIGURES;
  }

  private static Map<String, Figure> draw() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("lines", lines());
    figures.put("scatter", scatter());
    figures.put("boxes", boxes());
    figures.put("confusion", confusion());
    figures.put("bars", bars());
    figures.put("graph", graph());
    figures.put("scales", scales());
    figures.put("hostile", hostile());
    figures.putAll(ResultGallery.figures());
    figures.putAll(ProjectionGallery.figures());
    return Collections.unmodifiableMap(figures);
  }

  private static Mark.Point at(double x, double y) {
    return new Mark.Point(x, y);
  }

  private static Figure lines() {
    Random random = new Random(1);
    List<Mark> marks = new ArrayList<>();
    String[] names = {"guided", "baseline"};
    List<Guide.Entry> entries = new ArrayList<>();
    for (int g = 0; g < 2; g++) {
      List<Mark.Point> mean = new ArrayList<>();
      List<Mark.Point> low = new ArrayList<>();
      List<Mark.Point> high = new ArrayList<>();
      for (int i = 0; i <= 100; i++) {
        double y = (2 + g) * Math.exp(-i / (20.0 + 25 * g)) + 0.02 + 0.01 * random.nextDouble();
        mean.add(at(i, y));
        low.add(at(i, y * 0.8));
        high.add(at(i, y * 1.25));
      }
      Colour colour = Palette.category(g);
      marks.add(new Mark.Area(high, low, Fill.of(colour).opacity(0.18), null, ""));
      marks.add(Mark.Line.of(mean, Stroke.of(colour).width(2)).tooltip(names[g]));
      entries.add(new Guide.Entry(names[g], new Guide.Sample.Line(Stroke.of(colour).width(2))));
    }
    marks.add(
        new Mark.Rule(
            Mark.Way.UP,
            62,
            Stroke.of(Colour.MUTED).width(1).dash(Stroke.Dash.DASHED),
            "learning rate halved"));
    return Figure.of(
            "Training loss of two groups",
            Panel.of(Axis.linear("epoch"), Axis.log("mean loss per word").unit("nats"), marks)
                .guides(new Guide.Legend(entries)))
        .subtitle("Line: mean of five runs. Band: one standard deviation.")
        .caption("Constructed data; nothing was left out.");
  }

  private static Figure scatter() {
    Random random = new Random(2);
    List<Mark> marks = new ArrayList<>();
    List<Mark.Dot> dots = new ArrayList<>();
    List<Guide.Entry> entries = new ArrayList<>();
    Symbol[] symbols = Symbol.values();
    for (int c = 0; c < 8; c++) {
      double cx = 4 * Math.cos(c * 0.785);
      double cy = 4 * Math.sin(c * 0.785);
      Colour colour = Palette.category(c);
      for (int i = 0; i < 40; i++) {
        double x = cx + random.nextGaussian() * 0.6;
        double y = cy + random.nextGaussian() * 0.6;
        if (i < 8) {
          List<Mark.Point> trail =
              List.of(at(x * 0.3, y * 0.3), at(x * 0.6 + y * 0.1, y * 0.6), at(x, y));
          marks.add(
              new Mark.Line(
                  trail, Stroke.of(colour).width(1).opacity(0.5), Mark.Course.SMOOTH, false, ""));
        }
        dots.add(
            new Mark.Dot(
                at(x, y),
                symbols[c],
                5 + 3 * random.nextDouble(),
                Fill.of(colour).opacity(0.5 + 0.5 * random.nextDouble()),
                "input " + i));
      }
      entries.add(new Guide.Entry("class " + c, new Guide.Sample.Marker(symbols[c], colour)));
    }
    marks.add(new Mark.Dots(dots));
    return Figure.of(
            "Projection with trails",
            Panel.of(
                    Axis.linear("component 1").look(Axis.Look.PLAIN),
                    Axis.linear("component 2").look(Axis.Look.PLAIN),
                    marks)
                .guides(new Guide.Legend(entries))
                .height(420)
                .withEqualUnits())
        .subtitle("A trail follows one input through the layers; equal units on both axes.");
  }

  private static Figure boxes() {
    List<String> names =
        IntStream.range(0, 14)
            .mapToObj(i -> "layer" + (1 + i / 5) + "." + i % 5 + ".conv" + (1 + i % 2) + ".weight")
            .toList();
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      double m = Math.sin(i) * 0.5;
      marks.add(
          new Mark.Box(
              Mark.Way.UP,
              i,
              0.6,
              new Mark.Quartiles(m - 1, m - 0.4, m, m + 0.5, m + 1.2),
              List.of(m + 1.8, m - 1.5),
              Palette.BLUE,
              names.get(i)));
    }
    return Figure.of(
        "Gradients per layer",
        Panel.of(Axis.categories("layer", names), Axis.linear("gradient norm").unit("1/σ"), marks));
  }

  private static Figure confusion() {
    List<String> classes =
        List.of("plane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
    Random random = new Random(3);
    Cells cells =
        Cells.of(
            10, 10, (r, c) -> r == c ? 0.7 + 0.3 * random.nextDouble() : 0.1 * random.nextDouble());
    ColourScale colours = new ColourScale(Gradient.BLUES, 0, 1);
    List<Mark> marks = new ArrayList<>(List.of(Mark.Image.of(cells, colours)));
    for (int r = 0; r < 10; r++) {
      for (int c = 0; c < 10; c++) {
        Colour on = colours.of(cells.at(r, c)).readable();
        marks.add(Mark.Text.centred(at(c, r), Numbers.of(100 * cells.at(r, c), 2), on));
      }
    }
    return Figure.of(
            "Confusion of ten classes",
            Panel.of(Axis.categories("predicted", classes), Axis.categories("true", classes), marks)
                .height(380)
                .guides(
                    new Guide.ColourBar(
                        "share of the true class", colours, NumberFormat.PERCENT, false, false)))
        .width(600)
        .caption("Numbers in percent.");
  }

  private static Figure bars() {
    List<Mark.Bar> bars = new ArrayList<>();
    for (int i = -20; i < 20; i++) {
      bars.add(Mark.Bar.upright(i / 20.0, (i + 1) / 20.0, 2e5 * Math.exp(-i * i / 50.0)));
    }
    Panel histogram =
        Panel.of(
            Axis.linear("weight"),
            Axis.linear("weights").format(NumberFormat.SI),
            new Mark.Bars(bars, Fill.of(Palette.BLUE).opacity(0.7)),
            Mark.Rule.vertical(0, Stroke.of(Colour.INK).width(1)));
    List<Mark> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rows.add(
          new Mark.Interval(
              Mark.Way.RIGHT, i, 0.5 + i * 0.1, 0.7 + i * 0.08, Stroke.of(Palette.VERMILION)));
      rows.add(
          Mark.Dots.of(
              List.of(at(0.6 + i * 0.09, i)), Symbol.CIRCLE, 7, Fill.of(Palette.VERMILION)));
    }
    Panel intervals =
        Panel.of(
            Axis.linear("accuracy", 0, 1).format(NumberFormat.PERCENT),
            Axis.categories(
                "",
                List.of(
                    "logistic regression",
                    "MLP (13, 13, 13)",
                    "control",
                    "a name much too long for the room that there is")),
            rows);
    return Figure.of(
        "Counts and intervals", histogram.title("Histogram"), intervals.title("Intervals"));
  }

  private static Figure graph() {
    List<Mark> marks = new ArrayList<>();
    double[][] nodes = {{0, 0}, {2, 1}, {4, 0}, {2, -1.2}};
    int[][] edges = {{0, 1}, {1, 2}, {2, 3}, {3, 0}};
    for (int[] e : edges) {
      double[] a = nodes[e[0]];
      double[] b = nodes[e[1]];
      double d = Math.hypot(b[0] - a[0], b[1] - a[1]);
      double ux = (b[0] - a[0]) / d * 0.34;
      double uy = (b[1] - a[1]) / d * 0.34;
      marks.add(
          Mark.Line.of(
                  List.of(at(a[0] + ux, a[1] + uy), at(b[0] - ux, b[1] - uy)),
                  Stroke.of(Colour.INK).width(1.2))
              .withArrow());
      marks.add(
          new Mark.Text(
              at((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 0.18),
              "a / 1",
              Mark.Anchor.MIDDLE,
              11,
              Colour.INK,
              true));
    }
    marks.add(
        Mark.Line.of(
                List.of(at(4.2, 0.28), at(5, 1.3), at(5.4, -0.6), at(4.36, -0.06)),
                Stroke.of(Colour.INK).width(1.2))
            .course(Mark.Course.BEZIER)
            .withArrow());
    for (int i = 0; i < nodes.length; i++) {
      marks.add(
          Mark.Dots.of(
              List.of(at(nodes[i][0], nodes[i][1])),
              i == 2 ? Symbol.RING : Symbol.CIRCLE,
              46,
              Fill.of(Palette.SKY)));
      marks.add(Mark.Text.centred(at(nodes[i][0], nodes[i][1]), "q" + i, Colour.rgb(0x111111)));
    }
    marks.add(
        Mark.Dots.of(List.of(at(-1, 1.5), at(5.6, -1.6)), Symbol.PLUS, 1, Fill.of(Colour.PAPER)));
    return Figure.of(
        "An automaton", Panel.of(Axis.hidden(), Axis.hidden(), marks).height(260).withEqualUnits());
  }

  private static Figure scales() {
    List<Mark.Point> wide =
        IntStream.rangeClosed(-60, 60).mapToObj(i -> at(i, Math.sinh(i / 5.0))).toList();
    List<Mark.Point> tiny = IntStream.range(0, 20).mapToObj(i -> at(i * 1e-7, -3e-9 * i)).toList();
    List<Mark.Point> large =
        IntStream.range(1, 40).mapToObj(i -> at(i, Math.pow(10, i / 8.0))).toList();
    List<Mark.Point> gap =
        List.of(at(0, 1), at(1, 2), at(Double.NaN, 0), at(2, 3), at(3, Double.POSITIVE_INFINITY));
    Stroke line = Stroke.of(Palette.GREEN).width(2);
    return Figure.grid(
            "Scales",
            2,
            List.of(
                Panel.of(Axis.linear("x"), Axis.symlog("symlog", 1), Mark.Line.of(wide, line))
                    .title("Symmetric logarithm"),
                Panel.of(
                        Axis.linear("very small numbers"),
                        Axis.linear("y"),
                        Mark.Line.of(tiny, line))
                    .title("Tiny"),
                Panel.of(
                        Axis.log("logarithmic", 1, 40), Axis.log("both"), Mark.Line.of(large, line))
                    .title("Logarithms"),
                Panel.of(Axis.linear("x"), Axis.linear("y"), Mark.Line.of(gap, line))
                    .title("A gap")))
        .guides(
            new Guide.ColourBar(
                "correlation", ColourScale.diverging(0.0312), NumberFormat.PLAIN, true, true),
            Guide.Legend.of(new Guide.Entry("all panels", new Guide.Sample.Line(line))));
  }

  private static Figure hostile() {
    String name = "</text><script>alert(1)</script>&\"'\u202Egnp.exe\u0000\n" + "x".repeat(300);
    return Figure.of(
            name,
            Panel.of(
                    Axis.categories(name, List.of(name, "行列の重み", "b", "")),
                    Axis.linear(name, -1e-30, 1e30).unit(name),
                    new Mark.Bars(
                        List.of(
                            new Mark.Bar(Range.of(-0.4, 0.4), Range.of(0, 1e29), name),
                            Mark.Bar.upright(0.6, 1.4, 5e29)),
                        Fill.of(Palette.PURPLE)),
                    new Mark.Text(at(1, 1e29), name, Mark.Anchor.MIDDLE, 11, Colour.INK, false),
                    new Mark.Rule(Mark.Way.RIGHT, 3e29, Stroke.of(Colour.INK), name))
                .title(name)
                .guides(
                    Guide.Legend.of(
                        new Guide.Entry(name, new Guide.Sample.Area(Fill.of(Palette.SKY))),
                        new Guide.Entry(name, new Guide.Sample.Area(Fill.of(Palette.SKY)))),
                    Guide.ColourBar.of(name, ColourScale.sequential(-1e300, 1e300))))
        .subtitle(name)
        .caption(name);
  }
}
