package dev.sonde.question.networks.probe;

import dev.sonde.analysis.groups.FalseDiscovery;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.probes.HeldOut;
import dev.sonde.analysis.probes.LinearProbe;
import dev.sonde.analysis.probes.ProbeComparison;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Page;
import dev.sonde.network.data.Targets;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.question.networks.Labelled;
import dev.sonde.question.networks.Places;
import dev.sonde.question.networks.Representations;
import dev.sonde.question.networks.SiteSelection;
import dev.sonde.question.networks.Subject;
import dev.sonde.question.networks.TargetFiles;
import dev.sonde.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What can a linear probe decode from each site? (Alain and Bengio 2016; control tasks: Hewitt and
 * Liang 2019.)
 *
 * <pre>{@code
 * ProbeSettings settings =
 *     SettingsCodec.of(ProbeSettings.class)
 *         .read(Map.of("model", "a.pt2", "input", "X.npy", "labels", "y.npy"));
 * ProbeAnswer read = new ProbeQuestion().answer(settings, Work.silent());
 * double accuracy = read.sites().getLast().accuracy();
 * }</pre>
 */
public final class ProbeQuestion implements Question<ProbeSettings, ProbeAnswer> {

  @Override
  public About<ProbeSettings> about() {
    return About.of(
            "probe",
            Group.RUN,
            "Predicts labels from each site with linear probes.",
            ProbeSettings.class)
        .details(
            """
            Accuracy on held-out inputs. Baselines show what the probe learns by itself: a control \
            task, shuffled labels, and networks with shuffled parameters. Labels for each position \
            of an input (tokens) are predicted at each position.\
            """)
        .needs(Need.NETWORK, Need.INPUTS, Need.LABELS)
        .examples(
            "probe a.pt2 --input X.npy --labels y.npy -o probe.html",
            "probe a.onnx --input photos/ --site 'layer*' --shuffles 99 --json");
  }

  @Override
  public List<Path> inputs(ProbeSettings settings) {
    List<Path> files = new ArrayList<>(List.of(settings.model()));
    files.addAll(Subject.files(settings.data()));
    if (settings.types() != null) files.add(TargetFiles.file(settings.types()));
    return files;
  }

  @Override
  public ProbeAnswer answer(ProbeSettings settings, Work work) throws IOException {
    try (Subject subject = Subject.open(settings.model(), settings.data());
        Workers workers = Workers.of(settings.threads())) {
      if (settings.places() == Places.EACH) {
        throw new SettingsException(
            "places",
            "'each' is chosen automatically if there are labels for each position; take mean or"
                + " all");
      }
      Labelled known = Labelled.of(subject);
      SiteSelection selection =
          SiteSelection.of(subject.network(), subject.examples(), settings.site());
      Places places = known.places() > 1 ? Places.EACH : settings.places();
      Representations seen = Representations.of(subject, selection, places, work);
      List<String> notes = new ArrayList<>(seen.notes());
      notes.addAll(subject.notes());
      List<Representations.Site> sites = fitting(seen.sites(), known, notes);
      HeldOut split =
          HeldOut.of(known.labels(), known.classes(), settings.heldOut(), settings.seed());
      if (split.test().length == 0) {
        throw new SettingsException("labels", "no class has two inputs, so none can be held out");
      }
      long[] types = types(settings, known);
      var how =
          new ProbeComparison.Settings(
              new LinearProbe.Settings(settings.penalty(), settings.iterations()),
              settings.shuffles(),
              settings.seed());
      List<ProbeComparison> found = new ArrayList<>();
      try (Work.Stage stage = work.stage("probing", "sites", sites.size())) {
        var progress = Subject.stopping(stage, work);
        for (Representations.Site site : sites) {
          found.add(
              ProbeComparison.of(
                  site.points(), known.labels(), known.classes(), types, split, how, workers));
          progress.accept(1);
        }
      }
      Map<String, Double> random =
          random(settings, subject, selection, places, known, split, workers, work, notes);
      return answer(settings, known, split, types, sites, found, random, notes);
    }
  }

  private static List<Representations.Site> fitting(
      List<Representations.Site> sites, Labelled known, List<String> notes) {
    int rows = known.labels().length;
    List<String> other = new ArrayList<>();
    List<Representations.Site> fitting = new ArrayList<>();
    for (Representations.Site site : sites) {
      if (site.points().count() == rows) fitting.add(site);
      else other.add(site.address());
    }
    if (fitting.isEmpty()) {
      throw new SettingsException(
          "labels",
          "%d labels for sites of %d rows"
              .formatted(rows, sites.isEmpty() ? 0 : sites.getFirst().points().count()));
    }
    if (!other.isEmpty()) {
      notes.add(
          "Left out, because they do not have one position per label: "
              + Numbers.names(other)
              + ".");
    }
    return fitting;
  }

  private static long[] types(ProbeSettings settings, Labelled known) throws IOException {
    if (settings.types() == null) return new long[0];
    int examples = known.labels().length / known.places();
    return switch (TargetFiles.read(settings.types(), examples, null)) {
      case Targets.Numbers _ ->
          throw new SettingsException("types", "real numbers; give whole numbers or words");
      case Targets.Classes classes -> {
        if (classes.places() != known.places()) {
          throw new SettingsException(
              "types",
              "%d per example, but %d labels per example"
                  .formatted(classes.places(), known.places()));
        }
        yield Arrays.stream(classes.labels()).asLongStream().toArray();
      }
    };
  }

  /** Mean held-out accuracy at each site of networks whose parameters are shuffled. */
  private static Map<String, Double> random(
      ProbeSettings settings,
      Subject subject,
      SiteSelection selection,
      Places places,
      Labelled known,
      HeldOut split,
      Workers workers,
      Work work,
      List<String> notes) {
    Map<String, Double> sums = new HashMap<>();
    var how = new LinearProbe.Settings(settings.penalty(), settings.iterations());
    for (int r = 0; r < settings.random(); r++) {
      if (subject.network().parameters().shuffle(settings.seed() + r) == 0) {
        notes.add("No random network: the file does not tell which parameters are trained.");
        return Map.of();
      }
      Representations seen = Representations.of(subject, selection, places, work);
      try (Work.Stage stage =
          work.stage("probing a random network", "sites", seen.sites().size())) {
        var progress = Subject.stopping(stage, work);
        for (Representations.Site site : seen.sites()) {
          if (site.points().count() != known.labels().length) continue;
          Points points = site.points();
          double accuracy =
              LinearProbe.of(points, known.labels(), known.classes(), split, how, workers)
                  .accuracy();
          sums.merge(site.address(), accuracy / settings.random(), Double::sum);
          progress.accept(1);
        }
      }
    }
    return sums;
  }

  private static ProbeAnswer answer(
      ProbeSettings settings,
      Labelled known,
      HeldOut split,
      long[] types,
      List<Representations.Site> sites,
      List<ProbeComparison> found,
      Map<String, Double> random,
      List<String> notes) {
    double[] adjusted =
        FalseDiscovery.adjust(found.stream().mapToDouble(ProbeComparison::p).toArray());
    List<ProbeAnswer.SiteProbe> probes = new ArrayList<>();
    for (int s = 0; s < sites.size(); s++) {
      ProbeComparison one = found.get(s);
      LinearProbe own = one.probe();
      String site = sites.get(s).address();
      probes.add(
          new ProbeAnswer.SiteProbe(
              site,
              sites.get(s).points().dimensions(),
              own.accuracy(),
              own.low(),
              own.high(),
              own.trainAccuracy(),
              one.control(),
              one.selectivity(),
              one.shuffled(),
              one.shuffledBest(),
              Objects.requireNonNullElse(random.get(site), Double.NaN),
              one.p(),
              adjusted[s],
              adjusted[s] <= settings.alpha(),
              own.converged()));
    }
    long distinct = Arrays.stream(types).distinct().count();
    return new ProbeAnswer(
        known.names(),
        split.train().length,
        split.test().length,
        LinearProbe.majority(known.labels(), known.classes(), split),
        types.length == 0
            ? "shuffled labels"
            : "a random label for each of " + Numbers.count(distinct, "type", "types"),
        random.isEmpty() ? 0 : settings.random(),
        probes,
        notes);
  }

  @Override
  public Page summary(ProbeSettings settings, ProbeAnswer answer) {
    return new ProbePage(settings, answer).summary();
  }

  @Override
  public Page page(ProbeSettings settings, ProbeAnswer answer, Work work) {
    return new ProbePage(settings, answer).page();
  }
}
