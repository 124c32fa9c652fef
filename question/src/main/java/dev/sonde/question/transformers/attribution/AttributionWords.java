package dev.sonde.question.transformers.attribution;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.table.Columns;
import dev.sonde.question.transformers.attribution.AttributionAnswer.Part;
import dev.sonde.question.transformers.attribution.AttributionAnswer.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Findings and tables about a decomposed logit. */
final class AttributionWords {

  private static final int TOLD = 5;

  private AttributionWords() {}

  static List<Finding> findings(AttributionAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    String what =
        answer.against().isEmpty()
            ? "The logit of '%s'".formatted(answer.correct())
            : "The logit difference '%s' − '%s'".formatted(answer.correct(), answer.against());
    findings.add(
        Finding.plain(
            "%s after '%s' (position %d) is %s; its %d parts sum to %s."
                .formatted(
                    what,
                    answer.tokens().get(answer.position()),
                    answer.position(),
                    Numbers.plain(answer.total()),
                    answer.parts().size(),
                    Numbers.plain(answer.sum()))));
    List<Part> sorted = sorted(answer);
    String most =
        sorted.stream()
            .limit(TOLD)
            .map(
                p ->
                    "%s (%s; random %s)"
                        .formatted(
                            p.component(), Numbers.plain(p.value()), Numbers.plain(p.random())))
            .collect(Collectors.joining(", "));
    findings.add(
        new Finding(
            Tone.NOTABLE,
            "Largest contributions: %s. Random: root mean square of the same part over %d random %s."
                .formatted(
                    most,
                    AttributionQuestion.PAIRS,
                    answer.against().isEmpty() ? "tokens" : "pairs of tokens"),
            sorted.stream().limit(TOLD).map(Part::component).toList()));
    strongest(answer, findings);
    return findings;
  }

  private static void strongest(AttributionAnswer answer, List<Finding> findings) {
    Source best =
        answer.sources().stream()
            .max(Comparator.comparingDouble(s -> Math.abs(sum(s))))
            .orElseThrow();
    int from = 0;
    for (int i = 1; i < best.values().size(); i++) {
      if (Math.abs(best.values().get(i)) > Math.abs(best.values().get(from))) from = i;
    }
    findings.add(
        Finding.plain(
            "Head with the largest contribution: %d.%d, %s; from '%s' (position %d) it takes %s."
                .formatted(
                    best.layer(),
                    best.head(),
                    Numbers.plain(sum(best)),
                    answer.tokens().get(from),
                    from,
                    Numbers.plain(best.values().get(from)))));
  }

  static double sum(Source source) {
    return source.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static List<Part> sorted(AttributionAnswer answer) {
    return answer.parts().stream()
        .sorted(Comparator.comparingDouble((Part p) -> -Math.abs(p.value())))
        .toList();
  }

  static TableBlock parts(AttributionAnswer answer) {
    Columns<Part> columns =
        Columns.<Part>empty()
            .text("component", Part::component)
            .text("kind", Part::kind)
            .real("value", "adds", Part::value)
            .explained("contribution to the logit, or to the difference of two")
            .real("random", Part::random)
            .explained("root mean square of the same part over random tokens, or pairs of them");
    return new TableBlock(columns.table("parts", "The largest first", sorted(answer)));
  }

  /** One head's contribution from one source token. */
  private record From(Source head, int position, double value) {}

  static TableBlock sources(AttributionAnswer answer) {
    List<From> all = new ArrayList<>();
    for (Source source : answer.sources()) {
      for (int i = 0; i < source.values().size(); i++) {
        all.add(new From(source, i, source.values().get(i)));
      }
    }
    all.sort(Comparator.comparingDouble((From f) -> -Math.abs(f.value())));
    Columns<From> columns =
        Columns.<From>empty()
            .text("head", f -> f.head().layer() + "." + f.head().head())
            .integer("position", From::position)
            .text("token", f -> answer.tokens().get(f.position()))
            .explained("source token, which the head attends to")
            .real("value", "adds", From::value);
    return new TableBlock(
        columns.table(
            "sources",
            "By head and source token, the largest 100",
            all.subList(0, Math.min(100, all.size()))));
  }
}
