package dev.sonde.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import dev.sonde.figure.scene.Item;
import dev.sonde.figure.scene.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FigureLayoutTest {

  static List<String> gallery() {
    return List.copyOf(Gallery.figures().keySet());
  }

  @ParameterizedTest
  @MethodSource("gallery")
  void labels_ofEveryKindOfFigure_areWholeAndApart(String name) {
    Labels.requireReadable(FigureLayout.of(Gallery.figure(name)));
  }

  @Property(tries = 400)
  void labels_ofAnyFigure_areWholeAndApart(@ForAll long seed) {
    Labels.requireReadable(FigureLayout.of(figure(new Random(seed))));
  }

  @Property(tries = 100)
  void shapes_ofAnyFigure_haveNumbersForPlaces(@ForAll long seed) {
    assertThat(Svg.of(figure(new Random(seed)))).doesNotContain("NaN").doesNotContain("Infinity");
  }

  @Test
  void optionalLabels_thatFindNoRoom_areNamedInTheDescription() {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      marks.add(
          new Mark.Text(
              new Mark.Point(0, 0), "label " + i, Mark.Anchor.MIDDLE, 11, Colour.INK, true));
    }
    Scene scene =
        FigureLayout.of(Figure.of("t", Panel.of(Axis.linear("x"), Axis.linear("y"), marks)));
    assertThat(Labels.of(scene))
        .extracting(Item.Label::text)
        .contains("label 0")
        .doesNotContain("label 1");
    assertThat(scene.description()).contains("label 1, label 2");
  }

  @Test
  void equalUnits_hold() {
    List<Mark.Point> square =
        List.of(
            new Mark.Point(0, 0), new Mark.Point(1, 0), new Mark.Point(1, 1), new Mark.Point(0, 1));
    Panel panel =
        Panel.of(Axis.linear("x"), Axis.linear("y"), Mark.Line.of(square, Stroke.of(Palette.BLUE)))
            .height(200)
            .withEqualUnits();
    Item.Clip plot =
        FigureLayout.of(Figure.of("t", panel)).items().stream()
            .filter(Item.Clip.class::isInstance)
            .map(Item.Clip.class::cast)
            .findFirst()
            .orElseThrow();
    var steps = ((Item.Path) plot.items().getFirst()).steps();
    double right = ((Item.Step.Line) steps.get(1)).x() - ((Item.Step.Move) steps.get(0)).x();
    double up = ((Item.Step.Line) steps.get(1)).y() - ((Item.Step.Line) steps.get(2)).y();
    assertThat(right).isCloseTo(up, org.assertj.core.api.Assertions.within(1e-6));
  }

  private static String words(Random random, int most) {
    String letters = "abcdefghij WMil.._/-0123456789éß漢<>&\"'…";
    StringBuilder words = new StringBuilder();
    int length = random.nextInt(most + 1);
    for (int i = 0; i < length; i++) words.append(letters.charAt(random.nextInt(letters.length())));
    return words.toString();
  }

  private static <T> T any(T[] all, Random random) {
    return all[random.nextInt(all.length)];
  }

  private static double number(Random random) {
    return random.nextGaussian() * Math.pow(10, random.nextInt(14) - 7);
  }

  private static Axis axis(Random random) {
    Axis axis =
        switch (random.nextInt(6)) {
          case 0 -> Axis.log(words(random, 40));
          case 1 -> Axis.symlog(words(random, 40), Math.abs(number(random)) + 1e-9);
          case 2 ->
              Axis.categories(
                  words(random, 40),
                  IntStream.rangeClosed(0, random.nextInt(60))
                      .mapToObj(i -> words(random, 40))
                      .toList());
          case 3 -> Axis.hidden();
          case 4 -> {
            double a = number(random);
            double b = number(random);
            yield Axis.linear(words(random, 90), Math.min(a, b), Math.max(a, b));
          }
          default -> Axis.linear(words(random, 20));
        };
    NumberFormat format = any(NumberFormat.values(), random);
    return (random.nextBoolean() ? axis.unit(words(random, 9)) : axis).format(format);
  }

  private static Mark mark(Random random) {
    List<Mark.Point> points = new ArrayList<>();
    for (int i = 0; i < 5; i++) points.add(new Mark.Point(number(random), number(random)));
    return switch (random.nextInt(5)) {
      case 0 -> Mark.Line.of(points, Stroke.of(Palette.category(1))).withArrow();
      case 1 -> Mark.Dots.of(points, Symbol.STAR, 8, Fill.of(Palette.category(2)));
      case 2 ->
          new Mark.Rule(
              random.nextBoolean() ? Mark.Way.UP : Mark.Way.RIGHT,
              number(random),
              Stroke.of(Colour.INK),
              words(random, 30));
      case 3 ->
          new Mark.Text(
              points.getFirst(),
              words(random, 30),
              any(Mark.Anchor.values(), random),
              11,
              Colour.INK,
              true);
      default -> Mark.Area.over(0, points, Fill.of(Palette.SKY));
    };
  }

  private static Guide guide(Random random) {
    double limit = Math.abs(number(random)) + 1e-9;
    return random.nextBoolean()
        ? new Guide.ColourBar(
            words(random, 60),
            ColourScale.diverging(limit),
            NumberFormat.PLAIN,
            random.nextBoolean(),
            random.nextBoolean())
        : new Guide.Legend(
            IntStream.range(0, random.nextInt(8))
                .mapToObj(
                    i ->
                        new Guide.Entry(
                            words(random, 120),
                            new Guide.Sample.Marker(Symbol.RING, Palette.category(i))))
                .toList());
  }

  private static Panel panel(Random random) {
    Panel panel =
        random.nextInt(5) == 0
            ? Panel.of(
                    Axis.linear(words(random, 30)),
                    Axis.linear("row").reverse(),
                    Mark.Image.of(Cells.of(3, 4, (r, c) -> r - c), ColourScale.diverging(2)))
                .withEqualUnits()
            : Panel.of(
                axis(random),
                axis(random),
                IntStream.range(0, random.nextInt(5)).mapToObj(i -> mark(random)).toList());
    Guide[] guides =
        IntStream.range(0, random.nextInt(3)).mapToObj(i -> guide(random)).toArray(Guide[]::new);
    return panel.title(words(random, 60)).height(60 + random.nextInt(400)).guides(guides);
  }

  static Figure figure(Random random) {
    int columns = 1 + random.nextInt(3);
    List<Panel> panels =
        IntStream.range(0, random.nextInt(5)).mapToObj(i -> panel(random)).toList();
    Guide[] guides =
        IntStream.range(0, random.nextInt(2)).mapToObj(i -> guide(random)).toArray(Guide[]::new);
    return Figure.grid(words(random, 200), columns, panels)
        .subtitle(words(random, 100))
        .caption(words(random, 300))
        .guides(guides)
        .width(columns * 300 + random.nextInt(500));
  }
}
