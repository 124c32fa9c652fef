package dev.sonde.question.networks.top;

import dev.sonde.analysis.groups.FalseDiscovery;
import dev.sonde.analysis.units.ClassSpread;
import dev.sonde.analysis.units.TopInputs;
import dev.sonde.analysis.units.UnitBatch;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Page;
import dev.sonde.file.InputException;
import dev.sonde.network.probe.Capture;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.networks.InputNames;
import dev.sonde.question.networks.Labelled;
import dev.sonde.question.networks.SiteSelection;
import dev.sonde.question.networks.SiteStream;
import dev.sonde.question.networks.Subject;
import dev.sonde.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On which inputs is each unit most active, and do they have the same class?
 *
 * <pre>{@code
 * TopSettings settings =
 *     SettingsCodec.of(TopSettings.class)
 *         .read(Map.of("model", "a.pt2", "input", "X.npy", "site", "layer3"));
 * TopAnswer top = new TopQuestion().answer(settings, Work.silent());
 * long first = top.sites().getFirst().units().get(5).top().getFirst().input();
 * }</pre>
 */
public final class TopQuestion implements Question<TopSettings, TopAnswer> {

  @Override
  public About<TopSettings> about() {
    return About.of(
            "top", Group.RUN, "Finds the inputs on which units are most active.", TopSettings.class)
        .details(
            """
            For each unit: the inputs with its largest values, their position in the feature map, \
            and the classes of these inputs, compared with random draws. All inputs are used; the \
            page shows them if they are images.\
            """)
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "top a.pt2 --site layer3 --input photos/ -o top.html",
            "top a.onnx --site fc --unit 3,7 --top 20 --input X.npy --labels y.npy --json");
  }

  @Override
  public List<Path> inputs(TopSettings settings) {
    List<Path> files = new ArrayList<>(List.of(settings.model()));
    files.addAll(Subject.files(settings.data()));
    return files;
  }

  /** What is gathered of one site. */
  private static final class Seen {
    private final TopInputs top;
    private int inner = 1;
    private int units;
    private int places;

    Seen(int k) {
      top = new TopInputs(k);
    }

    void add(UnitBatch batch) {
      inner = batch.inner();
      units = batch.units();
      places = batch.places();
      top.add(batch);
    }
  }

  @Override
  public TopAnswer answer(TopSettings settings, Work work) throws IOException {
    if (settings.site().isEmpty()) {
      throw new SettingsException("site", "give the sites of the units, such as layer3");
    }
    try (Subject subject = Subject.open(settings.model(), settings.data())) {
      SiteSelection selection =
          SiteSelection.of(subject.network(), subject.examples(), settings.site());
      Map<String, Seen> seen = new LinkedHashMap<>();
      SiteStream.each(
          subject,
          selection,
          work,
          "running",
          (site, batch) -> seen.computeIfAbsent(site, _ -> new Seen(settings.top())).add(batch));
      long inputs = seen.values().iterator().next().top.inputs();
      List<String> notes = new ArrayList<>(subject.notes());
      @Nullable Labelled known = labels(subject, inputs, notes);
      ClassSpread.@Nullable Control control =
          known == null
              ? null
              : new ClassSpread.Control(
                  known.labels(),
                  known.classes(),
                  (int) Math.min(settings.top(), inputs),
                  settings.draws(),
                  settings.seed());
      List<TopAnswer.SiteTop> sites = new ArrayList<>();
      for (Capture.Site site : selection.sites()) {
        Seen one = seen.get(site.address());
        if (one == null) continue;
        if (one.top.notFinite() > 0) {
          notes.add(
              site.address()
                  + ": "
                  + Numbers.count(one.top.notFinite(), "value", "values")
                  + " NaN or infinite, left out.");
        }
        sites.add(top(settings, subject, site, one, known, control));
      }
      return new TopAnswer(
          inputs, known == null ? List.of() : known.names(), adjusted(sites, settings), notes);
    }
  }

  private static @Nullable Labelled labels(Subject subject, long inputs, List<String> notes) {
    if (subject.targets().isEmpty()) return null;
    try {
      Labelled known = Labelled.of(subject);
      if (known.places() == 1 && known.labels().length == inputs) return known;
      notes.add("Labels are for positions of inputs, not for whole inputs, so they are not used.");
    } catch (InputException e) {
      notes.add("No classes: " + e.getMessage() + ".");
    }
    return null;
  }

  private static TopAnswer.SiteTop top(
      TopSettings settings,
      Subject subject,
      Capture.Site site,
      Seen seen,
      @Nullable Labelled known,
      ClassSpread.@Nullable Control control) {
    List<Long> map = map(site, seen);
    List<TopAnswer.UnitTop> units = new ArrayList<>();
    for (int u : wanted(settings, site, seen)) {
      List<TopAnswer.Entry> entries = new ArrayList<>();
      List<TopInputs.Entry> best = seen.top.of(u);
      for (TopInputs.Entry entry : best) {
        entries.add(
            new TopAnswer.Entry(
                entry.input(),
                InputNames.of(subject, entry.input()),
                entry.value(),
                place(entry.place(), map),
                known == null
                    ? null
                    : known.names().get(known.labels()[Math.toIntExact(entry.input())])));
      }
      units.add(new TopAnswer.UnitTop(u, entries, spread(best, known, control)));
    }
    return new TopAnswer.SiteTop(site.address(), map, units);
  }

  private static List<Integer> wanted(TopSettings settings, Capture.Site site, Seen seen) {
    if (settings.unit().isEmpty()) {
      return java.util.stream.IntStream.range(0, seen.units).boxed().toList();
    }
    for (int unit : settings.unit()) {
      if (unit < 0 || unit >= seen.units) {
        throw new QuestionException(
            "unit %d: site '%s' has units 0 to %d".formatted(unit, site.address(), seen.units - 1));
      }
    }
    return settings.unit();
  }

  private static TopAnswer.@Nullable Spread spread(
      List<TopInputs.Entry> best, @Nullable Labelled known, ClassSpread.@Nullable Control control) {
    if (known == null || control == null || best.isEmpty()) return null;
    int[] labels = best.stream().mapToInt(e -> known.labels()[(int) e.input()]).toArray();
    ClassSpread spread = control.of(labels, known.classes());
    return new TopAnswer.Spread(
        known.names().get(spread.strongest()),
        spread.share(),
        spread.effective(),
        spread.randomShare(),
        spread.p(),
        Double.NaN,
        false);
  }

  /** p adjusted over all units of all sites. */
  private static List<TopAnswer.SiteTop> adjusted(
      List<TopAnswer.SiteTop> sites, TopSettings settings) {
    double[] p =
        sites.stream()
            .flatMap(site -> site.units().stream())
            .mapToDouble(
                unit -> {
                  TopAnswer.Spread spread = unit.spread();
                  return spread == null ? Double.NaN : spread.p();
                })
            .toArray();
    double[] adjusted = FalseDiscovery.adjust(p);
    List<TopAnswer.SiteTop> all = new ArrayList<>();
    int at = 0;
    for (TopAnswer.SiteTop site : sites) {
      List<TopAnswer.UnitTop> units = new ArrayList<>();
      for (TopAnswer.UnitTop unit : site.units()) {
        double corrected = adjusted[at++];
        TopAnswer.Spread s = unit.spread();
        units.add(
            new TopAnswer.UnitTop(
                unit.unit(),
                unit.top(),
                s == null
                    ? null
                    : new TopAnswer.Spread(
                        s.strongest(),
                        s.share(),
                        s.effective(),
                        s.randomShare(),
                        s.p(),
                        corrected,
                        corrected <= settings.alpha())));
      }
      all.add(new TopAnswer.SiteTop(site.site(), site.map(), units));
    }
    return all;
  }

  /** Lengths of the axes that are neither examples nor units. */
  private static List<Long> map(Capture.Site site, Seen seen) {
    if (seen.places == 1) return List.of();
    long[] shape = site.shape().toArray();
    long inner = 1;
    int axis = shape.length - 1;
    while (axis > 1 && !(inner == seen.inner && shape[axis] == seen.units)) inner *= shape[axis--];
    List<Long> map = new ArrayList<>();
    for (int i = 1; i < shape.length; i++) if (i != axis) map.add(shape[i]);
    return map;
  }

  private static List<Long> place(int place, List<Long> map) {
    List<Long> at = new ArrayList<>();
    long rest = place;
    for (int i = map.size() - 1; i >= 0; i--) {
      at.addFirst(rest % map.get(i));
      rest /= map.get(i);
    }
    return at;
  }

  @Override
  public Page summary(TopSettings settings, TopAnswer answer) {
    return new TopPage(settings, answer).summary();
  }

  @Override
  public Page page(TopSettings settings, TopAnswer answer, Work work) throws IOException {
    try (Subject subject = Subject.open(settings.model(), settings.data())) {
      return new TopPage(settings, answer).page(subject);
    }
  }
}
