package dev.sonde.examples;

import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.page.TextPage;
import dev.sonde.question.Answered;
import dev.sonde.question.Work;
import dev.sonde.question.weights.StatsQuestion;
import dev.sonde.question.weights.StatsSettings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Asks a declared question as a command would: settings in, an answer with its provenance out, in
 * words and as a page.
 *
 * <p>Arguments: a checkpoint, and a file that ends in .html.
 */
public final class AskQuestion {

  private AskQuestion() {}

  public static void main(String[] arguments) throws Exception {
    StatsQuestion question = new StatsQuestion();
    StatsSettings settings =
        question.about().codec().readAll(Map.of("files", List.of(arguments[0])));
    var answered = Answered.of(question, settings, "sonde stats " + arguments[0], Work.silent());

    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    TextPage.print(answered.summary(), out, 100, false, false);
    HtmlPage.write(answered.page(Work.silent()), Path.of(arguments[1]));
  }
}
