package dev.sonde.question.networks.activity;

import dev.sonde.network.data.Examples;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.networks.Labelled;
import dev.sonde.question.networks.Representations;
import dev.sonde.question.networks.SampledExamples;
import dev.sonde.question.networks.SiteSelection;
import dev.sonde.question.networks.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One network and its activations on the sample.
 *
 * @param rows numbers of the examples
 * @param of number of examples in the data
 * @param labels of the rows
 * @param predicted predicted classes; empty if the output is not a class
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Shown(
    String file,
    Representations sites,
    long[] rows,
    long of,
    int[] labels,
    List<String> classes,
    int[] predicted,
    List<String> notes) {

  /** Number of sites if none are given. */
  private static final int SITES = 4;

  /**
   * @param sites names; empty to choose some
   */
  static Shown of(Path model, ActivitySettings settings, List<String> sites, Work work)
      throws IOException {
    try (Subject subject = Subject.open(model, settings.data())) {
      Labelled known = Labelled.of(subject);
      Examples all = subject.examples();
      long count = subject.shown();
      if (known.places() > 1 || known.labels().length != count) {
        throw new QuestionException(
            "%s: needs one label per example: %d labels for %d examples"
                .formatted(model, known.labels().length, count));
      }
      List<String> notes = new ArrayList<>(subject.notes());
      boolean sampled = settings.sample() > 0 && settings.sample() < count;
      if (sampled && (!all.cut() || all.fixed() > 1)) {
        sampled = false;
        notes.add(
            all.cut()
                ? "The network takes a fixed number of examples at a time, so all examples are"
                    + " used."
                : "The examples run in one batch, so all of them are used.");
      }
      long[] rows = sampled ? sample(count, settings.sample(), settings.seed()) : everyone(count);
      Examples some = sampled ? new SampledExamples(all, rows) : all;
      Subject shown =
          new Subject(
              model,
              subject.network(),
              some,
              subject.targets(),
              subject.batch(),
              subject.files(),
              subject.notes());
      SiteSelection selection =
          SiteSelection.of(subject.network(), all, sites.isEmpty() ? settings.site() : List.of());
      SiteSelection chosen =
          sites.isEmpty()
              ? chosen(selection, settings, known, subject)
              : named(selection, sites, subject);
      Representations seen = Representations.of(shown, chosen, settings.places(), work);
      notes.addAll(seen.notes());
      int[] labels = Arrays.stream(rows).mapToInt(row -> known.labels()[(int) row]).toArray();
      int[] predicted = predictions(shown, known.classes(), work);
      return new Shown(
          String.valueOf(model.getFileName()),
          seen,
          rows,
          count,
          labels,
          known.names(),
          predicted,
          notes);
    }
  }

  private static SiteSelection named(SiteSelection selection, List<String> sites, Subject subject) {
    SiteSelection all = SiteSelection.of(subject.network(), subject.examples(), List.of("**"));
    for (String site : sites) {
      if (all.sites().stream().noneMatch(s -> s.address().equals(site))) {
        throw new QuestionException(
            "%s: has no site '%s', which the first network has; give checkpoints of one training"
                .formatted(subject.model(), site));
      }
    }
    return new SiteSelection(
        all.sites().stream().filter(s -> sites.contains(s.address())).toList(),
        selection.operators(),
        java.util.Optional.empty());
  }

  /** Hidden modules at even steps, if no sites are given. */
  private static SiteSelection chosen(
      SiteSelection selection, ActivitySettings settings, Labelled known, Subject subject) {
    if (!settings.site().isEmpty()) return selection;
    var inner = new ArrayList<>(selection.sites());
    inner.removeIf(
        site ->
            subject.network().inputs().stream()
                .anyMatch(input -> input.name().equals(site.address())));
    if (inner.isEmpty()) return selection;
    if (inner.size() > 1) {
      long[] shape = inner.getLast().shape().toArray();
      if (shape.length == 2 && shape[1] == known.classes()) inner.removeLast(); // the output
    }
    int count = Math.min(SITES, inner.size());
    var some = new ArrayList<dev.sonde.network.probe.Capture.Site>();
    for (int i = 1; i <= count; i++)
      some.add(inner.get((int) ((long) i * inner.size() / count) - 1));
    return new SiteSelection(
        some,
        selection.operators(),
        java.util.Optional.of(
            "%d of %d sites at even steps; give sites to see others."
                .formatted(some.size(), selection.sites().size())));
  }

  private static long[] sample(long count, int size, long seed) {
    int[] all = IntStream.range(0, Math.toIntExact(count)).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < size; i++) {
      int j = i + random.nextInt(all.length - i);
      int row = all[i];
      all[i] = all[j];
      all[j] = row;
    }
    return Arrays.stream(all).limit(size).sorted().asLongStream().toArray();
  }

  private static long[] everyone(long count) {
    return IntStream.range(0, Math.toIntExact(count)).asLongStream().toArray();
  }

  /**
   * The index of the largest number of the first output, if it has at least one number per class.
   */
  private static int[] predictions(Subject subject, int classes, Work work) {
    Examples examples = subject.examples();
    int[] predicted = new int[Math.toIntExact(subject.shown())];
    long step = examples.atOnce(subject.batch());
    try (Work.Stage stage = work.stage("predicting", "examples", examples.count())) {
      var progress = Subject.stopping(stage, work);
      for (long from = 0; from < examples.count(); from += step) {
        long count = Math.min(step, examples.count() - from);
        long[] said;
        try (Scope _ = new Scope()) {
          said =
              subject
                  .network()
                  .compute(
                      examples.batch(from, count),
                      outputs -> {
                        Array first = outputs.values().iterator().next();
                        boolean fits = first.rank() == 2 && first.extent(1) >= classes;
                        return fits ? first.argmax(1).toLongs() : new long[0];
                      });
        }
        if (said.length != (examples.cut() ? count : predicted.length)) return new int[0];
        for (int i = 0; i < said.length; i++) predicted[(int) from + i] = (int) said[i];
        progress.accept(count);
      }
    }
    return predicted;
  }
}
