package dev.sonde.question.networks.activity;

import dev.sonde.figure.page.Page;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.networks.Places;
import dev.sonde.question.networks.Subject;
import dev.sonde.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How do hidden activations of labelled inputs change from site to site and from epoch to epoch?
 * (Rauber, Fadel, Falcão, Telea 2017.)
 *
 * <pre>{@code
 * ActivitySettings settings =
 *     SettingsCodec.of(ActivitySettings.class)
 *         .readAll(Map.of("model", List.of("epoch-0.pt2", "epoch-9.pt2"),
 *             "input", List.of("X.npy"), "labels", List.of("y.npy")));
 * ActivityAnswer seen = new ActivityQuestion().answer(settings, Work.silent()).document();
 * double hit = seen.pictures().getFirst().quality().hit();
 * }</pre>
 */
public final class ActivityQuestion implements Question<ActivitySettings, ActivityFound> {

  @Override
  public About<ActivitySettings> about() {
    return About.of(
            "activity",
            Group.RUN,
            "Projects hidden activations of labelled inputs.",
            ActivitySettings.class)
        .details(
            """
            Projections of each site; trails from site to site and from checkpoint to checkpoint; \
            units as points; and the units that separate classes, with shuffled labels as the \
            baseline. Give several files in the order of training to compare its epochs.\
            """)
        .needs(Need.NETWORK, Need.INPUTS, Need.LABELS)
        .examples(
            "activity a.pt2 --input X.npy --labels y.npy -o activity.html",
            "activity epoch-0.pt2 epoch-5.pt2 epoch-9.pt2 --input X.npy --labels y.npy --sample 500"
                + " -o activity.html");
  }

  @Override
  public List<Path> inputs(ActivitySettings settings) {
    List<Path> files = new ArrayList<>(settings.model());
    files.addAll(Subject.files(settings.data()));
    return files;
  }

  @Override
  public ActivityFound answer(ActivitySettings settings, Work work) throws IOException {
    if (settings.model().isEmpty()) {
      throw new SettingsException(
          "model", "give a network, or checkpoints in the order of training");
    }
    if (settings.places() == Places.EACH) {
      throw new SettingsException("places", "'each' is not possible here; take mean or all");
    }
    if (settings.alignment().isEmpty()) {
      throw new SettingsException("alignment", "give at least one, such as dynamic");
    }
    List<Shown> shown = new ArrayList<>();
    for (Path model : settings.model()) {
      List<String> sites = shown.isEmpty() ? List.of() : shown.getFirst().sites().addresses();
      shown.add(Shown.of(model, settings, sites, work));
    }
    List<String> first = shown.getFirst().sites().addresses();
    for (Shown one : shown) {
      if (!one.sites().addresses().equals(first) || first.isEmpty()) {
        throw new QuestionException(
            "%s: its sites are %s, but those of %s are %s; give checkpoints of one training"
                .formatted(one.file(), one.sites().addresses(), shown.getFirst().file(), first));
      }
    }
    if (shown.getFirst().rows().length < 10) {
      throw new SettingsException(
          "input",
          "%d examples are too few; at least 10 are needed"
              .formatted(shown.getFirst().rows().length));
    }
    return new Views(settings, shown, work).found();
  }

  @Override
  public Object document(ActivitySettings settings, ActivityFound answer) {
    return answer.document();
  }

  @Override
  public Page summary(ActivitySettings settings, ActivityFound answer) {
    return new ActivityPage(settings, answer).summary();
  }

  @Override
  public Page page(ActivitySettings settings, ActivityFound answer, Work work) throws IOException {
    return new ActivityPage(settings, answer).page();
  }
}
