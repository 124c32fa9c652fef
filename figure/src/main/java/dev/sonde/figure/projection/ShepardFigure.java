package dev.sonde.figure.projection;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.projection.Shepard;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Range;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.colour.Gradient;

/** Distances in nD against distances in the picture, as counts of pairs. */
public final class ShepardFigure {
  private static final int BINS = 60;

  private ShepardFigure() {}

  /**
   * @param most points whose pairs are all counted; of more, every k-th is taken, and said so
   */
  public static Figure of(String title, Points points, Points picture, int most) {
    return of(title, Shepard.of(points, picture, BINS, most));
  }

  public static Figure of(String title, Shepard shepard) {
    double most = Math.log10(1.0 + shepard.highest());
    Cells cells =
        Cells.of(
            BINS,
            BINS,
            (row, column) -> {
              long count = shepard.count(column, row);
              return count == 0 ? 0 : Math.log10(1.0 + count);
            });
    ColourScale colours = new ColourScale(Gradient.BLUES, 0, Math.max(1e-9, most));
    Panel panel =
        Panel.of(
                Axis.linear("distance before (nD)", 0, shepard.farthestBefore()),
                Axis.linear("distance in the picture", 0, shepard.farthestAfter()),
                new Mark.Image(
                    Range.of(0, shepard.farthestBefore()),
                    Range.of(0, shepard.farthestAfter()),
                    cells,
                    colours))
            .height(360)
            .guides(Guide.ColourBar.of("log₁₀(1 + pairs)", colours));
    return Figure.of(title, panel)
        .width(620)
        .caption(
            "All pairs of %s%s. Rank correlation %s: 1 if farther apart before is farther apart in the picture."
                .formatted(
                    Numbers.count(shepard.points(), "point", "points"),
                    shepard.points() < shepard.of()
                        ? " of %s (evenly chosen)".formatted(Numbers.count(shepard.of()))
                        : "",
                    Numbers.of(shepard.spearman())));
  }
}
