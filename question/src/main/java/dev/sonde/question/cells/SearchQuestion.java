package dev.sonde.question.cells;

import dev.sonde.analysis.cells.Stretch;
import dev.sonde.analysis.cells.StretchIndex;
import dev.sonde.analysis.cells.StretchMatches;
import dev.sonde.analysis.cells.StretchSearch;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.recurrent.TextReader;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.question.cells.text.TextIndexing;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.Alphabet;
import dev.sonde.study.addition.StateIndexing;
import dev.sonde.study.addition.Sum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Where else are the units of a span on? (LSTMVis, Strobelt et al. 2018.) */
public final class SearchQuestion implements Question<SearchSettings, SearchAnswer> {

  private static final Columns<SearchAnswer.Match> COLUMNS =
      Columns.<SearchAnswer.Match>empty()
          .text("text", SearchAnswer.Match::text)
          .text("steps", m -> m.from() + ".." + m.to())
          .integer("texts", SearchAnswer.Match::sequences)
          .explained("with the same text up to the end of the span; they count as one match")
          .real("score", SearchAnswer.Match::score)
          .explained("units on in both / units on in either (Jaccard index)")
          .integer("shared", SearchAnswer.Match::shared)
          .explained("units on in both")
          .integer("more", SearchAnswer.Match::more)
          .explained("units on only in the match")
          .real("difference", SearchAnswer.Match::difference)
          .explained("mean absolute difference of all units' values");

  @Override
  public About<SearchSettings> about() {
    return About.of(
            "search",
            Group.RUN,
            "Finds texts and spans where the same units are on.",
            SearchSettings.class)
        .details(
            "The units are those that are on at every step of the given span. Matches are sorted by"
                + " score, each context once. The states of all texts are stored in an index file,"
                + " which is created if it does not exist.",
            "Any recurrent network is searched over a file of texts; a network that was trained to"
                + " add, over all sums.")
        .needs(Need.NETWORK)
        .examples(
            "search textgenrnn.hdf5 --index states.idx --texts lines.txt --text 'the best' --steps"
                + " 4..7",
            "search adder.h5 --index states.idx --input 12+34 --steps 2..3 --threshold 0.5");
  }

  @Override
  public SearchAnswer answer(SearchSettings settings, Work work) throws IOException {
    if (settings.input() == null) return texts(settings, work);
    StretchIndex states =
        Files.exists(settings.index()) ? StretchIndex.open(settings.index()) : make(settings, work);
    StateIndexing.Query query =
        StateIndexing.query(
            states,
            settings.model(),
            Sum.parse(settings.query()),
            () -> settings.addition().open(settings.model()));
    return found(settings, states, query.symbols(), query.states(), Alphabet::visible);
  }

  private static SearchAnswer texts(SearchSettings settings, Work work) throws IOException {
    try (TextReader reader = TextReader.open(settings.model(), settings.reading().reader())) {
      int[] text = reader.numbers(settings.query());
      if (settings.stretch().to() >= text.length) throw beyond(settings, text.length);
      StretchIndex states =
          Files.exists(settings.index())
              ? StretchIndex.open(settings.index())
              : make(settings, reader, work);
      float[][] own =
          TextIndexing.query(
              states, reader, settings.reading(), settings.layer(), settings.texts(), text);
      return found(settings, states, text, own, reader.symbols()::shown);
    }
  }

  private static SettingsException beyond(SearchSettings settings, int steps) {
    return new SettingsException(
        "steps", settings.steps() + ": the text has steps 0 to " + (steps - 1));
  }

  private static SearchAnswer found(
      SearchSettings settings,
      StretchIndex states,
      int[] symbols,
      float[][] own,
      IntFunction<String> shown) {
    Stretch stretch = settings.stretch();
    if (stretch.to() >= own.length) throw beyond(settings, own.length);
    long begin = System.nanoTime();
    StretchMatches found;
    try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      found = StretchSearch.of(states, own, stretch, symbols, settings.top(), workers);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new SearchAnswer(
        settings.query(),
        marked(symbols, stretch.from(), stretch.to(), shown),
        found.units(),
        found.searched(),
        found.alike(),
        matches(states, found, shown),
        found.note(),
        seconds);
  }

  private static StretchIndex make(SearchSettings settings, TextReader reader, Work work)
      throws IOException {
    Path file = settings.texts();
    if (file == null) {
      throw new SettingsException(
          "texts", "needed: " + settings.index() + " is not there yet, and holds their states");
    }
    String layer = settings.layer();
    try (Work.Stage stage = work.stage("indexing", "texts", -1)) {
      return TextIndexing.index(
          reader,
          settings.reading(),
          layer == null ? "" : layer,
          file,
          settings.piece(),
          settings.index(),
          stage::step);
    }
  }

  private static StretchIndex make(SearchSettings settings, Work work) throws IOException {
    try (Adder adder = settings.addition().open(settings.model())) {
      List<Sum> sums = settings.addition().sums(adder.format());
      try (Work.Stage stage = work.stage("indexing", "sums", sums.size())) {
        return StateIndexing.index(
            adder,
            settings.model(),
            settings.side().toString(),
            sums,
            settings.index(),
            stage::step);
      }
    }
  }

  private static List<SearchAnswer.Match> matches(
      StretchIndex states, StretchMatches found, IntFunction<String> shown) {
    List<SearchAnswer.Match> matches = new ArrayList<>();
    for (StretchMatches.Match m : found.matches()) {
      matches.add(
          new SearchAnswer.Match(
              m.sequence(),
              marked(states.symbols(m.sequence()), m.from(), m.to(), shown),
              m.from(),
              m.to(),
              m.score(),
              m.shared(),
              m.more(),
              m.difference(),
              m.sequences()));
    }
    return matches;
  }

  /** The text, with the span in brackets. */
  private static String marked(int[] symbols, int from, int to, IntFunction<String> shown) {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < symbols.length; t++) {
      if (symbols[t] == StretchIndex.NONE) break;
      if (t == from) text.append('[');
      text.append(shown.apply(symbols[t]));
      if (t == to) text.append(']');
    }
    return text.toString();
  }

  @Override
  public Page summary(SearchSettings settings, SearchAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    String units =
        answer.units().isEmpty()
            ? "none"
            : answer.units().stream().map(String::valueOf).collect(Collectors.joining(", "));
    findings.add(Finding.plain(answer.text() + "  units on: " + units + "."));
    if (!answer.note().isEmpty()) findings.add(new Finding(Tone.NOTABLE, answer.note() + "."));
    if (answer.searched() > 0) {
      findings.add(
          Finding.plain(
              String.format(
                  Locale.ROOT,
                  "%d of %d %s share at least one unit; search time %.3f s.",
                  answer.alike(),
                  answer.searched(),
                  settings.input() == null ? "texts" : "sums",
                  answer.searchSeconds())));
    }
    List<Page.Section> sections =
        answer.matches().isEmpty()
            ? List.of()
            : List.of(
                new Page.Section(
                    "Matches",
                    List.of(
                        new TableBlock(
                            COLUMNS.table("matches", "The best first", answer.matches())))));
    return new Page("Where else these units are on", settings.query(), findings, sections);
  }
}
