package dev.sonde.question.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.file.InputException;
import dev.sonde.question.networks.activity.ActivityAnswer;
import dev.sonde.question.networks.activity.ActivityFound;
import dev.sonde.question.networks.activity.ActivityQuestion;
import dev.sonde.question.networks.activity.ActivitySettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityQuestionTest {
  private final ActivityQuestion question = new ActivityQuestion();

  @TempDir private Path folder;

  private ActivitySettings settings(Object model, Object... more) throws Exception {
    List<Object> pairs = new java.util.ArrayList<>();
    pairs.addAll(
        List.of(
            "model",
            model,
            "input",
            MadeNetwork.inputs(folder),
            "labels",
            MadeNetwork.labels(folder),
            "site",
            List.of("*relu*"),
            "iterations",
            60,
            "trees",
            20));
    pairs.addAll(List.of(more));
    return Asked.settings(ActivitySettings.class, pairs.toArray());
  }

  @Test
  void checkpointsInOrder_haveAllNineViews() throws Exception {
    Path first = MadeNetwork.perceptron(folder, "epoch-0.safetensors", 1);
    Path last = MadeNetwork.noisy(folder, "epoch-1.safetensors", 1, .2, 3);
    ActivitySettings settings =
        settings(List.of(first, last), "alignment", List.of("dynamic", "procrustes"));
    ActivityFound found = Asked.answer(question, settings);
    ActivityAnswer answer = found.document();
    assertThat(answer.views()).hasSize(9).allMatch(ActivityAnswer.View::here);
    assertThat(answer.sites()).hasSize(2);
    assertThat(answer.pictures()).hasSize(3);
    for (ActivityAnswer.Picture picture : answer.pictures()) {
      assertThat(picture.at()).hasSize(MadeNetwork.INPUTS);
      assertThat(picture.quality().hit()).isGreaterThan(.8);
    }
    assertThat(answer.sequences())
        .extracting(s -> s.over() + " " + s.alignment())
        .containsExactly(
            "sites dynamic", "sites procrustes", "networks dynamic", "networks procrustes");
    for (ActivityAnswer.Epoch epoch : answer.networks()) {
      int sum = epoch.confusion().stream().flatMap(List::stream).mapToInt(Integer::intValue).sum();
      assertThat(sum).isEqualTo(MadeNetwork.INPUTS);
    }
    assertThat(answer.neurons()).hasSize(2);
    assertThat(question.document(settings, found)).isSameAs(answer);
    assertThat(Asked.page(question, settings, found))
        .contains("Inputs and units, linked", "Trails over networks", "Confusion matrix");
  }

  @Test
  void oneNetwork_saysWhichViewsAreMissing_andTheSampleIsDrawnBySeed() throws Exception {
    Path model = MadeNetwork.perceptron(folder, "a.safetensors", 1);
    ActivitySettings settings = settings(model, "sample", 40);
    ActivityAnswer answer = Asked.answer(question, settings).document();
    assertThat(answer.inputs()).hasSize(40).isSorted();
    assertThat(answer.of()).isEqualTo(MadeNetwork.INPUTS);
    assertThat(answer.views().get(1).here()).isFalse();
    assertThat(answer.views().get(1).words()).contains("checkpoints");
    assertThat(Asked.answer(question, settings).document()).isEqualTo(answer);
    assertThat(Asked.answer(question, settings(model, "sample", 40, "seed", 1)).document().inputs())
        .isNotEqualTo(answer.inputs());
  }

  @Test
  void otherNetworks_areNoEpochs() throws Exception {
    Path perceptron = MadeNetwork.perceptron(folder, "a.safetensors", 1);
    Path convolutions = MadeNetwork.convolutions(folder, "cnn.safetensors", 1);
    assertThatThrownBy(() -> Asked.answer(question, settings(List.of(perceptron, convolutions))))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Asked.answer(question, settings(perceptron, "places", "each")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("mean or all");
  }
}
