package dev.sonde.study.activity;

import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.StudyPlan;
import dev.sonde.study.StudyResults;
import dev.sonde.study.TrialResults;
import dev.sonde.study.activity.SequenceWork.Over;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.Images;
import dev.sonde.study.trial.Stage;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Networks are trained; then their hidden layers are shown images, and what they say is drawn. */
record ActivityPlan(ActivitySettings settings, ImageData data) implements StudyPlan {

  ActivityPlan {
    if (2 * settings.perplexity() > Math.min(settings.inputs(), data.test().size())) {
      throw new ActivityException(
          "perplexity " + settings.perplexity() + ": too much for the inputs that are shown");
    }
  }

  @Override
  public TrialPlan trials() {
    List<Trial> networks = new ArrayList<>();
    for (int run = 1; run <= settings.runs(); run++) networks.add(network(run));
    return new TrialPlan(List.of(new Stage("train", networks), new Stage("look", looks())));
  }

  private List<Trial> looks() {
    List<Trial> all = new ArrayList<>();
    for (int epoch : settings.lookedEpochs()) {
      for (int run = 1; run <= settings.runs(); run++) all.add(pictures(run, epoch));
    }
    all.add(neurons(0));
    all.add(neurons(settings.epochs()));
    all.add(similarity());
    for (Over over : Over.values()) {
      for (Alignment alignment : alignments(over)) all.add(sequence(over, alignment));
    }
    return all;
  }

  /** The test images that are shown. */
  Images shown() {
    return data.test().sample(settings.inputs(), settings.seed());
  }

  /** Hidden layers that are looked at, first to last. */
  List<String> sites() {
    return settings.network().sites();
  }

  /** The trial that trains a network, runs from 1. */
  Trial network(int run) {
    return settings.plan(run, data.digest()).trial();
  }

  Trial pictures(int run, int epoch) {
    return PictureWork.trial(settings.look(run, data.digest()), epoch);
  }

  Trial sequence(Over over, Alignment alignment) {
    return SequenceWork.trial(settings.look(1, data.digest()), over, alignment);
  }

  Trial neurons(int epoch) {
    return NeuronWork.trial(settings.look(1, data.digest()), epoch, sites().getLast());
  }

  Trial similarity() {
    return SimilarityWork.trial(settings.look(1, data.digest()));
  }

  /** Ways of bringing pictures together that can be had along something. */
  List<Alignment> alignments(Over over) {
    // Stacked layers need as many units each: those of a perceptron have them.
    boolean same = over == Over.EPOCHS || settings.network() == Architecture.MLP;
    return settings.alignments().stream().filter(a -> same || a != Alignment.JOINT).toList();
  }

  @Override
  public Map<String, String> described() {
    Map<String, String> all =
        new LinkedHashMap<>(SettingsCodec.of(ActivitySettings.class).write(settings));
    all.put("looked", joined(settings.lookedEpochs().stream().map(String::valueOf).toList()));
    all.put("alignments", joined(settings.alignments().stream().map(SequenceWork::name).toList()));
    all.put("data_digest", data.digest());
    return all;
  }

  private static String joined(List<String> words) {
    return words.stream().collect(Collectors.joining(","));
  }

  /** The files of images; none of generated ones. */
  @Override
  public List<Path> inputs() {
    return data.files();
  }

  @Override
  public long cost(Trial trial) {
    return trial.kind().equals(TrainingPlan.KIND) ? settings.epochs() : 1;
  }

  @Override
  public StudyResults results(TrialResults found, Consumer<String> told) {
    return new ActivityResults(this, found);
  }
}
