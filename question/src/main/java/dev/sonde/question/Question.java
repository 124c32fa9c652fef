package dev.sonde.question;

import dev.sonde.figure.page.Page;
import dev.sonde.network.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question: a settings record in, an answer record out, and a page that shows it.
 *
 * @param <S> the settings; each component carries a {@link dev.sonde.settings.Setting}
 * @param <A> the answer, an immutable record
 */
public interface Question<S extends Record, A> {

  About<S> about();

  /**
   * Answers.
   *
   * @param work hears of progress, says when to stop, and knows where results go
   * @throws dev.sonde.file.InputException if what the settings name cannot be used
   * @throws Exception if a file cannot be written, or the work was told to stop
   */
  A answer(S settings, Work work) throws Exception;

  /** The answer in words and its main table: what a terminal shows. Costs nothing. */
  Page summary(S settings, A answer);

  /**
   * The whole page, with figures; the summary where there is no more to show. May read the inputs
   * again.
   */
  default Page page(S settings, A answer, Work work) throws Exception {
    return summary(settings, answer);
  }

  /** What stands in JSON: a record or a map. */
  default Object document(S settings, A answer) {
    return answer;
  }

  /**
   * Kinds of file that only this question writes, the first one preferred. Pages ({@code .html}),
   * tables ({@code .csv}, {@code .parquet}), {@code .json} and folders are everybody's.
   */
  default List<Output<S, A>> outputs() {
    return List.of();
  }

  /**
   * Whether what the settings ask to hold does; a command that asks for it ends with exit code 1
   * where it does not.
   */
  default boolean holds(S settings, A answer) {
    return true;
  }

  /**
   * The files that are read: those of the settings that are marked as inputs; of a folder that is
   * named as {@code tokenizer} the tokenizer's, not the weights that may lie beside it.
   */
  default List<Path> inputs(S settings) {
    List<Path> files = new ArrayList<>();
    var codec = about().codec();
    var values = codec.values(settings);
    for (var spec : codec.specs()) {
      if (!spec.input()) continue;
      Object value = values.get(spec.name());
      boolean tokenizer = spec.name().equals("tokenizer");
      List<Path> own = tokenizer && value instanceof Path at ? Tokenizer.files(at) : List.of();
      if (own.isEmpty()) add(value, files);
      else files.addAll(own);
    }
    return files;
  }

  private static void add(@Nullable Object value, List<Path> files) {
    switch (value) {
      case Path path -> files.add(path);
      case List<?> all -> all.forEach(each -> add(each, files));
      case null, default -> {}
    }
  }

  /** The seed of everything random: the setting {@code seed}, or null where there is none. */
  default @Nullable Long seed(S settings) {
    return about().codec().values(settings).get("seed") instanceof Long seed ? seed : null;
  }
}
