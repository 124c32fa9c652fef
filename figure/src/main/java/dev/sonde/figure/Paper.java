package dev.sonde.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A figure as a journal wants it: as wide as its column, in its letters, without the title (which
 * the caption has), and without the beginning that all names share.
 *
 * <pre>{@code
 * Paper column = Paper.ofWidth(85).font("Times New Roman").withoutTitle();
 * FigureFile.write(figure, Path.of("weights.pdf"), column);
 * }</pre>
 *
 * @param millimetres the figure's width; letters keep their size, 8 points
 * @param font a family that readers of an SVG have, or empty for Arial and its equals; PNG and PDF
 *     are always drawn in Sonde's own letters
 * @param titled whether title and subtitle are drawn
 */
public record Paper(double millimetres, String font, boolean titled) {

  private static final double PER_MILLIMETRE = 96 / 25.4;

  public Paper {
    if (!(millimetres >= 40 && millimetres <= 1000)) {
      throw new IllegalArgumentException("a figure " + millimetres + " mm wide: from 40 to 1000");
    }
  }

  /** One column of a journal is 85 to 90 mm, two are 170 to 180 mm. */
  public static Paper ofWidth(double millimetres) {
    return new Paper(millimetres, "", true);
  }

  public Paper font(String family) {
    return new Paper(millimetres, family, titled);
  }

  public Paper withoutTitle() {
    return new Paper(millimetres, font, false);
  }

  Figure of(Figure figure) {
    List<Panel> panels = new ArrayList<>();
    TreeSet<String> taken = new TreeSet<>();
    for (Panel panel : figure.panels()) {
      panels.add(
          new Panel(
              panel.title(),
              shorter(panel.x(), taken),
              shorter(panel.y(), taken),
              panel.marks(),
              panel.guides(),
              panel.height(),
              panel.equalUnits()));
    }
    String names = taken.isEmpty() ? "" : "All names begin with " + String.join(", ", taken) + ".";
    String caption = figure.caption();
    return new Figure(
        titled ? figure.title() : "",
        titled ? figure.subtitle() : "",
        caption.isEmpty() || names.isEmpty() ? caption + names : caption + " " + names,
        panels,
        figure.columns(),
        figure.guides(),
        millimetres * PER_MILLIMETRE);
  }

  private static Axis shorter(Axis axis, TreeSet<String> taken) {
    List<String> names =
        axis.scale() instanceof Scale.Categories categories
            ? categories.names()
            : axis.ticks().stream().map(Axis.Tick::label).toList();
    String prefix = commonBeginning(names);
    if (prefix.isEmpty()) return axis;
    taken.add(prefix.substring(0, prefix.length() - 1));
    List<String> rest = names.stream().map(name -> name.substring(prefix.length())).toList();
    if (axis.scale() instanceof Scale.Categories) {
      return new Axis(
          axis.label(),
          axis.unit(),
          new Scale.Categories(rest),
          axis.format(),
          axis.ticks(),
          axis.look(),
          axis.reversed());
    }
    List<Axis.Tick> ticks = new ArrayList<>();
    for (int i = 0; i < rest.size(); i++) {
      ticks.add(new Axis.Tick(axis.ticks().get(i).at(), rest.get(i)));
    }
    return axis.ticks(ticks);
  }

  /** What all addresses begin with, up to a dot or a slash; empty for fewer than two. */
  static String commonBeginning(List<String> names) {
    if (names.size() < 2) return "";
    String first = names.getFirst();
    int same = first.length();
    for (String name : names) {
      int i = 0;
      while (i < Math.min(same, name.length()) && name.charAt(i) == first.charAt(i)) i++;
      same = i;
    }
    String common = first.substring(0, same);
    return common.substring(0, Math.max(common.lastIndexOf('.'), common.lastIndexOf('/')) + 1);
  }
}
