package dev.sonde.app.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.figure.FigureFile;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.AnswerFigures;
import dev.sonde.study.addition.Answers;
import dev.sonde.study.addition.Disagreement;
import dev.sonde.study.addition.Format;
import dev.sonde.study.addition.Sum;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde disagree}: where do two networks differ? */
@Command(
    name = "disagree",
    mixinStandardHelpOptions = true,
    description = {
      "Asks two networks the same sums and says where they differ.",
      "Which does each get right, what does the second newly get right or wrong, and on "
          + "which kinds of sums."
    },
    footer = {"", "Example: sonde disagree 8units.h5 32units.h5 --errors errors.svg"})
public final class DisagreeCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "FIRST", description = "A trained network.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "SECOND", description = "Another.")
  private Path second = Path.of("");

  @Mixin private AdditionOptions options = new AdditionOptions();

  @Option(
      names = "--errors",
      paramLabel = "FIGURE",
      description = "Draw the errors of both by both terms: .svg, .png or .pdf.")
  private @Nullable Path errors;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FIGURE",
      description = "Draw accuracy by total, carries and position: .svg, .png or .pdf.")
  private @Nullable Path output;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public DisagreeCommand(Session session) {
    this.session = session;
  }

  private record Document(@JsonUnwrapped Disagreement found, Provenance provenance) {}

  @Override
  public Integer call() throws IOException {
    if (errors != null) FigureOutput.requireFormat(errors);
    if (output != null) FigureOutput.requireFormat(output);
    try (Adder one = options.open(first);
        Adder other = options.open(second);
        Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      Format format = one.format();
      if (format.digits() != other.format().digits() || format.terms() != other.format().terms()) {
        throw new UserError(
            "the networks add different sums: " + format + ", and " + other.format());
      }
      List<Sum> sums = options.sums(format);
      Answers a = one.answers(sums, Adder.Probing.none(), workers);
      Answers b = other.answers(sums, Adder.Probing.none(), workers);
      Disagreement found = Disagreement.of(a, b);
      List<String> names = List.of(name(first), name(second));
      if (errors != null) {
        FigureFile.write(AnswerFigures.errors(names, List.of(a, b), format), errors);
        FigureOutput.tell(session, errors);
      }
      if (output != null) {
        FigureFile.write(AnswerFigures.groups(names.get(0), names.get(1), found), output);
        FigureOutput.tell(session, output);
      }
      print(format, found);
    }
    return 0;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.[A-Za-z0-9]+$", "");
  }

  private void print(Format format, Disagreement d) {
    PrintWriter out = session.console().out();
    if (json) {
      Json.print(
          out,
          new Document(
              d,
              session.provenance(
                  List.of(first, second), options.settings(format), options.seed())));
      return;
    }
    out.printf("%d sums of %s%n%n", d.n(), format.reversed(false));
    TextTable kinds = new TextTable(List.of("", "sums", "share"));
    kind(kinds, "right in both", d.both(), d.n());
    kind(kinds, "newly right: only the second", d.newlyRight(), d.n());
    kind(kinds, "newly wrong: only the first", d.newlyWrong(), d.n());
    kind(kinds, "wrong in both", d.neither(), d.n());
    kind(kinds, "  with the same answer", d.sameWrong(), d.n());
    kinds.print(out);
    groups(out, "total", d.byTotal());
    groups(out, "carries", d.byCarries());
    groups(out, "position", d.byPosition());
    out.println();
    TextTable swaps =
        new TextTable(List.of("a+b against b+a", "pairs", "both right", "one", "same answer"));
    swap(swaps, "first", d.firstSwaps());
    swap(swaps, "second", d.secondSwaps());
    swaps.print(out);
    out.println();
    TextTable examples = new TextTable(List.of("change", "question", "right", "first", "second"));
    for (Disagreement.Example e : d.examples()) {
      examples.row(List.of(e.change(), e.question(), e.right(), e.first(), e.second()));
    }
    examples.print(out);
    out.flush();
  }

  private static void kind(TextTable table, String name, int count, int n) {
    table.row(List.of(name, count, (double) count / n));
  }

  private static void swap(TextTable table, String name, Disagreement.Swaps s) {
    table.row(List.of(name, s.pairs(), s.bothRight(), s.oneRight(), s.sameAnswer()));
  }

  private static void groups(PrintWriter out, String name, List<Disagreement.Group> groups) {
    out.println();
    TextTable table = new TextTable(List.of(name, "sums", "first", "second"));
    for (Disagreement.Group g : groups) {
      table.row(List.of(g.label(), g.n(), g.first(), g.second()));
    }
    table.print(out);
  }
}
