package dev.sonde.question.networks.similarity;

import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.probes.ControlTask;
import dev.sonde.analysis.similarity.Similarity;
import dev.sonde.figure.page.Page;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.groups.NamedGroups;
import dev.sonde.question.networks.Representations;
import dev.sonde.question.networks.SiteSelection;
import dev.sonde.question.networks.Subject;
import dev.sonde.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How similar are the representations of sites, within a network, between two, or between groups?
 *
 * <pre>{@code
 * SimilaritySettings settings =
 *     SettingsCodec.of(SimilaritySettings.class)
 *         .readAll(Map.of("model", List.of("a.pt2", "b.pt2"), "input", List.of("X.npy")));
 * SimilarityAnswer alike = new SimilarityQuestion().answer(settings, Work.silent());
 * double cka = alike.grids().getFirst().values().get(0).get(0);
 * }</pre>
 */
public final class SimilarityQuestion implements Question<SimilaritySettings, SimilarityAnswer> {

  @Override
  public About<SimilaritySettings> about() {
    return About.of(
            "similarity",
            Group.RUN,
            "Compares the representations of sites (CKA, SVCCA and others).",
            SimilaritySettings.class)
        .details(
            """
            Compares all pairs of sites by linear and Gaussian CKA, SVCCA, PWCCA and Procrustes; \
            baseline: shuffled inputs. With groups: similarity within and between groups of \
            networks, with a permutation test over networks.\
            """)
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "similarity a.pt2 b.pt2 --input X.npy -o similarity.html",
            "similarity a.onnx --input photos/ --site 'layer*' --measure linear-cka --json",
            "similarity --group plain='a*.pt2' --group guided='b*.pt2' --input X.npy");
  }

  @Override
  public List<Path> inputs(SimilaritySettings settings) {
    List<Path> files = new ArrayList<>(settings.model());
    if (!settings.group().isEmpty()) files.addAll(NamedGroups.files(settings.group()));
    files.addAll(Subject.files(settings.data()));
    return files;
  }

  private record Seen(String file, Representations sites) {}

  @Override
  public SimilarityAnswer answer(SimilaritySettings settings, Work work) throws IOException {
    if (settings.measure().isEmpty()) {
      throw new SettingsException(
          "measure", "give at least one of linear-cka, rbf-cka, svcca, pwcca, procrustes");
    }
    if (!settings.group().isEmpty()) {
      if (!settings.model().isEmpty()) {
        throw new SettingsException("group", "give networks either in groups or singly, not both");
      }
      return groups(settings, work);
    }
    if (settings.model().isEmpty() || settings.model().size() > 2) {
      throw new SettingsException(
              "model", "give one or two networks, or groups; there are " + settings.model().size())
          .mendedBy("group");
    }
    List<Seen> seen = new ArrayList<>();
    for (Path model : settings.model()) seen.add(see(model, settings, work));
    List<String> notes = notes(seen);
    Representations left = seen.getFirst().sites();
    Representations right = seen.getLast().sites();
    int rows = requireRows(seen);
    List<Points> a = left.sites().stream().map(Representations.Site::points).toList();
    List<Points> b = right.sites().stream().map(Representations.Site::points).toList();
    int[] order = ControlTask.shuffled(IntStream.range(0, rows).toArray(), settings.seed());
    List<Points> other = b.stream().map(points -> points.select(order)).toList();
    List<SimilarityAnswer.Grid> grids = new ArrayList<>();
    try (Workers workers = Workers.of(settings.threads());
        Work.Stage stage = work.stage("comparing", "measures", settings.measure().size())) {
      for (var measure : settings.measure()) {
        var how = new Similarity.Settings(settings.variance(), settings.bandwidth());
        var one = List.of(measure);
        List<List<Double>> values =
            seen.size() == 1
                ? Similarity.of(one, a, how, workers).getFirst().values()
                : Similarity.between(one, a, b, how, workers).getFirst().values();
        grids.add(
            new SimilarityAnswer.Grid(
                measure,
                left.addresses(),
                right.addresses(),
                values,
                Similarity.between(one, a, other, how, workers).getFirst().values()));
        stage.step(1);
      }
    }
    return new SimilarityAnswer(
        seen.stream().map(s -> compared(s, "")).toList(), rows, grids, List.of(), null, notes);
  }

  private static SimilarityAnswer groups(SimilaritySettings settings, Work work)
      throws IOException {
    List<ModelGroup> groups = NamedGroups.open(settings.group(), false);
    if (groups.size() < 2) {
      throw new SettingsException("group", "only one group; give at least two");
    }
    List<Seen> seen = new ArrayList<>();
    List<SimilarityAnswer.Compared> compared = new ArrayList<>();
    for (ModelGroup group : groups) {
      for (Path model : group.files()) {
        Seen one = see(model, settings, work);
        seen.add(one);
        compared.add(compared(one, group.name()));
      }
    }
    int rows = requireRows(seen);
    int[] sizes = groups.stream().mapToInt(group -> group.files().size()).toArray();
    SiteTests tests = SiteTests.of(seen.stream().map(Seen::sites).toList(), sizes, settings, work);
    List<String> notes = notes(seen);
    if (!tests.leftOut().isEmpty()) {
      notes.add(
          "Left out, because some networks do not have them: "
              + dev.sonde.figure.Numbers.names(tests.leftOut())
              + ".");
    }
    return new SimilarityAnswer(compared, rows, List.of(), tests.tests(), tests.test(), notes);
  }

  private static SimilarityAnswer.Compared compared(Seen seen, String group) {
    return new SimilarityAnswer.Compared(seen.file(), group, seen.sites().addresses());
  }

  private static Seen see(Path model, SimilaritySettings settings, Work work) throws IOException {
    try (Subject subject = Subject.open(model, settings.data())) {
      SiteSelection selection =
          SiteSelection.of(subject.network(), subject.examples(), settings.site());
      return new Seen(
          String.valueOf(model.getFileName()),
          Representations.of(subject, selection, settings.places(), work));
    }
  }

  private static List<String> notes(List<Seen> seen) {
    List<String> notes = new ArrayList<>();
    for (Seen one : seen) {
      for (String note : one.sites().notes()) {
        String sentence = one.file() + ": " + note;
        if (!notes.contains(sentence)) notes.add(sentence);
      }
    }
    return notes;
  }

  /** Checks that all sites of all networks have the same number of rows, and enough. */
  private static int requireRows(List<Seen> seen) {
    int rows = -1;
    String first = "";
    for (Seen one : seen) {
      if (one.sites().sites().isEmpty()) {
        throw new QuestionException(
            one.file() + ": no site with floating-point values is left to compare");
      }
      for (Representations.Site site : one.sites().sites()) {
        String name = one.file() + " " + site.address();
        if (rows < 0) {
          rows = site.points().count();
          first = name;
        } else if (rows != site.points().count()) {
          throw new QuestionException(
                  "%s has %d rows, but %s has %d; choose sites with the same number of positions, or take the mean over positions"
                      .formatted(first, rows, name, site.points().count()))
              .mendedBy("site", "places");
        }
      }
    }
    if (rows < 4) {
      throw new SettingsException(
          "input", "%d inputs are too few; at least 4 are needed".formatted(rows));
    }
    return rows;
  }

  @Override
  public Page summary(SimilaritySettings settings, SimilarityAnswer answer) {
    return new SimilarityPage(settings, answer).summary();
  }

  @Override
  public Page page(SimilaritySettings settings, SimilarityAnswer answer, Work work) {
    return new SimilarityPage(settings, answer).page();
  }
}
