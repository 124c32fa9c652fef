package dev.sonde.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.reader.CheckpointException;
import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void of_textOfAnyScript_isUnchanged() {
    assertThat(Printable.of("naïve 模型 😀 C:\\x")).isEqualTo("naïve 模型 😀 C:\\x");
  }

  @Test
  void of_terminalControl_isEscaped() {
    assertThat(Printable.of("\u001b[2J\r\n\t\u0000\u009b"))
        .isEqualTo("\\x1b[2J\\r\\n\\t\\x00\\x9b");
  }

  @Test
  void of_charactersThatReorderOrHide_areEscaped() {
    assertThat(Printable.of("a\u202eb\u200bc\u2028d\ufeff"))
        .isEqualTo("a\\u202eb\\u200bc\\u2028d\\ufeff");
    assertThat(Printable.of("\udb40\udc41")).isEqualTo("\\udb40\\udc41");
  }

  @Test
  void of_halfASurrogatePair_isEscaped() {
    assertThat(Printable.of("\ud83dx\ude00")).isEqualTo("\\ud83dx\\ude00");
    assertThat(Printable.of("a😀", 2)).isEqualTo("a\\ud83d…");
  }

  @Test
  void message_ofAnException_isOneLine() {
    assertThat(new CheckpointException("f: no '\n\u001b'")).hasMessage("f: no '\\n\\x1b'");
  }
}
