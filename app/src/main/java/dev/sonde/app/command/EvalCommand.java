package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.study.addition.Accuracy;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.Alphabet;
import dev.sonde.study.addition.Answers;
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

/** {@code sonde eval}: how well does a trained network do its task? */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a trained network on its task and says how much is right.",
      "Per character, with the right answer fed back, and exactly, when it reads its own "
          + "symbols. MODEL is a Keras file, a PyTorch state dict, or one of Sonde's own."
    },
    footer = {"", "Example: sonde eval adder.h5 --task addition --digits 2 --terms 2 --json"})
public final class EvalCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A trained network.")
  private Path model = Path.of("");

  @Mixin private AdditionOptions options = new AdditionOptions();

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description = "Write every question and answer as CSV.")
  private @Nullable Path predictions;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public EvalCommand(Session session) {
    this.session = session;
  }

  private record Document(
      double character,
      double exact,
      int n,
      List<Double> characterByPosition,
      List<Double> decodedByPosition,
      Provenance provenance) {}

  @Override
  public Integer call() throws IOException {
    try (Adder adder = options.open(model);
        Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      Answers answers = adder.answers(options.sums(adder.format()), Adder.Probing.none(), workers);
      Accuracy accuracy = Accuracy.of(answers);
      if (predictions != null) write(answers, predictions);
      print(adder, accuracy);
    }
    return 0;
  }

  private void print(Adder adder, Accuracy a) {
    PrintWriter out = session.console().out();
    if (json) {
      Provenance provenance =
          session.provenance(List.of(model), options.settings(adder.format()), options.seed());
      Json.print(
          out,
          new Document(
              a.character(),
              a.exact(),
              a.n(),
              a.characterByPosition(),
              a.decodedByPosition(),
              provenance));
      return;
    }
    out.printf("%d sums of %s%n", a.n(), adder.format());
    out.println("characters right (right answer fed back): " + TextTable.figure(a.character()));
    out.println("sums right (reads its own symbols):       " + TextTable.figure(a.exact()));
    out.println();
    TextTable table = new TextTable(List.of("position", "characters right", "decoded right"));
    for (int t = 0; t < a.characterByPosition().size(); t++) {
      table.row(List.of(t + 1, a.characterByPosition().get(t), a.decodedByPosition().get(t)));
    }
    table.print(out);
    out.flush();
  }

  private static void write(Answers answers, Path file) throws IOException {
    TextTable table = new TextTable(List.of("question", "answer", "right", "exact"));
    for (int i = 0; i < answers.size(); i++) {
      Sum sum = answers.sums().get(i);
      StringBuilder seen = new StringBuilder();
      for (int symbol : answers.symbols(i)) seen.append(Alphabet.visible(symbol));
      table.row(List.of(sum.toString(), seen.toString(), sum.total(), answers.exact(i)));
    }
    table.writeCsv(file);
  }
}
