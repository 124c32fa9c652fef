package dev.sonde.app.serve.jobs;

import dev.sonde.app.ask.AnswerFiles;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.UserError;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.PageBlocks;
import dev.sonde.file.AtomicFile;
import dev.sonde.question.Answered;
import dev.sonde.question.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Answers written down in a folder of the server's own, each form when it is first fetched, once.
 */
public final class AnswerStore {

  private final Path folder;
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  AnswerStore(Path folder) {
    this.folder = folder;
  }

  /** Writes one form of an answer. */
  @FunctionalInterface
  private interface Form {
    void write(Answered<?, ?> answered, Path file) throws Exception;
  }

  /** The document that {@code --json} prints. */
  public Path document(Job job) throws Exception {
    return written(
        job,
        "answer.json",
        (answered, file) ->
            AtomicFile.writeString(
                file,
                Json.of(
                        answered.question().about().schema(),
                        answered.document(),
                        answered.provenance())
                    + "\n"));
  }

  /** The page as blocks; see {@link PageBlocks}. */
  public Path page(Job job) throws Exception {
    return written(
        job,
        "page.json",
        (answered, file) ->
            AtomicFile.writeString(file, Json.compact(PageBlocks.of(page(answered)))));
  }

  /** The report. */
  public Path report(Job job) throws Exception {
    return written(job, "page.html", (answered, file) -> HtmlPage.write(page(answered), file));
  }

  private static Page page(Answered<?, ?> answered) throws Exception {
    return answered.page(Work.silent());
  }

  /**
   * A file that the question writes, by the ending of its name.
   *
   * @throws HttpException 404 if it writes no such file
   */
  public Path file(Job job, String ending) throws Exception {
    if (!ending.matches("[a-z0-9]{1,10}(\\.[a-z0-9]{1,10})?")) {
      throw HttpException.notFound("no kind of file ends so");
    }
    return written(job, "answer." + ending, AnswerStore::write);
  }

  private static <S extends Record, A> void write(Answered<S, A> answered, Path file)
      throws Exception {
    try {
      AnswerFiles.of(answered.question(), List.of(file)).write(answered, Work.silent(), _ -> {});
    } catch (UserError e) {
      String message = String.valueOf(e.getMessage()).replace(file + ": ", "");
      throw HttpException.notFound(message);
    }
  }

  private Path written(Job job, String name, Form form) throws Exception {
    Answered<?, ?> answered = job.answered();
    if (answered == null) {
      throw new HttpException(409, "there is no answer: the job is " + job.state());
    }
    Path file = folder.resolve(job.key()).resolve(name);
    synchronized (locks.computeIfAbsent(job.key(), key -> new Object())) {
      if (!Files.isRegularFile(file)) {
        Files.createDirectories(file.getParent());
        form.write(answered, file);
      }
      return file;
    }
  }

  void forget(String key) {
    locks.remove(key);
    delete(folder.resolve(key));
  }

  /** Deletes a folder of this server's own. */
  public static void delete(Path folder) {
    if (!Files.exists(folder)) return;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
    } catch (IOException | UncheckedIOException e) {
      // It lies in the system's temporary folder, which is cleaned anyway.
    }
  }
}
