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
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.Alphabet;
import dev.sonde.study.addition.StateIndexing;
import dev.sonde.study.addition.Sum;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where else are the units of a span on? (LSTMVis, Strobelt et al. 2018.) */
public final class SearchQuestion implements Question<SearchSettings, SearchAnswer> {

  private static final Columns<SearchAnswer.Match> COLUMNS =
      Columns.<SearchAnswer.Match>empty()
          .text("text", "text", SearchAnswer.Match::text)
          .text("steps", "steps", m -> m.from() + ".." + m.to())
          .integer("sums", "sums", SearchAnswer.Match::sequences)
          .explained("sums with the same text up to the end of the span; they count as one match")
          .real("score", "score", SearchAnswer.Match::score)
          .explained("units on in both / units on in either (Jaccard index)")
          .integer("shared", "shared", SearchAnswer.Match::shared)
          .explained("units on in both")
          .integer("more", "more", SearchAnswer.Match::more)
          .explained("units on only in the match")
          .real("difference", "difference", SearchAnswer.Match::difference)
          .explained("mean absolute difference of all units' values");

  @Override
  public About<SearchSettings> about() {
    return About.of(
            "search",
            Group.RUN,
            "Finds sums and spans where the same units are on.",
            SearchSettings.class)
        .details(
            "The units are those that are on at every step of the given span of a sum. Matches"
                + " are sorted by score, each context once. The states of all sums are stored in"
                + " an index file, which is created if it does not exist.")
        .needs(Need.NETWORK)
        .examples("search adder.h5 --index states.idx --input 12+34 --steps 2..3 --threshold 0.5");
  }

  @Override
  public SearchAnswer answer(SearchSettings settings, Work work) throws IOException {
    Stretch stretch = settings.stretch();
    Sum sum = Sum.parse(settings.input());
    StretchIndex states =
        Files.exists(settings.index()) ? StretchIndex.open(settings.index()) : make(settings, work);
    StateIndexing.Query query =
        StateIndexing.query(
            states, settings.model(), sum, () -> settings.addition().open(settings.model()));
    if (stretch.to() >= states.steps()) {
      throw new SettingsException(
          "steps", settings.steps() + ": the text has steps 0 to " + (states.steps() - 1));
    }
    long begin = System.nanoTime();
    StretchMatches found;
    try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      found =
          StretchSearch.of(
              states, query.states(), stretch, query.symbols(), settings.top(), workers);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new SearchAnswer(
        settings.input(),
        marked(query.symbols(), stretch.from(), stretch.to()),
        found.units(),
        found.searched(),
        found.alike(),
        matches(states, found),
        found.note(),
        seconds);
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

  private static List<SearchAnswer.Match> matches(StretchIndex states, StretchMatches found) {
    List<SearchAnswer.Match> matches = new ArrayList<>();
    for (StretchMatches.Match m : found.matches()) {
      matches.add(
          new SearchAnswer.Match(
              m.sequence(),
              marked(states.symbols(m.sequence()), m.from(), m.to()),
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
  private static String marked(int[] symbols, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < symbols.length; t++) {
      if (t == from) text.append('[');
      text.append(Alphabet.visible(symbols[t]));
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
                  "%d of %d sums share at least one unit; search time %.3f s.",
                  answer.alike(),
                  answer.searched(),
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
    return new Page("Where else these units are on", settings.input(), findings, sections, null);
  }
}
