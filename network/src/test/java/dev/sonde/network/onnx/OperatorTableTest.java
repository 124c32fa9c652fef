package dev.sonde.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/onnx.md lists what runs. */
class OperatorTableTest {

  private static final String BEGIN = "<!-- operators -->\n";
  private static final String END = "<!-- end of operators -->";

  /** {@code -Dsonde.format=write} writes it anew. */
  @Test
  void documentation_listsAllOperatorsAndTheirAttributes() throws IOException {
    Path page = Path.of(System.getProperty("sonde.root"), "docs", "onnx.md");
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    String table =
        Operators.list().stream()
            .map(
                operator ->
                    "| "
                        + operator.name()
                        + " | "
                        + operator.attributes().stream()
                            .map(attribute -> "`" + attribute + "`")
                            .collect(Collectors.joining(", "))
                        + " |\n")
            .collect(Collectors.joining("", "| operator | attributes |\n|---|---|\n", ""));
    if ("write".equals(System.getProperty("sonde.format"))) {
      Files.writeString(page, text.substring(0, from) + table + text.substring(to));
    } else {
      assertThat(text.substring(from, to)).isEqualTo(table);
    }
  }
}
