package dev.sonde.question.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.probes.ControlTask;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.file.InputException;
import dev.sonde.question.networks.probe.ProbeAnswer;
import dev.sonde.question.networks.probe.ProbeQuestion;
import dev.sonde.question.networks.probe.ProbeSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeQuestionTest {
  private final ProbeQuestion question = new ProbeQuestion();

  @TempDir private Path folder;

  @Test
  void labelsThatLieApart_areRead_shuffledOnesAreAtChance() throws Exception {
    Path model = MadeNetwork.perceptron(folder, "a.safetensors", 1);
    Path inputs = MadeNetwork.inputs(folder);
    var settings =
        Asked.settings(
            ProbeSettings.class,
            "model",
            model,
            "input",
            inputs,
            "labels",
            MadeNetwork.labels(folder),
            "site",
            "**");
    ProbeAnswer answer = Asked.answer(question, settings);
    assertThat(answer.test()).isEqualTo(36);
    assertThat(answer.train()).isEqualTo(84);
    assertThat(answer.majority()).isEqualTo(1 / 3.0, within(1e-9));
    assertThat(answer.randomNetworks()).isEqualTo(1);
    ProbeAnswer.SiteProbe first = answer.sites().getFirst();
    assertThat(first.accuracy()).isGreaterThan(.95);
    assertThat(first.readable()).isTrue();
    assertThat(first.selectivity()).isEqualTo(first.accuracy() - first.controlAccuracy());
    assertThat(first.controlAccuracy()).isBetween(.15, .5);
    assertThat(Asked.page(question, settings, answer)).contains("selectivity", "random network");
    assertThat(Asked.answer(question, settings)).isEqualTo(answer);

    int[] labels = new int[MadeNetwork.INPUTS];
    Arrays.setAll(labels, i -> i % 3);
    Path shuffled =
        MadeNetwork.labels(folder.resolve("shuffled.npy"), ControlTask.shuffled(labels, 4));
    ProbeAnswer chance =
        Asked.answer(
            question,
            Asked.settings(
                ProbeSettings.class,
                "model",
                model,
                "input",
                inputs,
                "labels",
                shuffled,
                "held_out",
                ".5"));
    for (ProbeAnswer.SiteProbe site : chance.sites()) {
      // 60 held out: a standard deviation is .06.
      assertThat(site.accuracy()).as(site.site()).isBetween(.12, .55);
      assertThat(site.readable()).as(site.site()).isFalse();
    }
  }

  /** A type for each class, and the types can be told: random labels of types are learned. */
  @Test
  void controlTask_ofTypesThatAreTold_isLearned() throws Exception {
    Path labels = MadeNetwork.labels(folder);
    ProbeAnswer answer =
        Asked.answer(
            question,
            Asked.settings(
                ProbeSettings.class,
                "model",
                MadeNetwork.perceptron(folder, "a.safetensors", 1),
                "input",
                MadeNetwork.inputs(folder),
                "labels",
                labels,
                "types",
                labels,
                "random",
                0));
    assertThat(answer.control()).isEqualTo("a random label for each of 3 types");
    assertThat(answer.sites().getFirst().controlAccuracy()).isGreaterThan(.95);
    assertThat(answer.sites().getFirst().randomAccuracy()).isNaN();
  }

  @Test
  void labelsOfOneClass_areRefused() throws Exception {
    Path model = MadeNetwork.perceptron(folder, "a.safetensors", 1);
    Path inputs = MadeNetwork.inputs(folder);
    Path labels = MadeNetwork.labels(folder.resolve("same.npy"), new int[MadeNetwork.INPUTS]);
    assertThatThrownBy(
            () ->
                Asked.answer(
                    question,
                    Asked.settings(
                        ProbeSettings.class, "model", model, "input", inputs, "labels", labels)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("all labels are the same");
  }

  @Test
  void resnet_isReadBetterTheDeeper_andARandomOneIsNot() throws Exception {
    var settings =
        Asked.settings(
            ProbeSettings.class,
            "model",
            SharedData.beside("networks/pt2/resnet20-cifar10.pt2"),
            "input",
            SharedData.path("cifar10/test-1000.bin"),
            "batch",
            50,
            "shuffles",
            1,
            "site",
            List.of("layer1.0", "linear"));
    ProbeAnswer answer = Asked.answer(question, settings);
    assertThat(answer.classes()).contains("airplane", "truck").hasSize(10);
    ProbeAnswer.SiteProbe early = answer.sites().getFirst();
    ProbeAnswer.SiteProbe last = answer.sites().getLast();
    assertThat(early.accuracy()).isLessThan(.45);
    assertThat(last.accuracy()).isGreaterThan(.85);
    assertThat(last.randomAccuracy()).isLessThan(.35);
    assertThat(last.shuffledAccuracy()).isLessThan(.2);
  }
}
