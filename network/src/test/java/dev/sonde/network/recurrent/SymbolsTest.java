package dev.sonde.network.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.reader.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolsTest {

  @TempDir private Path folder;

  private Symbols read(String text) throws IOException {
    return Symbols.read(Files.writeString(folder.resolve("vocab"), text));
  }

  /** The same three symbols, as people's programs write them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 0, \"b\": 1, \"c\": 2}",
        "[\"a\",\"b\",\"c\"]",
        "[\n \"a\",\n \"b\",\n \"c\"\n]\n",
        "a\nb\nc\n",
      })
  void objectsListsAndLines_areRead(String text) throws IOException {
    assertThat(read(text).numbers("cab")).containsExactly(2, 0, 1);
  }

  /** Marks in brackets are lines, not JSON; words are told by spaces. */
  @Test
  void bertsLines_areWords() throws IOException {
    assertThat(read("[PAD]\n[UNK]\nthe\ncat\n").numbers("the cat [PAD]")).containsExactly(2, 3, 0);
  }

  @Test
  void numbersThatAreNone_areRefused() {
    assertThatThrownBy(() -> read("{\"a\": -1}"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the number of 'a' is -1");
  }

  /** textgenrnn begins and ends texts with one symbol that is written with three characters. */
  @Test
  void markInATextOfCharacters_isOneSymbol() throws IOException {
    Symbols symbols = read("{\"a\": 1, \"b\": 2, \"<\": 3, \"<s>\": 4, \"ab\": 5}");
    assertThat(symbols.numbers("<s>ab<")).containsExactly(4, 1, 2, 3);
    assertThat(symbols.text(List.of(4, 1, 2, 3))).isEqualTo("<s>ab<");
  }
}
