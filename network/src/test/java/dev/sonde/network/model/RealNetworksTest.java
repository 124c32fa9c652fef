package dev.sonde.network.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Pass;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that others trained to recognise 0*1*0*1* (Tomita 7) do so here. */
class RealNetworksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tomita7_gru_1_20_1_gpu.pt",
        "tomita7_gru_1_10_2_gpu.pt",
        "tomita7_gru_2_10_1_gpu.pt",
        "tomita7_lstm_1_15_1_gpu.pt"
      })
  void trainedClassifier_judgesEveryPrefixOfLongWords(String name) {
    Checkpoint file = Checkpoint.open(SharedData.path("rnn-fsm/" + name));
    RnnClassifier model = RnnClassifier.like(file, Cell.TANH);
    SplittableRandom random = new SplittableRandom(1);
    int[][] words = new int[1000][24];
    for (int[] word : words) for (int t = 0; t < 24; t++) word[t] = random.nextInt(2);
    try (var network = Network.load(model, file);
        Pass pass = network.evaluate()) {
      var output = network.forward(pass, model.words(words));
      long[] classes = model.everyPrefix(pass, output).argmax(2).toLongs();
      int best = 0;
      for (int order = 0; order < 4; order++) { // which symbol and class came first is not told
        int right = 0;
        for (int w = 0; w < words.length; w++) {
          if (everyPrefixRight(words[w], classes, w * 24, order & 1, order >> 1)) right++;
        }
        best = Math.max(best, right);
      }
      assertThat(best).isGreaterThanOrEqualTo(990);
    }
  }

  private static boolean everyPrefixRight(
      int[] word, long[] classes, int at, int flipSymbol, int flipClass) {
    int block = 0; // which of the four stars we are in
    for (int t = 0; t < word.length; t++) {
      int symbol = word[t] ^ flipSymbol;
      if (block % 2 != symbol) block++;
      boolean accepted = block < 4;
      if ((classes[at + t] ^ flipClass) != (accepted ? 1 : 0)) return false;
    }
    return true;
  }
}
