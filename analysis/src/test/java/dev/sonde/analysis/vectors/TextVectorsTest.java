package dev.sonde.analysis.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextVectorsTest {
  @TempDir private Path folder;

  private Vectors read(String text, TextSettings settings) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), settings);
  }

  private Vectors read(byte[] text, TextSettings settings) throws IOException {
    Path file = folder.resolve("v.csv");
    Files.write(file, text);
    return Vectors.read(file, null, settings);
  }

  private Vectors read(String text) throws IOException {
    return read(text, TextSettings.found());
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(VectorsException.class)
        .hasMessageContaining(message);
  }

  private static void assertValues(Vectors vectors, int dimensions, float... values) {
    assertThat(vectors.points().dimensions()).isEqualTo(dimensions);
    assertThat(vectors.points().values()).containsExactly(values);
  }

  @Test
  void numbersAlone_areAllVectors() throws IOException {
    Vectors found = read("1,2.5\n-3,4e1\n");
    assertValues(found, 2, 1, 2.5f, -3, 40);
    assertThat(found.names()).isEmpty();
    assertThat(found.notes())
        .containsExactly(
            folder.resolve("v.csv") + ": columns are parted by commas; no heading; 2 dimensions");
  }

  @Test
  void everyDelimiter_isFoundAndSaid() throws IOException {
    for (String[] each :
        new String[][] {{"\t", "tabs"}, {";", "semicolons"}, {"|", "'|'"}, {"  ", "spaces"}}) {
      Vectors found = read("1.5D2\n3D4\n5D6\n".replace("D", each[0]));
      assertValues(found, 2, 1.5f, 2, 3, 4, 5, 6);
      assertThat(found.notes().getFirst()).contains("parted by " + each[1]);
    }
  }

  @Test
  void delimiterTold_isTaken() throws IOException {
    assertValues(read("1:2\n3:4\n", TextSettings.found().withDelimiter(':')), 2, 1, 2, 3, 4);
  }

  @Test
  void decimalCommas_areNumbersWhereSemicolonsOrTabsPart() throws IOException {
    Vectors found = read("-0,5;2,25\n1,5;3\n");
    assertValues(found, 2, -.5f, 2.25f, 1.5f, 3);
    assertThat(found.notes().getFirst()).contains("decimal commas");
    assertValues(read("a\tb\n1,5\t2\n3\t4\n"), 2, 1.5f, 2, 3, 4);
    assertValues(read("\"1,5\";\"2\"\n3;4\n"), 2, 1.5f, 2, 3, 4);
  }

  @Test
  void pointsAndDecimalCommasTogether_areRefused() {
    assertRefused("1,5;2.5\n3;4\n", "line 1, column 1: '1,5' is no number with a decimal point");
  }

  @Test
  void byteOrderMark_isNoPartOfTheFirstCell() throws IOException {
    assertValues(read("\uFEFF1,2\n3,4\n"), 2, 1, 2, 3, 4);
    for (Charset wide : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
      byte[] bytes = "\uFEFF1\t2\n3\t4\n".getBytes(wide);
      assertValues(read(bytes, TextSettings.found()), 2, 1, 2, 3, 4);
    }
  }

  @Test
  void otherEncodings_areRefused() {
    byte[] latin = "a,b\u00e9\n1,2\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> read(latin, TextSettings.found()))
        .hasMessageEndingWith("v.csv: is not text in UTF-8");
  }

  @Test
  void quotedCommas_doNotPart() throws IOException {
    Vectors found = read("name,x,y\n\"Smith, \"\"J\"\"\",1,2\n\"Doe, A\",3,4\n");
    assertValues(found, 2, 1, 2, 3, 4);
    assertThat(found.names()).containsExactly("Smith, \"J\"", "Doe, A");
    assertThat(found.notes().getFirst())
        .contains("line 1 is the heading")
        .contains("column 1 ('name') names the vectors");
  }

  @Test
  void indexOfPandas_namesTheVectors() throws IOException {
    Vectors found = read(",x,y\n0,1.5,2\n1,3,4\n2,5,6\n");
    assertValues(found, 2, 1.5f, 2, 3, 4, 5, 6);
    assertThat(found.names()).containsExactly("0", "1", "2");
    assertThat(found.notes().getFirst()).contains("column 1 ('') counts the vectors");
    assertValues(read(",0,1\n0,1.5,2\n1,3,4\n2,5,6\n"), 2, 1.5f, 2, 3, 4, 5, 6);
  }

  @Test
  void namedColumnThatCounts_isADimension() throws IOException {
    assertValues(read("time,x\n0,1.5\n1,3\n2,5\n"), 2, 0, 1.5f, 1, 3, 2, 5);
  }

  @Test
  void heading_isToldOrFound() throws IOException {
    assertValues(read("0,1\n2.5,3\n4,5.5\n"), 2, 2.5f, 3, 4, 5.5f);
    TextSettings none = TextSettings.found().withHeading(false);
    assertValues(read("0,1\n2.5,3\n", none), 2, 0, 1, 2.5f, 3);
    TextSettings headed = TextSettings.found().withHeading(true);
    assertValues(read("2019,2020\n2.5,3\n", headed), 2, 2.5f, 3);
    assertValues(read("x\n2.5\n3\n"), 1, 2.5f, 3);
  }

  @Test
  void wordAmongNumbersOfLineOne_isNoHeading() {
    assertRefused("1,x,2\n3,4,5\n", "line 1, column 2: 'x' is not a number; if line 1 is the");
  }

  @Test
  void gaps_areRefusedWhereTheyAre() {
    assertRefused("x,y\n1,2\n3,\n", "line 3, column 2 ('y'): the number is missing");
    assertRefused("nan,2\n3,4\n", "line 1, column 1: 'nan' is not a number");
    assertRefused("1,2\n1e999,4\n", "line 2, column 1: '1e999' is beyond float64");
  }

  @Test
  void raggedLines_areRefused() {
    assertRefused("1,2\n3,4\n5\n", "line 3 has 1 columns, the lines before have 2");
  }

  @Test
  void labelColumn_byHeadingOrNumber() throws IOException {
    String text = "x,kind,y\n1,b,2\n3,a,4\n5,b,6\n";
    for (String column : new String[] {"kind", "2"}) {
      Vectors found = read(text, TextSettings.found().withLabelColumn(column));
      assertValues(found, 2, 1, 2, 3, 4, 5, 6);
      Classes classes = Objects.requireNonNull(found.classes());
      assertThat(classes.words()).containsExactly("b", "a", "b");
      assertThat(classes.labels()).containsExactly(1, 0, 1);
    }
    assertThatThrownBy(() -> read(text, TextSettings.found().withLabelColumn("z")))
        .hasMessageContaining("no column 'z' of labels; there are x, kind, y");
    assertRefused(text, "line 2, column 2 ('kind'): 'b' is not a number; if the column holds");
  }

  /** An open quotation mark makes one cell of the rest of the file. */
  @Test
  void aCellWithoutEnd_isShownInPart() {
    assertRefused("1,2\n3,\"" + "4,5\n".repeat(1000), "line 2, column 2: '4,5\\n4,5");
    assertThatThrownBy(() -> read("1,2\n3,\"" + "4,5\n".repeat(1000)))
        .message()
        .hasSizeLessThan(300);
  }

  @Test
  void escapeCodes_areNotPrinted() {
    assertRefused("1,2\n4,\u001b]0;x\n", "'\\x1b]0;x' is not a number");
  }

  @Test
  void decimals_areReadInDouble() throws IOException {
    Vectors found = read("1000000.001,1\n1000000.002,2\n1000000.006,3\n");
    float first = found.points().at(0, 0);
    assertThat((double) (found.points().at(1, 0) - first)).isBetween(.000999, .001001);
    assertThat((double) (found.points().at(2, 0) - first)).isBetween(.004999, .005001);
  }

  @Test
  void nothing_isRefused() {
    assertRefused("", "is empty");
    assertRefused("\n \n", "is empty");
    assertRefused("a,b\n", "'b' is not a number");
  }
}
