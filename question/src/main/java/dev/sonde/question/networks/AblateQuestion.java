package dev.sonde.question.networks;

import dev.sonde.figure.page.Page;
import dev.sonde.network.effects.GreedyAblation;
import dev.sonde.network.effects.Score;
import dev.sonde.network.effects.SiteAblation;
import dev.sonde.network.effects.SiteAblation.Effect;
import dev.sonde.network.effects.UnitSite;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.question.cells.SumsAblation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which units matter? */
public final class AblateQuestion implements Question<AblateSettings, AblateAnswer> {

  @Override
  public About<AblateSettings> about() {
    return About.of(
            "ablate",
            Group.RUN,
            "Ablates units and measures the change of loss and accuracy.",
            AblateSettings.class)
        .details(
            """
            Ablates units or channels of any sites, one at a time, in groups, whole sites, or one \
            after another (greedy). Shows loss and accuracy, with the same number of random units as the baseline; the \
            largest loss first.\
            """,
            "Of an addition network: units of the encoder and the decoder (h and c, at every"
                + " step).")
        .needs(Need.NETWORK)
        .examples(
            "ablate resnet20.onnx --site 'layer3.*.conv*' --input cifar10/test-1000.bin -o a.html",
            "ablate a.pt2 --site fc1 --input x.npy --labels y.npy --greedy 8 --only-groups --json",
            "ablate adder.h5 --side decoder --group 3,5,18 -o ablation.svg");
  }

  @Override
  public AblateAnswer answer(AblateSettings settings, Work work) throws IOException {
    if (settings.addition()) {
      return new AblateAnswer.OfSums(
          SumsAblation.of(settings.model(), settings.sums(), settings.study(), work));
    }
    try (Subject subject = Subject.open(settings.model(), settings.data(), settings.task())) {
      List<UnitSite> sites = UnitSite.of(subject.network(), subject.examples(), settings.site());
      SiteAblation.Settings how = settings.sites();
      long total = SiteAblation.variants(sites, how) * subject.examples().count();
      SiteAblation ablation;
      try (Work.Stage stage = work.stage("ablating", "examples", total)) {
        ablation =
            SiteAblation.of(
                subject.network(),
                subject.examples(),
                subject.requiredTargets(),
                sites,
                how,
                Subject.stopping(stage, work));
      }
      return new AblateAnswer.OfNetwork(
          ablation, greedy(settings, subject, sites, work), subject.notes());
    }
  }

  private static Optional<GreedyAblation> greedy(
      AblateSettings settings, Subject subject, List<UnitSite> sites, Work work) {
    Integer steps = settings.greedy();
    if (steps == null) return Optional.empty();
    SiteAblation.Settings how = settings.sites();
    long total = GreedyAblation.variants(sites, steps, how) * subject.examples().count();
    try (Work.Stage stage = work.stage("ablating one after another", "examples", total)) {
      return Optional.of(
          GreedyAblation.of(
              subject.network(),
              subject.examples(),
              subject.requiredTargets(),
              sites,
              steps,
              settings.least() ? GreedyAblation.Order.LEAST : GreedyAblation.Order.MOST,
              how,
              Subject.stopping(stage, work)));
    }
  }

  @Override
  public Object document(AblateSettings settings, AblateAnswer answer) {
    return switch (answer) {
      case AblateAnswer.OfSums sums -> SumsAblation.document(sums.sums());
      case AblateAnswer.OfNetwork of -> {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("base", of.ablation().base());
        all.put("reading", of.ablation().reading());
        all.put("effects", of.ablation().worst().stream().map(AblateQuestion::effect).toList());
        of.greedy()
            .ifPresent(
                greedy ->
                    all.put("greedy", greedy.steps().stream().map(AblateQuestion::step).toList()));
        all.put("notes", of.notes());
        yield all;
      }
    };
  }

  private static Map<String, @Nullable Object> step(GreedyAblation.Step step) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("count", step.count());
    all.put("site", step.site());
    all.put("unit", step.unit());
    all.put("loss", step.score().loss());
    all.put("accuracy", step.score().accuracy());
    all.put("changed", step.changed());
    all.put("control", step.control());
    return all;
  }

  private static Map<String, @Nullable Object> effect(Effect effect) {
    Score score = effect.score();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("site", effect.site());
    all.put("units", effect.units().isEmpty() ? "all" : effect.units());
    all.put("count", effect.count());
    all.put("layer", effect.layer());
    all.put("loss", score.loss());
    all.put("accuracy", score.accuracy());
    all.put("changed", effect.changed());
    all.put("control", effect.control());
    return all;
  }

  @Override
  public Page summary(AblateSettings settings, AblateAnswer answer) {
    return switch (answer) {
      case AblateAnswer.OfSums sums -> SumsAblation.summary(settings.model(), sums.sums());
      case AblateAnswer.OfNetwork of -> AblatePages.summary(settings, of);
    };
  }

  @Override
  public Page page(AblateSettings settings, AblateAnswer answer, Work work) {
    return switch (answer) {
      case AblateAnswer.OfSums sums ->
          SumsAblation.page(settings.model(), sums.sums(), settings.sumsTo());
      case AblateAnswer.OfNetwork of -> AblatePages.page(settings, of);
    };
  }

  @Override
  public List<Output<AblateSettings, AblateAnswer>> outputs() {
    return List.of(
        Drawings.of(
            (settings, answer) ->
                switch (answer) {
                  case AblateAnswer.OfSums sums ->
                      SumsAblation.drawing(sums.sums(), settings.sumsTo());
                  case AblateAnswer.OfNetwork of -> AblatePages.drawing(of.ablation());
                }));
  }

  @Override
  public List<Path> inputs(AblateSettings settings) {
    List<Path> files = new ArrayList<>(List.of(settings.model()));
    files.addAll(Subject.files(settings.data()));
    return files;
  }
}
