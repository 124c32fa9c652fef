package dev.sonde.app.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTableTest {

  @Test
  void print_alignsWordsLeftAndFiguresRight() {
    TextTable table = new TextTable(List.of("name", "p", "words"));
    table.row(List.of("a", 0.25, "yes"));
    table.row(List.of("longer", Double.NaN, "no, never"));
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    table.print(out);
    out.flush();
    assertThat(text.toString())
        .isEqualTo("name       p  words\na       0.25  yes\nlonger     –  no, never\n");
  }

  @Test
  void csv_quotesWhatNeedsItAndKeepsAllDigits(@TempDir Path folder) throws Exception {
    TextTable table = new TextTable(List.of("name", "value"));
    table.row(List.of("[2, 3] \"odd\"", 1 / 3.0));
    table.row(List.of("none", Double.NaN));
    Path file = folder.resolve("t.csv");
    table.writeCsv(file);
    assertThat(Files.readString(file))
        .isEqualTo("name,value\r\n\"[2, 3] \"\"odd\"\"\",0.3333333333333333\r\nnone,\r\n");
  }

  @Test
  void row_ofAnotherWidth_isRefused() {
    assertThatThrownBy(() -> new TextTable(List.of("a", "b")).row(List.of(1)))
        .hasMessage("1 cells for 2 columns");
  }
}
