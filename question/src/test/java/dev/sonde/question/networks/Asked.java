package dev.sonde.question.networks;

import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.page.Page;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.settings.SettingsCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a question as a test does: settings as texts, nobody listens. */
final class Asked {
  private Asked() {}

  /** Settings from pairs of name and value; a list is given as a {@link List}. */
  static <S extends Record> S settings(Class<S> type, Object... pairs) {
    Map<String, List<String>> texts = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      List<String> values = new ArrayList<>();
      if (pairs[i + 1] instanceof List<?> list) list.forEach(v -> values.add(v.toString()));
      else values.add(pairs[i + 1].toString());
      texts.put(pairs[i].toString(), values);
    }
    return SettingsCodec.of(type).readAll(texts);
  }

  static <S extends Record, A> A answer(Question<S, A> question, S settings) throws Exception {
    return question.answer(settings, Work.silent());
  }

  /** The whole page as HTML; its summary is made too. */
  static <S extends Record, A> String page(Question<S, A> question, S settings, A answer)
      throws Exception {
    Page summary = question.summary(settings, answer);
    if (summary.findings().isEmpty()) throw new AssertionError("a summary without findings");
    return HtmlPage.of(question.page(settings, answer, Work.silent()));
  }

  static Path path(Path folder, String name) {
    return folder.resolve(name);
  }
}
