package dev.sonde.network.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.data.DataException;
import dev.sonde.network.data.Targets;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses and hits worked out by hand. */
class ScorerTest {

  private static Tensor output(float[] values, long... shape) {
    return Tensor.ofFloats("output", Shape.of(shape), values);
  }

  private static Targets classes(int... labels) {
    return Targets.Classes.of(labels, 1, List.of());
  }

  private static Score score(Targets targets, Tensor output) {
    long rows = output.shape().extent(0);
    Scorer scorer = Scorer.of(targets, Reading.of(output, rows, targets));
    scorer.add(output, 0, rows);
    return scorer.score();
  }

  @Test
  void logits_areCrossEntropyOfTheirSoftmax() {
    Tensor output = output(new float[] {2, 0, 0, 1}, 2, 2);
    assertThat(Reading.of(output, 2, classes(0, 0))).isEqualTo(Reading.LOGITS);
    Score score = score(classes(0, 0), output);
    // log(1 + e^-2) and log(1 + e): .126928, 1.313262
    assertThat(score.loss()).isCloseTo((.126928 + 1.313262) / 2, within(1e-6));
    assertThat(score.accuracy()).isEqualTo(.5);
    assertThat(score.n()).isEqualTo(2);
  }

  @Test
  void probabilities_areRecognised_andTheirLogarithmIsTaken() {
    Tensor output = output(new float[] {.75f, .25f, 1, 0}, 2, 2);
    assertThat(Reading.of(output, 2, classes(0, 1))).isEqualTo(Reading.PROBABILITIES);
    // −log .75 = .287682, and −log 1e-7 = 16.118096 for what was held impossible
    assertThat(score(classes(0, 1), output).loss())
        .isCloseTo((.287682 + 16.118096) / 2, within(1e-6));
  }

  @Test
  void oneNumber_isALogitOrAProbabilityOfClass1() {
    Tensor logits = output(new float[] {-1, 3}, 2, 1);
    assertThat(Reading.of(logits, 2, classes(0, 1))).isEqualTo(Reading.LOGIT);
    // log(1 + e^-1) = .313262, log(1 + e^-3) = .048587
    assertThat(score(classes(0, 1), logits).loss())
        .isCloseTo((.313262 + .048587) / 2, within(1e-6));
    assertThat(Reading.of(output(new float[] {.5f, .9f}, 2), 2, classes(0, 1)))
        .isEqualTo(Reading.PROBABILITY);
  }

  @Test
  void placesOfAnExample_areJudgedEach() {
    Targets targets = Targets.Classes.of(new int[] {0, 1, 1, 0}, 2, List.of());
    Score score = score(targets, output(new float[] {5, 0, 5, 0, 0, 5, 5, 0}, 2, 2, 2));
    assertThat(score.n()).isEqualTo(4);
    assertThat(score.accuracy()).isEqualTo(.75);
  }

  @Test
  void numbers_areTheMeanSquaredError() {
    Targets targets = new Targets.Numbers(output(new float[] {1, 2, 3, 4}, 2, 2));
    Score score = score(targets, output(new float[] {1, 2, 3, 8}, 2, 2));
    assertThat(score.loss()).isEqualTo(4);
    assertThat(score.accuracy()).isNull();
  }

  @Test
  void labelsBeyondTheOutput_areRefused() {
    assertThatThrownBy(() -> Reading.of(output(new float[4], 2, 2), 2, classes(0, 5)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("from 0 to 5");
  }

  @Test
  void calibration_isTheWeightedGapOfBins() {
    Calibration.Counter counter = new Calibration.Counter();
    counter.add(true, .95);
    counter.add(false, .95); // right in .5 of two, .95 sure: gap .45
    counter.add(true, .5);
    counter.add(true, .5); // right in 1 of two, .5 sure: gap .5
    Calibration calibration = counter.calibration();
    assertThat(calibration.error()).isCloseTo(.475, within(1e-12));
    assertThat(calibration.bins()).hasSize(15);
    assertThat(calibration.bins().stream().mapToLong(Calibration.Bin::n).sum()).isEqualTo(4);
  }
}
