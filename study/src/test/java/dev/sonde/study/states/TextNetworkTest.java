package dev.sonde.study.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.automata.Machine;
import dev.sonde.automata.learning.Learning;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.recurrent.TextReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextNetworkTest {

  private static TextNetwork open(String name, TextReader.Settings settings) {
    return TextNetwork.open(SharedData.beside("networks/" + name), settings, null, List.of(), null);
  }

  private static TextReader.Settings oneHot(int width) {
    return new TextReader.Settings(
        Optional.empty(), List.of(), OptionalInt.empty(), OptionalInt.of(width));
  }

  /** PyTorch trained it on running parity, with a logit for each step: accuracy 1. */
  @Test
  void parity_isReadOutOfAScriptedGru() {
    try (TextNetwork network = open("torchscript/gru-parity.scripted.t214.pt", oneHot(2))) {
      assertThat(network.classes()).containsExactly("0", "1");
      assertThat(network.outputs(List.of(new int[] {1, 0, 1, 1, 0})).getFirst())
          .containsExactly(1, 1, 0, 1, 1);
      Extraction found =
          Extraction.byAsking(Extraction.Subject.of(network), Learning.Settings.defaults(), 1);
      assertThat(found.states()).isEqualTo(2);
      Machine machine = found.machine();
      assertThat(machine.outputs(new int[] {1, 1, 1, 0})).containsExactly(1, 0, 1, 1);
      assertThat(found.fidelity().rows().get(4).fidelity()).isEqualTo(1);
    }
  }
}
