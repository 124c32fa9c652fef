package dev.sonde.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TerminalWriterTest {
  private final StringWriter written = new StringWriter();
  private final Console console =
      new Console(new PrintWriter(written), new PrintWriter(written), false, 80);

  @Test
  void controlsOfATerminal_areEscaped() {
    console.out().print("a\u001b]0;title\u0007b\u001b[2Jc\u009b1Ad\u202ee\rf\u0000");
    assertThat(written)
        .hasToString("a\\u001b]0;title\\u0007b\\u001b[2Jc\\u009b1Ad\\u202ee\\u000df\\u0000");
  }

  @Test
  void ordinaryTextColoursAndEndsOfLines_areWrittenAsTheyAre() {
    String text = "é 漢 😀 \t x\r\ny\n" + "\u001b[48;2;1;2;3mz" + "\u001b[m";
    console.out().print(text);
    for (char c : "😀é".toCharArray()) console.err().write(c);
    assertThat(written).hasToString(text + "😀é");
  }

  @Test
  void json_keepsItsMeaning() {
    Map<String, String> value = Map.of("name", "a\u009bb\u202ec\u007fd\u001be");
    Json.print(console.out(), "sonde.test/1", value, null);
    assertThat(written.toString()).isASCII();
    assertThat(written.toString().chars()).allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n');
    Object read = JsonMapper.builder().build().readValue(written.toString(), Object.class);
    assertThat(read).isEqualTo(Map.of("schema", "sonde.test/1", "name", value.get("name")));
  }

  @Test
  void csv_hasNoFormulas() {
    TextTable table = new TextTable(java.util.List.of("name", "value"));
    table.row(java.util.List.of("=cmd|' /C calc'!A0", -1.5));
    table.row(java.util.List.of("@x", -2L));
    table.printCsv(console.out());
    assertThat(written).hasToString("name,value\r\n'=cmd|' /C calc'!A0,-1.5\r\n'@x,-2\r\n");
  }
}
