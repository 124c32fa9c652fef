package dev.sonde.automata.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.automata.Machine;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.Words;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TomitaTest {

  /** All words up to length 12 against the language's description. */
  private static void holds(int number, Predicate<String> description) {
    Machine machine = Tomita.of(number);
    assertThat(Minimal.of(machine).machine().size()).isEqualTo(machine.size());
    for (int length = 0; length <= 12; length++) {
      for (int i = 0; i < 1 << length; i++) {
        int[] word = Words.numbered(i, length, 2);
        StringBuilder text = new StringBuilder();
        for (int input : word) text.append(input);
        assertThat(machine.lastOutput(word) == Machine.ACCEPT)
            .as("tomita %d of '%s'", number, text)
            .isEqualTo(description.test(text.toString()));
      }
    }
  }

  private static long count(String word, char c) {
    return word.chars().filter(x -> x == c).count();
  }

  @Test
  void tomita1_isOnesOnly() {
    holds(1, word -> word.matches("1*"));
  }

  @Test
  void tomita2_isRepeatedOneZero() {
    holds(2, word -> word.matches("(10)*"));
  }

  @Test
  void tomita3_hasNoOddRunOfOnesFollowedByAnOddRunOfZeros() {
    holds(
        3,
        word -> {
          boolean odd = false;
          for (int i = 0; i < word.length(); ) {
            int end = i;
            while (end < word.length() && word.charAt(end) == word.charAt(i)) end++;
            boolean run = (end - i) % 2 == 1;
            if (word.charAt(i) == '1') odd |= run;
            else if (odd && run) return false;
            i = end;
          }
          return true;
        });
  }

  @Test
  void tomita4_hasNoThreeZeros() {
    holds(4, word -> !word.contains("000"));
  }

  @Test
  void tomita5_hasEvenZerosAndEvenOnes() {
    holds(5, word -> count(word, '0') % 2 == 0 && count(word, '1') % 2 == 0);
  }

  @Test
  void tomita6_countsModuloThree() {
    holds(6, word -> (count(word, '0') - count(word, '1')) % 3 == 0);
  }

  @Test
  void tomita7_isZerosOnesZerosOnes() {
    holds(7, word -> word.matches("0*1*0*1*"));
  }
}
