package dev.sonde.question.networks.features;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.scan.Bins;
import dev.sonde.analysis.units.DuplicateUnits;
import dev.sonde.analysis.units.UnitTally;
import dev.sonde.analysis.units.ValueCounts;
import dev.sonde.figure.page.Page;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.networks.SiteSelection;
import dev.sonde.question.networks.SiteStream;
import dev.sonde.question.networks.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How are units' values distributed on several sets of inputs and before training, and which units
 * are dead, saturated or duplicates?
 *
 * <pre>{@code
 * FeaturesSettings settings =
 *     SettingsCodec.of(FeaturesSettings.class).read(Map.of("model", "a.pt2", "input", "X.npy"));
 * FeaturesAnswer seen = new FeaturesQuestion().answer(settings, Work.silent());
 * int dead = seen.sites().getLast().states().getFirst().dead().size();
 * }</pre>
 */
public final class FeaturesQuestion implements Question<FeaturesSettings, FeaturesAnswer> {

  /** Places of each example that are compared for duplicates, at most. */
  private static final int PLACES = 64;

  @Override
  public About<FeaturesSettings> about() {
    return About.of(
            "features",
            Group.RUN,
            "Compares units' activations over sets of inputs.",
            FeaturesSettings.class)
        .details(
            """
            Distributions of values at sites on the inputs, on other inputs and before training, \
            and their distances (baseline: two halves of the inputs); dead, saturated and \
            duplicate units. All inputs are used.\
            """)
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "features a.pt2 --input X.npy -o features.html",
            "features a.onnx --input X.npy --other new=X2.npy --before init.onnx --json");
  }

  @Override
  public List<Path> inputs(FeaturesSettings settings) {
    List<Path> files = new ArrayList<>();
    for (InputSet set : InputSet.of(settings)) {
      files.add(set.model());
      files.addAll(Subject.files(set.data()));
    }
    return files.stream().distinct().toList();
  }

  /** What is gathered of one site in one state. */
  private static final class Seen {
    private final UnitTally tally;
    private long examples;

    Seen(String operator, String site) {
      tally =
          new UnitTally(
              OperatorBounds.of(operator, site), OperatorBounds.rectifies(operator, site));
    }
  }

  /** Counts of one site: of all states, of two halves of the first, and its duplicates. */
  private static final class Counted {
    private final Bins bins;
    private final List<ValueCounts> states = new ArrayList<>();
    private final ValueCounts even;
    private final ValueCounts odd;
    private final DuplicateUnits duplicates;
    private long examples;

    Counted(Bins bins, Workers workers) {
      this.bins = bins;
      even = new ValueCounts(bins);
      odd = new ValueCounts(bins);
      duplicates = new DuplicateUnits(workers);
    }
  }

  @Override
  public FeaturesAnswer answer(FeaturesSettings settings, Work work) throws IOException {
    List<InputSet> sets = InputSet.of(settings);
    List<String> notes = new ArrayList<>();
    List<Map<String, Seen>> seen = new ArrayList<>();
    for (InputSet set : sets) {
      try (Subject subject = Subject.open(set.model(), set.data())) {
        SiteSelection selection =
            SiteSelection.of(subject.network(), subject.examples(), settings.site());
        if (seen.isEmpty()) selection.note().ifPresent(notes::add);
        for (String note : subject.notes()) if (!notes.contains(note)) notes.add(note);
        seen.add(tallies(subject, selection, set, work));
      }
    }
    List<String> sites = new ArrayList<>(seen.getFirst().keySet());
    for (Map<String, Seen> other : seen) {
      sites.removeIf(
          site -> {
            Seen one = other.get(site);
            Seen first = seen.getFirst().get(site);
            return one == null || first == null || one.tally.units() != first.tally.units();
          });
    }
    if (sites.isEmpty()) {
      throw new QuestionException(
          "no site has the same number of units in all networks and for all inputs");
    }
    int gone = seen.getFirst().size() - sites.size();
    if (gone > 0) notes.add(gone + " sites left out: their number of units differs.");
    try (Workers workers = Workers.of(settings.threads())) {
      Map<String, Counted> counted = new LinkedHashMap<>();
      for (String site : sites) {
        counted.put(site, new Counted(bins(seen, site, settings.bins()), workers));
      }
      for (int s = 0; s < sets.size(); s++) {
        count(settings, sets.get(s), counted, s == 0, work);
      }
      List<FeaturesAnswer.SiteFeatures> all = new ArrayList<>();
      for (String site : sites) {
        Counted counts = counted.get(site);
        if (counts != null) all.add(features(settings, sets, seen, site, counts));
      }
      return new FeaturesAnswer(all, notes);
    }
  }

  private static Map<String, Seen> tallies(
      Subject subject, SiteSelection selection, InputSet set, Work work) {
    Map<String, Seen> seen = new LinkedHashMap<>();
    SiteStream.each(
        subject,
        selection,
        work,
        "running on " + set.words(),
        (site, batch) -> {
          Seen one =
              seen.computeIfAbsent(
                  site, _ -> new Seen(selection.operators().getOrDefault(site, ""), site));
          one.tally.add(batch);
          one.examples += batch.examples();
        });
    return seen;
  }

  /** Bins over all values of a site in all states. */
  private static Bins bins(List<Map<String, Seen>> seen, String site, int number) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Map<String, Seen> state : seen) {
      Seen one = state.get(site);
      if (one == null) continue;
      for (int u = 0; u < one.tally.units(); u++) {
        UnitTally.Unit unit = one.tally.unit(u);
        if (unit.values() == 0) continue;
        low = Math.min(low, unit.min());
        high = Math.max(high, unit.max());
      }
    }
    return Bins.over(low, high, number);
  }

  /** A second run, now that ranges are known. */
  private static void count(
      FeaturesSettings settings,
      InputSet set,
      Map<String, Counted> counted,
      boolean first,
      Work work)
      throws IOException {
    counted.values().forEach(one -> one.states.add(new ValueCounts(one.bins)));
    try (Subject subject = Subject.open(set.model(), set.data())) {
      SiteSelection selection =
          SiteSelection.of(subject.network(), subject.examples(), settings.site());
      SiteStream.each(
          subject,
          selection,
          work,
          "counting on " + set.words(),
          (site, batch) -> {
            Counted one = counted.get(site);
            if (one == null) return;
            one.states.getLast().add(batch, 0, batch.examples());
            if (!first) return;
            for (int e = 0; e < batch.examples(); e++) {
              (one.examples++ % 2 == 0 ? one.even : one.odd).add(batch, e, e + 1);
            }
            if (batch.units() <= DuplicateUnits.MOST) {
              one.duplicates.add(batch, (batch.places() + PLACES - 1) / PLACES);
            }
          });
    }
  }

  private static FeaturesAnswer.SiteFeatures features(
      FeaturesSettings settings,
      List<InputSet> sets,
      List<Map<String, Seen>> seen,
      String site,
      Counted counted) {
    List<FeaturesAnswer.State> states = new ArrayList<>();
    boolean bounded = false;
    int units = 0;
    for (int s = 0; s < sets.size(); s++) {
      Seen one = seen.get(s).get(site);
      if (one == null) continue;
      bounded = one.tally.bounded();
      units = one.tally.units();
      states.add(
          SiteStates.of(
              sets.get(s),
              one.tally,
              one.examples,
              counted.states.get(s),
              counted.states.getFirst(),
              states.isEmpty() ? null : states.getFirst()));
    }
    boolean compared = units <= DuplicateUnits.MOST;
    List<DuplicateUnits.Pair> pairs =
        compared && counted.duplicates.count() > 1
            ? counted.duplicates.pairs(settings.duplicate())
            : List.of();
    return new FeaturesAnswer.SiteFeatures(
        site,
        units,
        bounded,
        counted.bins.low(),
        counted.bins.width(),
        counted.even.distance(counted.odd),
        states,
        pairs.stream()
            .limit(FeaturesAnswer.SiteFeatures.PAIRS_LISTED)
            .map(p -> new FeaturesAnswer.Pair(p.unit(), p.other(), p.correlation()))
            .toList(),
        compared ? pairs.size() : -1,
        counted.duplicates.count());
  }

  @Override
  public Page summary(FeaturesSettings settings, FeaturesAnswer answer) {
    return new FeaturesPage(settings, answer).summary();
  }

  @Override
  public Page page(FeaturesSettings settings, FeaturesAnswer answer, Work work) {
    return new FeaturesPage(settings, answer).page();
  }
}
