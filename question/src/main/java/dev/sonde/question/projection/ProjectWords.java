package dev.sonde.question.projection;

import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.Quality;
import dev.sonde.analysis.vectors.Classes;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.projection.ProjectionFigure;
import dev.sonde.figure.projection.Scatter;
import dev.sonde.figure.table.Columns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A projection in words, numbers and as a picture. */
final class ProjectWords {

  private record Fact(String what, @Nullable Object value) {
    String words() {
      return switch (value) {
        case null -> Numbers.NONE;
        case Double number -> Numbers.plain(number);
        case Integer whole -> Numbers.count(whole);
        default -> value.toString();
      };
    }
  }

  private ProjectWords() {}

  static Page summary(ProjectSettings settings, ProjectAnswer answer) {
    Columns<Fact> columns =
        Columns.<Fact>empty().text("what", Fact::what).text("value", Fact::words);
    List<Fact> facts = facts(settings, answer).stream().filter(f -> f.value() != null).toList();
    TableBlock table = new TableBlock(columns.table("facts", "", facts));
    return new Page(
        "Projection of vectors",
        what(settings),
        findings(answer),
        List.of(new Page.Section("What was measured", List.of(table))));
  }

  private static String what(ProjectSettings settings) {
    String file = String.valueOf(settings.source().getFileName());
    return settings.site() == null ? file : file + ", " + settings.site();
  }

  private static List<Finding> findings(ProjectAnswer answer) {
    Quality q = answer.quality();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "%s vectors. Trustworthiness %s (neighbours in the picture are neighbours in the data); continuity %s (neighbours in the data are neighbours in the picture); 1 is best; %d neighbours."
                .formatted(
                    Numbers.count(answer.projection().coordinates().count()),
                    Numbers.of(q.trustworthiness()),
                    Numbers.of(q.continuity()),
                    q.neighbours())));
    if (q.hitAfter() != null) {
      findings.add(
          Finding.plain(
              "Neighbourhood hit, the share of neighbours with the same class: %s in the picture, %s in the data."
                  .formatted(
                      Numbers.percent(q.hitAfter()),
                      q.hitBefore() == null ? "–" : Numbers.percent(q.hitBefore()))));
    }
    answer.notes().forEach(note -> findings.add(Finding.plain(note)));
    return findings;
  }

  private static List<Fact> facts(ProjectSettings settings, ProjectAnswer answer) {
    Projection p = answer.projection();
    Quality q = answer.quality();
    String of = " (k = " + q.neighbours() + ")";
    return List.of(
        new Fact("vectors", p.coordinates().count()),
        new Fact("dimensions", answer.dimensions()),
        new Fact("method", settings.picture().name()),
        new Fact("seconds", answer.seconds()),
        new Fact("KL", p.kl()),
        new Fact("loss", p.loss()),
        new Fact("stress", p.stress()),
        new Fact("share of variance", p.share()),
        new Fact("recall of neighbours", p.neighbourRecall()),
        new Fact("vectors for the quality", q.points()),
        new Fact("trustworthiness" + of, q.trustworthiness()),
        new Fact("continuity" + of, q.continuity()),
        new Fact("neighbourhood hit before", q.hitBefore()),
        new Fact("neighbourhood hit", q.hitAfter()));
  }

  /** The picture, with its measured quality and what a reader must know. */
  static Figure figure(ProjectSettings settings, ProjectAnswer answer) {
    Projection projection = answer.projection();
    Scatter scatter = Scatter.of("", projection.coordinates()).note(sentence(answer));
    List<String> names = List.of();
    Classes classes = answer.classes();
    if (classes != null) {
      scatter = scatter.labels(classes.labels());
      names = classes.names();
    }
    String caption = settings.picture().caption(projection.iterations());
    return ProjectionFigure.of(
        what(settings),
        scatter,
        names,
        Numbers.count(projection.coordinates().count()) + " vectors. " + caption);
  }

  private static String sentence(ProjectAnswer answer) {
    Projection projection = answer.projection();
    Quality quality = answer.quality();
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
}
