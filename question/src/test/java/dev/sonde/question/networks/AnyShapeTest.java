package dev.sonde.question.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.question.networks.activity.ActivityQuestion;
import dev.sonde.question.networks.activity.ActivitySettings;
import dev.sonde.question.networks.tap.TapAnswer;
import dev.sonde.question.networks.tap.TapQuestion;
import dev.sonde.question.networks.tap.TapSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that do not say what their inputs look like, and networks that answer step by step. */
class AnyShapeTest {

  @TempDir private Path folder;

  private Path random(long... shape) throws Exception {
    int count = 1;
    for (long extent : shape) count *= (int) extent;
    float[] values = new float[count];
    Random random = new Random(2);
    for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
    return MadeNetwork.write(folder.resolve("x.npy"), values, shape);
  }

  private Path labels(int count) throws Exception {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) labels[i] = i % 2;
    return MadeNetwork.labels(folder.resolve("y.npy"), labels);
  }

  /** A traced network has no shapes of its inputs; each row is an example, in batches of 5. */
  @Test
  void tracedNetwork_isAskedExampleByExample() throws Exception {
    ActivitySettings settings =
        Asked.settings(
            ActivitySettings.class,
            "model",
            SharedData.beside("networks/torchscript/resnet20-cifar10.traced.t113.pt"),
            "input",
            random(12, 3, 32, 32),
            "labels",
            labels(12),
            "site",
            List.of("layer3.2"),
            "batch",
            5,
            "iterations",
            20,
            "trees",
            5);
    assertThat(Asked.answer(new ActivityQuestion(), settings).document().inputs()).hasSize(12);
  }

  /** Of [examples × steps × classes] the last step's largest number is differentiated. */
  @Test
  void gradientOfSteps_isOfTheLastStep() throws Exception {
    TapSettings settings =
        Asked.settings(
            TapSettings.class,
            "model",
            SharedData.beside("networks/keras/legacy-cudnn.h5"),
            "input",
            random(4, 6, 5),
            "site",
            List.of("cu_dnngru_1"),
            "gradient",
            true);
    TapQuestion question = new TapQuestion();
    TapAnswer answer = Asked.answer(question, settings);
    assertThat(answer.sites()).hasSize(1);
    float[] gradient = answer.values().getFirst().toFloats();
    assertThat(answer.values().getFirst().shape().toArray()).containsExactly(4, 6, 3);
    for (int i = 0; i < 4; i++) {
      float sum = 0;
      for (int k = 0; k < 18; k++) {
        float value = gradient[i * 18 + k];
        if (k < 15) assertThat(value).isZero();
        else sum += value;
      }
      assertThat(sum).isEqualTo(1);
    }
  }
}
