package dev.sonde.network.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.text.Sampling;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContinuationTest {

  private static TextReader textgenrnn() {
    return TextReader.open(
        SharedData.path("checkpoints/textgenrnn.hdf5"),
        new TextReader.Settings(
            Optional.empty(), List.of(), OptionalInt.of(40), OptionalInt.empty()));
  }

  /**
   * "What " goes on with "is the best state of the state of …", beyond the 40 symbols that are read
   * at a time: the most probable symbols of a forward in NumPy's float64 (cuDNN's matrices as Keras
   * converts them), where the first is ahead of the second by 0.0136 at least.
   */
  @Test
  void greedy_writesWhatNumpyDoes() {
    int[] written = {
      19, 28, 9, 2, 5, 7, 4, 5, 2, 28, 14, 5, 55, 14, 4, 2, 5, 4, 2, 9, 2, 14, 5, 17, 41, 5, 2, 28,
      14, 5, 4, 2, 9, 2, 14, 5, 17, 41, 5, 2, 28, 14, 5, 4, 2, 9, 2, 14, 5, 17, 41, 5, 2, 28, 14, 5,
      4, 2, 9, 2, 14, 5, 17, 41, 5
    };
    try (TextReader reader = textgenrnn()) {
      Continuation found =
          Continuation.of(
              reader,
              new int[] {19, 28, 9, 2, 5},
              Continuation.Settings.greedy(written.length - 5),
              _ -> true);
      assertThat(found.numbers().stream().mapToInt(i -> i).toArray()).containsExactly(written);
      assertThat(found.written()).isEqualTo(60);
      assertThat(found.stopped()).isFalse();
    }
  }

  /** The mark that begins its texts is followed by "[Specific] Can someone please …". */
  @Test
  void stop_endsTheText_andDrawsAreRepeatable() {
    try (TextReader reader = textgenrnn()) {
      Continuation specific =
          Continuation.of(
              reader,
              new int[] {464},
              new Continuation.Settings(50, Sampling.greedy(), 0, Set.of(65)),
              _ -> true);
      assertThat(specific.numbers()).containsExactly(464, 64, 23, 25, 14, 24, 7, 41, 7, 24, 65);
      assertThat(specific.stopped()).isTrue();
      Continuation.Settings drawn =
          new Continuation.Settings(12, new Sampling(1, 0, 1), 7, Set.of());
      Continuation once = Continuation.of(reader, new int[] {464}, drawn, _ -> true);
      assertThat(Continuation.of(reader, new int[] {464}, drawn, _ -> true)).isEqualTo(once);
      assertThat(once.numbers()).isNotEqualTo(specific.numbers());
    }
  }

  /** Two classes of texts are no two symbols. */
  @Test
  void classifier_isRefused() {
    try (TextReader reader =
        TextReader.open(
            SharedData.beside("networks/torchscript/lstm-classifier.traced.t214.pt"),
            TextReader.Settings.defaults())) {
      assertThatThrownBy(
              () ->
                  Continuation.of(
                      reader, new int[] {3, 1}, Continuation.Settings.greedy(3), _ -> true))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("does not predict the next symbol");
    }
  }
}
