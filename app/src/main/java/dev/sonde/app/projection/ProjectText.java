package dev.sonde.app.projection;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.Quality;
import dev.sonde.analysis.vectors.Classes;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.TextTable;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.projection.ProjectionFigure;
import dev.sonde.figure.projection.Scatter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projection and how good it is, as a table, a JSON document or a figure.
 *
 * @param points projected
 * @param method its name
 * @param classes of the points, or null
 * @param notes what was taken for what
 */
record ProjectText(
    Points points,
    String method,
    ProjectRun.Done done,
    Quality quality,
    @Nullable Classes classes,
    List<String> notes) {

  /** The result; {@code seconds} is all that another run may tell differently. */
  private record Document(
      int n,
      int dimensions,
      String method,
      double seconds,
      int iterations,
      @Nullable Double kl,
      @Nullable Double loss,
      @Nullable Double stress,
      @Nullable Double varianceShare,
      @Nullable Double neighbourRecall,
      int judged,
      int neighbours,
      double trustworthiness,
      double continuity,
      @Nullable Double neighbourhoodHitBefore,
      @Nullable Double neighbourhoodHit,
      List<String> notes,
      String output,
      Provenance provenance) {}

  /** The picture; {@code what} is projected, {@code caption} says how. */
  Figure drawn(String what, String caption) {
    Projection projection = done.projection();
    Scatter scatter = Scatter.of("", projection.coordinates()).note(sentence());
    List<String> names = List.of();
    if (classes != null) {
      scatter = scatter.labels(classes.labels());
      names = classes.names();
    }
    return ProjectionFigure.of(
        what,
        scatter,
        names,
        Numbers.count(projection.coordinates().count()) + " vectors. " + caption);
  }

  private String sentence() {
    Projection projection = done.projection();
    List<String> parts = new ArrayList<>();
    if (projection.kl() != null) parts.add("KL " + Numbers.of(projection.kl()));
    if (projection.stress() != null) parts.add("stress " + Numbers.of(projection.stress()));
    if (projection.share() != null) parts.add(Numbers.percent(projection.share()) + " of variance");
    parts.add("trustworthiness " + Numbers.of(quality.trustworthiness()));
    parts.add("continuity " + Numbers.of(quality.continuity()));
    if (quality.hitAfter() != null) {
      parts.add(
          "neighbourhood hit %s (before: %s)"
              .formatted(Numbers.of(quality.hitAfter()), hit(quality.hitBefore())));
    }
    return String.join(" · ", parts);
  }

  private static String hit(@Nullable Double value) {
    return value == null ? "–" : Numbers.of(value);
  }

  /** One JSON document. */
  void json(PrintWriter out, Path output, Provenance provenance) {
    Projection p = done.projection();
    Json.print(
        out,
        new Document(
            points.count(),
            points.dimensions(),
            method,
            done.seconds(),
            p.iterations(),
            p.kl(),
            p.loss(),
            p.stress(),
            p.share(),
            p.neighbourRecall(),
            quality.points(),
            quality.neighbours(),
            quality.trustworthiness(),
            quality.continuity(),
            quality.hitBefore(),
            quality.hitAfter(),
            notes,
            output.toString(),
            provenance));
  }

  void table(PrintWriter out) {
    Projection p = done.projection();
    TextTable table = new TextTable(List.of("what", "value"));
    table.row(List.of("vectors", points.count()));
    table.row(List.of("dimensions", points.dimensions()));
    table.row(List.of("method", method));
    table.row(List.of("seconds", done.seconds()));
    row(table, "KL", p.kl());
    row(table, "loss", p.loss());
    row(table, "stress", p.stress());
    row(table, "share of variance", p.share());
    row(table, "recall of neighbours", p.neighbourRecall());
    table.row(List.of("judged by vectors", quality.points()));
    table.row(
        List.of("trustworthiness (k = " + quality.neighbours() + ")", quality.trustworthiness()));
    table.row(List.of("continuity (k = " + quality.neighbours() + ")", quality.continuity()));
    row(table, "neighbourhood hit before", quality.hitBefore());
    row(table, "neighbourhood hit", quality.hitAfter());
    table.print(out);
    out.flush();
  }

  private static void row(TextTable table, String name, @Nullable Double value) {
    if (value != null) table.row(List.of(name, value));
  }
}
