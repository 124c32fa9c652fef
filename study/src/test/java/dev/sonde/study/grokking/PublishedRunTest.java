package dev.sonde.study.grokking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.SharedData;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The last network of a published run (neelnanda-io/Grokking, p = 113) by the code that measures
 * ours; figures by an independent computation in numpy, {@code mod-addition.golden.json} beside it.
 */
class PublishedRunTest {

  private static final List<Integer> KEYS = List.of(6, 23, 37, 39, 41);

  @Test
  void frequencies_lossesAndShares_areThoseMeasuredElsewhere() {
    AdditionNetwork found =
        AdditionNetwork.of(SharedData.beside("transformers/grokking/mod-addition.pth"), 113);
    double[] shares = Fourier.shares(Fourier.energies(found.neuronToLogit(), 113));
    assertThat(Fourier.carrying(shares, .95)).isEqualTo(KEYS);
    assertThat(Fourier.of(shares, KEYS)).isCloseTo(.990, within(.0005));
    double[] neurons = Fourier.energies(found.neuronToLogit(), 113);
    assertThat(Math.sqrt(neurons[23])).isCloseTo(37.6878, within(1e-3));
    assertThat(Math.sqrt(neurons[1])).isCloseTo(.522982, within(1e-5));
    double[] embedding = Fourier.energies(found.embedding(), 113);
    assertThat(Math.sqrt(embedding[6])).isCloseTo(5.75368, within(1e-4));
    assertThat(Math.sqrt(embedding[56])).isCloseTo(.345335, within(1e-5));

    int[] all = Sums.all(113);
    Answering.Judged whole = found.answers().judge(all);
    assertThat(whole.accuracy()).isEqualTo(1);
    assertThat(whole.loss()).isCloseTo(3.51974e-7, within(1e-9));
    assertThat(found.answers().restricted(KEYS)).isCloseTo(2.20113e-9, within(2e-11));
    assertThat(found.answers().excluded(KEYS, all)).isCloseTo(9.0383, within(1e-3));
    assertThat(found.answers().explained(List.of(23))).isCloseTo(.813759, within(1e-5));
    assertThat(found.answers().explained(List.of(6))).isCloseTo(.0737465, within(1e-6));
  }

  /**
   * Python's {@code random.seed(1); random.shuffle}, replayed, says which pairs were trained on.
   */
  @Test
  void trainingPairs_haveTheRecordedLoss() {
    AdditionNetwork found =
        AdditionNetwork.of(SharedData.beside("transformers/grokking/mod-addition.pth"), 113);
    int[] order = PythonShuffle.of(1, 113 * 113);
    int trained = (int) (.3 * 113 * 113);
    int[] training = IntStream.range(0, trained).map(i -> order[i]).toArray();
    int[] held = IntStream.range(trained, order.length).map(i -> order[i]).toArray();
    assertThat(found.answers().judge(training).loss()).isCloseTo(9.20242e-9, within(3e-11));
    assertThat(found.answers().judge(held).loss()).isCloseTo(4.98838e-7, within(1e-9));
  }
}
