package dev.sonde.question.networks.activity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neurons.Discriminability;
import dev.sonde.analysis.neurons.NeuronMap;
import dev.sonde.analysis.neurons.NeuronProjection;
import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.ProjectionSequence;
import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.analysis.projection.Quality;
import dev.sonde.analysis.projection.Tsne;
import dev.sonde.analysis.similarity.Cka;
import dev.sonde.question.Work;
import dev.sonde.study.trial.TrialInterrupted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/** Computes the views. */
final class Views {
  /** Number of label shuffles for the baseline of importances. */
  private static final int SHUFFLES = 3;

  private final ActivitySettings settings;
  private final List<Shown> shown;
  private final Work work;
  private final List<ActivityAnswer.Picture> pictures = new ArrayList<>();
  private final List<Points> drawnPictures = new ArrayList<>();
  private final List<ActivityAnswer.Sequence> sequences = new ArrayList<>();
  private final List<ActivityFound.Drawn> drawnSequences = new ArrayList<>();
  private final List<ActivityAnswer.Neurons> neurons = new ArrayList<>();
  private final List<ActivityFound.Maps> maps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Views(ActivitySettings settings, List<Shown> shown, Work work) {
    this.settings = settings;
    this.shown = shown;
    this.work = work;
  }

  private int[] labels() {
    return shown.getFirst().labels();
  }

  private List<String> classes() {
    return shown.getFirst().classes();
  }

  private Points points(int network, int site) {
    return shown.get(network).sites().sites().get(site).points();
  }

  ActivityFound found() {
    List<String> sites = shown.getFirst().sites().addresses();
    int last = shown.size() - 1;
    int lastSite = sites.size() - 1;
    shown.forEach(one -> one.notes().stream().filter(n -> !notes.contains(n)).forEach(notes::add));
    ActivityAnswer.Similar similar;
    try (Workers workers = Workers.of(settings.threads())) {
      for (int s = 0; s <= lastSite; s++) picture(last, s, workers);
      for (int e = 0; e < last; e++) picture(e, lastSite, workers);
      sequence("sites", sites, all(last), workers);
      if (last > 0) {
        List<Points> epochs = new ArrayList<>();
        for (int e = 0; e <= last; e++) epochs.add(points(e, lastSite));
        sequence("networks", shown.stream().map(Shown::file).toList(), epochs, workers);
      }
      if (last > 0) neurons(0, lastSite, workers);
      neurons(last, lastSite, workers);
      similar = similar(workers);
    }
    List<ActivityAnswer.Epoch> epochs = shown.stream().map(this::epoch).toList();
    ActivityAnswer document =
        new ActivityAnswer(
            epochs,
            sites,
            Arrays.stream(shown.getFirst().rows()).boxed().toList(),
            shown.getFirst().of(),
            classes(),
            pictures,
            sequences,
            neurons,
            similar,
            ViewList.of(
                shown.size(), sites.size(), !epochs.getLast().predicted().isEmpty(), neurons),
            notes);
    return new ActivityFound(
        document, Arrays.stream(labels()).boxed().toList(), drawnPictures, drawnSequences, maps);
  }

  private List<Points> all(int network) {
    return shown.get(network).sites().sites().stream().map(site -> site.points()).toList();
  }

  private Tsne.Settings tsne() {
    return Tsne.Settings.defaults()
        .withPerplexity(Math.min(settings.perplexity(), (labels().length - 1) / 3.0))
        .withIterations(settings.iterations())
        .withStart(Tsne.Start.PCA, settings.seed());
  }

  private Consumer<Tsne.Progress> progress(Work.Stage stage) {
    return p -> {
      stage.reach(p.iteration());
      if (work.stopped()) throw new TrialInterrupted();
    };
  }

  private void picture(int network, int site, Workers workers) {
    var seen = shown.get(network).sites().sites().get(site);
    Tsne tsne;
    try (Work.Stage stage =
        work.stage("projecting " + seen.address(), "iterations", settings.iterations())) {
      tsne = Tsne.of(seen.points(), tsne(), workers, progress(stage));
    }
    drawnPictures.add(tsne.coordinates());
    pictures.add(
        new ActivityAnswer.Picture(
            network,
            seen.address(),
            seen.points().dimensions(),
            tsne.kl(),
            faithfulness(seen.points(), tsne.coordinates(), workers),
            lists(tsne.coordinates())));
  }

  private ActivityAnswer.Faithfulness faithfulness(Points points, Points picture, Workers workers) {
    int k = Math.min(12, (points.count() - 1) / 2);
    Quality q = Quality.of(points, picture, labels(), k, workers);
    return new ActivityAnswer.Faithfulness(
        Objects.requireNonNullElse(q.hitBefore(), Double.NaN),
        Objects.requireNonNullElse(q.hitAfter(), Double.NaN),
        q.trustworthiness(),
        q.continuity());
  }

  private static List<List<Double>> lists(Points points) {
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < points.count(); i++) {
      rows.add(List.of((double) points.at(i, 0), (double) points.at(i, 1)));
    }
    return rows;
  }

  private void sequence(String over, List<String> names, List<Points> times, Workers workers) {
    if (times.size() < 2) return;
    Projection.Settings how = Projection.Settings.of(Projection.Method.TSNE).withTsne(tsne());
    for (Alignment alignment : settings.alignment()) {
      String name = alignment.name().toLowerCase(Locale.ROOT).replace('_', '-');
      long widths = times.stream().mapToInt(Points::dimensions).distinct().count();
      if (alignment == Alignment.JOINT && widths > 1) {
        notes.add("No joint projection over " + over + ": their widths differ.");
        continue;
      }
      ProjectionSequence sequence;
      try (Work.Stage stage =
          work.stage("projecting over " + over, "iterations", settings.iterations())) {
        sequence =
            ProjectionSequence.of(
                times, ProjectionSequence.Settings.of(how, alignment), workers, progress(stage));
      }
      List<ActivityAnswer.Faithfulness> quality = new ArrayList<>();
      for (int t = 0; t < times.size(); t++) {
        quality.add(faithfulness(times.get(t), sequence.times().get(t), workers));
      }
      var stability = sequence.stability();
      drawnSequences.add(new ActivityFound.Drawn(sequence.times()));
      sequences.add(
          new ActivityAnswer.Sequence(
              over,
              name,
              names,
              sequence.times().stream().map(Views::lists).toList(),
              quality,
              stability == null ? Double.NaN : stability.pearson(),
              stability == null ? Double.NaN : stability.spearman(),
              stability == null ? Double.NaN : stability.stress()));
    }
  }

  private void neurons(int network, int site, Workers workers) {
    var seen = shown.get(network).sites().sites().get(site);
    try (Work.Stage stage = work.stage("units of " + seen.address(), "steps", 3)) {
      NeuronProjection mds =
          NeuronProjection.of(
              seen.points(), NeuronProjection.Settings.mds().withSeed(settings.seed()), workers);
      stage.step(1);
      NeuronProjection tsne =
          NeuronProjection.of(
              seen.points(), NeuronProjection.Settings.tsne().withSeed(settings.seed()), workers);
      stage.step(1);
      if (work.stopped()) throw new TrialInterrupted();
      Discriminability found =
          Discriminability.of(
              seen.points(),
              labels(),
              classes().size(),
              new Discriminability.Settings(settings.trees(), SHUFFLES, settings.seed()),
              workers);
      stage.step(1);
      NeuronMap first = NeuronMap.of(mds, found);
      NeuronMap second = NeuronMap.of(tsne, found);
      maps.add(new ActivityFound.Maps(network, seen.points(), first, second, found));
      neurons.add(document(network, seen.address(), first, second, found));
    } catch (IllegalArgumentException e) {
      notes.add(
          "%s, %s: no picture of its units: %s."
              .formatted(shown.get(network).file(), seen.address(), e.getMessage()));
    }
  }

  private ActivityAnswer.Neurons document(
      int network, String site, NeuronMap mds, NeuronMap tsne, Discriminability found) {
    List<ActivityAnswer.Unit> units = new ArrayList<>();
    for (int i = 0; i < mds.neurons().size(); i++) {
      NeuronMap.Neuron a = mds.neurons().get(i);
      NeuronMap.Neuron b = tsne.neurons().get(i);
      units.add(
          new ActivityAnswer.Unit(
              a.index(), a.x(), a.y(), b.x(), b.y(), classes().get(a.strongest()), a.importance()));
    }
    return new ActivityAnswer.Neurons(
        network,
        site,
        mds.dead(),
        found.classes().stream()
            .map(
                c ->
                    new ActivityAnswer.ForClass(
                        classes().get(c.label()),
                        c.inputs(),
                        c.importance().stream().mapToDouble(v -> v).max().orElse(Double.NaN),
                        c.highestShuffled(),
                        c.above()))
            .toList(),
        units);
  }

  private ActivityAnswer.Similar similar(Workers workers) {
    List<String> names = new ArrayList<>();
    List<Points> all = new ArrayList<>();
    for (Shown one : shown) {
      for (var site : one.sites().sites()) {
        names.add(shown.size() == 1 ? site.address() : site.address() + ", " + one.file());
        all.add(site.points());
      }
    }
    return new ActivityAnswer.Similar(names, Cka.of(all, workers).values());
  }

  private ActivityAnswer.Epoch epoch(Shown one) {
    int[] predicted = one.predicted();
    if (predicted.length == 0) {
      return new ActivityAnswer.Epoch(one.file(), Double.NaN, List.of(), List.of());
    }
    int size = Math.max(classes().size(), Arrays.stream(predicted).max().orElse(0) + 1);
    int[][] counts = new int[size][size];
    int right = 0;
    for (int i = 0; i < predicted.length; i++) {
      counts[labels()[i]][predicted[i]]++;
      if (labels()[i] == predicted[i]) right++;
    }
    return new ActivityAnswer.Epoch(
        one.file(),
        (double) right / predicted.length,
        Arrays.stream(predicted).boxed().toList(),
        Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }
}
