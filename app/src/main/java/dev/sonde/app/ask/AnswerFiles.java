package dev.sonde.app.ask;

import dev.sonde.app.output.Json;
import dev.sonde.app.output.UserError;
import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.page.PageFolder;
import dev.sonde.figure.table.CsvTable;
import dev.sonde.figure.table.Table;
import dev.sonde.file.AtomicFile;
import dev.sonde.question.Answered;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.study.run.TableFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The files that an answer is written to. Which writer takes which file is settled, and complained
 * about, before the question is asked.
 */
public final class AnswerFiles<S extends Record, A> {

  /** Writes an answer to a file. */
  @FunctionalInterface
  private interface Writer<S extends Record, A> {
    void write(Answered<S, A> answered, Work work, Path file) throws Exception;
  }

  private record Target<S extends Record, A>(Path file, Writer<S, A> writer) {}

  private final List<Target<S, A>> targets = new ArrayList<>();

  private AnswerFiles() {}

  /**
   * @throws UserError if no writer takes one of the files, or one is needed and none is named
   */
  public static <S extends Record, A> AnswerFiles<S, A> of(
      Question<S, A> question, List<Path> files) {
    if (files.isEmpty() && question.about().output()) {
      throw new UserError("-o is needed: where the answer goes");
    }
    AnswerFiles<S, A> all = new AnswerFiles<>();
    for (Path file : files) {
      all.targets.add(new Target<>(file, writer(question, file)));
      if (isFolder(file)) AtomicFile.requireFolder(file);
      else AtomicFile.requireWritable(file);
    }
    return all;
  }

  private static <S extends Record, A> Writer<S, A> writer(Question<S, A> question, Path file) {
    String plain = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    boolean folder = isFolder(file);
    String name = folder ? plain + Output.FOLDER : plain;
    for (Output<S, A> output : question.outputs()) {
      if (output.endings().stream().anyMatch(name::endsWith)) {
        return (answered, work, target) ->
            output.writer().write(answered.settings(), answered.answer(), target, work);
      }
    }
    if (name.endsWith(".html")) {
      return (answered, work, target) -> HtmlPage.write(answered.page(work), target);
    }
    if (name.endsWith(".csv")) {
      return (answered, work, target) -> CsvTable.write(table(answered), target);
    }
    if (name.endsWith(".parquet")) {
      return (answered, work, target) -> TableFile.write(table(answered), target);
    }
    if (name.endsWith(".json")) {
      return (answered, work, target) -> AtomicFile.writeString(target, json(answered));
    }
    if (folder && Files.exists(file) && !Files.isDirectory(file)) {
      throw new UserError(
          file
              + ": is there and is no folder; to write a file, give its name an ending"
              + ends(question));
    }
    if (folder) {
      return (answered, work, target) -> PageFolder.write(answered.page(work), target);
    }
    throw new UserError(file + ": no ending of a file that this writes" + ends(question));
  }

  private static boolean isFolder(Path file) {
    return !String.valueOf(file.getFileName()).contains(".") || Files.isDirectory(file);
  }

  private static String ends(Question<?, ?> question) {
    Set<String> endings = new LinkedHashSet<>();
    question.outputs().forEach(output -> endings.addAll(output.endings()));
    endings.addAll(List.of(".html", ".csv", ".parquet", ".json"));
    return ": " + String.join(", ", endings);
  }

  private static Table table(Answered<?, ?> answered) {
    return answered
        .summary()
        .mainTable()
        .orElseThrow(() -> new UserError("this answer has no table"))
        .table();
  }

  private static String json(Answered<?, ?> answered) {
    return Json.of(answered.question().about().schema(), answered.document(), answered.provenance())
        + "\n";
  }

  /** Writes them one by one, and tells of each. */
  public void write(Answered<S, A> answered, Work work, Consumer<Path> wrote) throws Exception {
    for (Target<S, A> target : targets) {
      target.writer().write(answered, work, target.file());
      wrote.accept(target.file());
    }
  }
}
