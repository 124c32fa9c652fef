package dev.sonde.automata;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.automata.learning.Equivalence;
import dev.sonde.automata.learning.Limits;
import dev.sonde.file.OutOfRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void outOfRange_isRefusedInOneSentence() throws ReflectiveOperationException {
    OutOfRange.isRefused(Limits.defaults());
    for (Equivalence test :
        List.of(
            Equivalence.RandomWords.defaults(),
            new Equivalence.WMethod(1, 10),
            new Equivalence.Pac(.1, .1, 1, 2, 1))) {
      OutOfRange.isRefused((Record) test);
    }
  }

  @Test
  void depth_isNamedWithItsBound() {
    assertThatThrownBy(() -> new Equivalence.WMethod(-1, 10))
        .hasMessage("depth is -1, must be at least 0");
  }
}
