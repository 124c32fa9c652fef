package dev.sonde.figure.networks;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Range;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.colour.Stroke;
import dev.sonde.figure.scene.Pixels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of pictures with a few words under each: the inputs that excite a unit most. */
public final class PictureRows {
  private static final double WIDTH = 900;
  private static final double NAMES = 90;

  /** Under each picture, in units of its width. */
  private static final double WORDS = .26;

  private PictureRows() {}

  /**
   * @param name of the row, {@code unit 12}
   */
  public record Row(String name, List<Cell> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * @param words a few, under the picture
   * @param place where to look, or null
   */
  public record Cell(Pixels pixels, String words, @Nullable Place place) {}

  /** A box, each bound from 0 (left, top) to 1. */
  public record Place(double left, double top, double right, double bottom) {}

  /** One panel; all pictures have the same size. */
  public static Figure of(String title, List<Row> rows) {
    int columns = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(1);
    Pixels first = rows.getFirst().cells().getFirst().pixels();
    double tall = (double) first.height() / first.width();
    double step = tall + WORDS;
    List<Mark> marks = new ArrayList<>();
    List<Tick> ticks = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      ticks.add(new Tick(r * step + tall / 2, rows.get(r).name()));
      for (int c = 0; c < rows.get(r).cells().size(); c++) {
        draw(rows.get(r).cells().get(c), c, r * step, tall, marks);
      }
    }
    Axis x = Axis.hidden();
    Axis y =
        Axis.linear("", -.04, Math.max(step, rows.size() * step))
            .ticks(ticks)
            .look(Axis.Look.PLAIN)
            .reverse();
    double unit = (WIDTH - NAMES) / Math.max(4, columns);
    return Figure.of(title, Panel.of(x, y, marks).height(rows.size() * step * unit))
        .width(NAMES + unit * columns);
  }

  private static void draw(Cell cell, int column, double top, double tall, List<Mark> marks) {
    double left = column + .03;
    double wide = .94;
    double high = tall * wide;
    marks.add(
        new Mark.Photo(Range.of(left, left + wide), Range.of(top, top + high), cell.pixels()));
    Place place = cell.place();
    if (place != null) {
      double x1 = left + wide * place.left();
      double x2 = left + wide * place.right();
      double y1 = top + high * place.top();
      double y2 = top + high * place.bottom();
      List<Point> box =
          List.of(
              new Point(x1, y1),
              new Point(x2, y1),
              new Point(x2, y2),
              new Point(x1, y2),
              new Point(x1, y1));
      marks.add(Mark.Line.of(box, Stroke.of(Palette.category(1)).width(1.6)));
    }
    marks.add(
        Mark.Text.centred(
            new Point(column + .5, top + high + (WORDS + tall - high) / 2.2),
            cell.words(),
            Colour.INK));
  }
}
