package dev.sonde.question.survey;

import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.table.Table;
import dev.sonde.question.Output;
import dev.sonde.study.run.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The tables of a survey as files. One file has the rows of files, with those of tensors in a
 * second one beside it; a folder has all tables, that of tensors cut by the first two digits of the
 * architecture, so that whoever asks about one architecture opens one part.
 */
final class SurveyFiles {

  private static final String PREFIX = "fingerprint_prefix";

  private SurveyFiles() {}

  static List<Output<SurveySettings, SurveyAnswer>> all() {
    return List.of(
        new Output<>(
            List.of(".parquet"),
            "the files, and beside it the tensors (NAME-tensors.parquet)",
            (_, answer, file, _) -> tables(answer, file, ".parquet")),
        new Output<>(
            List.of(".csv"),
            "the same as CSV",
            (_, answer, file, _) -> tables(answer, file, ".csv")),
        new Output<>(
            List.of(Output.FOLDER),
            "all tables as Parquet, tensors partitioned, and index.html",
            (_, answer, folder, _) -> folder(answer, folder)));
  }

  private static void tables(SurveyAnswer answer, Path file, String ending) throws IOException {
    if (answer.planned() != null) return;
    String name = String.valueOf(file.getFileName());
    String stem = name.substring(0, name.length() - ending.length());
    answer.state().export(SurveyQueries.FILES, file, "");
    answer
        .state()
        .export(SurveyQueries.TENSORS, file.resolveSibling(stem + "-tensors" + ending), "");
  }

  private static void folder(SurveyAnswer answer, Path folder) throws IOException {
    if (answer.planned() != null) return;
    Files.createDirectories(folder);
    answer.state().export(SurveyQueries.FILES, folder.resolve("files.parquet"), "");
    Path tensors = folder.resolve("tensors");
    String prefixed =
        "SELECT * EXCLUDE (trial), left(fingerprint, 2) AS "
            + PREFIX
            + " FROM tensors ORDER BY fingerprint, path";
    answer.state().export(prefixed, tensors, PREFIX);
    for (Table table :
        List.of(
            answer.architectures(),
            answer.copies(),
            answer.lineage(),
            answer.outliers(),
            answer.damaged())) {
      TableFile.write(table, folder.resolve(table.name() + ".parquet"));
    }
    HtmlPage.write(new SurveyPage(answer).page(), folder.resolve("index.html"));
  }
}
