package dev.sonde.question.networks;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.file.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Findings and tables about a network and its sites. */
final class InspectPages {

  private InspectPages() {}

  static Page of(InspectSettings settings, InspectAnswer answer) {
    if (answer.transformer() != null) {
      return TransformerPages.of(settings.model(), answer.transformer());
    }
    List<Page.Section> sections = new ArrayList<>();
    sections.add(Page.Section.of("Sites", sites(answer)));
    if (!answer.modules().isEmpty()) {
      sections.add(Page.Section.of("Modules", modules(answer)));
    }
    return new Page(
        "Structure of a network",
        String.valueOf(settings.model().getFileName()),
        findings(settings, answer),
        sections,
        "sites");
  }

  private static List<Finding> findings(InspectSettings settings, InspectAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "%s network, %s; %s."
                .formatted(
                    answer.kind(),
                    Numbers.count(answer.parameters(), "parameter", "parameters"),
                    Numbers.count(answer.sites().size(), "site", "sites"))));
    answer
        .at()
        .forEach(
            (name, shape) ->
                findings.add(
                    Finding.plain(
                        "Input "
                            + Printable.of(name)
                            + ": "
                            + shape(settings, answer, name, shape))));
    if (!answer.note().isEmpty()) {
      findings.add(new Finding(Tone.NOTABLE, "It " + answer.note()));
    }
    long known = answer.sites().stream().filter(row -> row.multiplications() != null).count();
    long sum =
        answer.sites().stream()
            .mapToLong(row -> row.multiplications() == null ? 0 : row.multiplications())
            .sum();
    if (known > 0) {
      findings.add(
          Finding.plain(
              "%s multiplications at %s (convolutions and matrix products; others are not counted)."
                  .formatted(Numbers.count(sum), Numbers.count(known, "site", "sites"))));
    }
    if (!settings.data().input().isEmpty()) findings.add(dead(answer));
    return findings;
  }

  private static String shape(
      InspectSettings settings, InspectAnswer answer, String name, List<Long> shape) {
    boolean any =
        shape.isEmpty()
            && answer.inputs().stream().anyMatch(in -> in.name().equals(name) && in.anyShape());
    if (any) return "any shape.";
    boolean given = !settings.data().input().isEmpty() && settings.shape().isEmpty();
    return (given ? "shape " : "assumed shape ") + shape + ".";
  }

  private static Finding dead(InspectAnswer answer) {
    List<InspectAnswer.Row> seen =
        answer.sites().stream().filter(row -> row.units() != null).toList();
    List<InspectAnswer.Row> dead = seen.stream().filter(row -> number(row.zero()) > 0).toList();
    if (dead.isEmpty()) {
      return new Finding(
          Tone.GOOD,
          "No unit of %s is zero for every input."
              .formatted(Numbers.count(seen.size(), "site", "sites")));
    }
    InspectAnswer.Row most =
        dead.stream()
            .max(Comparator.comparingDouble(r -> (double) number(r.zero()) / number(r.units())))
            .orElseThrow();
    return new Finding(
        Tone.NOTABLE,
        "Units that are zero for every input: at %s; most at %s: %d of %d."
            .formatted(
                Numbers.count(dead.size(), "site", "sites"),
                Printable.of(most.address()),
                number(most.zero()),
                number(most.units())),
        List.of(most.address()));
  }

  private static int number(@org.jspecify.annotations.Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private static Table sites(InspectAnswer answer) {
    Columns<InspectAnswer.Row> columns =
        Columns.<InspectAnswer.Row>empty()
            .text("site", InspectAnswer.Row::address)
            .text("also", InspectPages::shortest)
            .ranked(1)
            .text("operator", InspectAnswer.Row::operator)
            .text("shape", row -> row.shape() == null ? "?" : row.shape().toString())
            .text("type", row -> row.type() == null ? "?" : row.type())
            .and(
                "multiplications",
                "multiplications",
                Head.Type.INTEGER,
                InspectAnswer.Row::multiplications)
            .explained("number of multiplications to compute it, if known")
            .ranked(2)
            .and("bytes", "bytes", Head.Type.INTEGER, InspectAnswer.Row::bytes)
            .ranked(3);
    if (answer.sites().stream().anyMatch(row -> row.units() != null)) {
      columns =
          columns
              .and("units", "units", Head.Type.INTEGER, InspectAnswer.Row::units)
              .and("zero", "always 0", Head.Type.INTEGER, InspectAnswer.Row::zero)
              .explained("units that are 0 for every input, at every position")
              .and("constant", "constant", Head.Type.INTEGER, InspectAnswer.Row::constant)
              .explained("units with the same value for every input, at every position");
    }
    return columns.table("sites", "Every site, in the order of computation", answer.sites());
  }

  private static String shortest(InspectAnswer.Row row) {
    return row.aliases().stream().min(Comparator.comparingInt(String::length)).orElse("");
  }

  private static Table modules(InspectAnswer answer) {
    return Columns.<InspectAnswer.Part>empty()
        .text("module", m -> "\u2003".repeat(m.depth()) + last(m.name()))
        .text("address", InspectAnswer.Part::name)
        .integer("parameters", InspectAnswer.Part::parameters)
        .integer("sites", InspectAnswer.Part::sites)
        .integer("multiplications", InspectAnswer.Part::multiplications)
        .explained("of the sites below it, as far as known")
        .table("modules", "Parameters by module, each before its children", answer.modules());
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
