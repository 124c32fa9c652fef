package dev.sonde.figure.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TablesTest {

  private record Planet(String name, long moons, double radius, @Nullable String note) {}

  private static final Columns<Planet> COLUMNS =
      Columns.<Planet>empty()
          .text("planet", "planet", Planet::name)
          .integer("moons", "moons", Planet::moons)
          .ranked(1)
          .real("radius", "radius", Planet::radius)
          .in("km")
          .explained("at the equator")
          .text("note", "note", Planet::note);

  private static final List<Planet> PLANETS =
      List.of(
          new Planet("Mars", 2, 3396.2, null),
          new Planet("Saturn", 274, 60268, "has rings of ice and rock"));

  private static Table planets() {
    return COLUMNS.table("planets", "Two planets", PLANETS);
  }

  private static String print(TextTable table) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    table.print(out);
    out.flush();
    return text.toString();
  }

  @Test
  void columns_giveTypedRowsObjectsAndSelections() {
    assertThat(planets().rows())
        .containsExactly(
            Arrays.asList("Mars", 2L, 3396.2, null),
            List.of("Saturn", 274L, 60268.0, "has rings of ice and rock"));
    assertThat(planets().objects().getFirst())
        .hasToString("{planet=Mars, moons=2, radius=3396.2, note=null}");
    assertThat(COLUMNS.only(List.of("radius", "planet")).keys())
        .containsExactly("radius", "planet");
    assertThatThrownBy(() -> COLUMNS.column("mass"))
        .hasMessage("'mass' is no column; there are planet, moons, radius, note");
    assertThat(COLUMNS.<List<Planet>>over(List::getLast).table("t", "", List.of(PLANETS)).rows())
        .extracting(List::getFirst)
        .containsExactly("Saturn");
  }

  @Test
  void text_isAlignedWithNumbersAtTheRight() {
    assertThat(print(TextTable.wide(planets())).lines())
        .containsExactly(
            "planet  moons  radius (km)  note",
            "Mars        2         3396  –",
            "Saturn    274        60268  has rings of ice and rock");
  }

  @Test
  void text_wrapsBetweenWords_thenLeavesOutByRank() {
    TextTable wrapped = TextTable.of(planets(), 52);
    assertThat(print(wrapped).lines())
        .containsExactly(
            "planet  moons  radius (km)  note",
            "Mars        2         3396  –",
            "Saturn    274        60268  has rings of ice and",
            "                            rock");
    assertThat(wrapped.leftOut()).isEmpty();
    TextTable narrow = TextTable.of(planets(), 46);
    assertThat(narrow.leftOut()).extracting(Head::key).containsExactly("moons");
    assertThat(narrow.width()).isLessThanOrEqualTo(46);
  }

  @Property(tries = 200)
  void text_breaksNoWord_andKeepsToTheWidthWhereItCan(
      @ForAll("words") List<String> words, @ForAll @IntRange(min = 1, max = 120) int width) {
    String text = String.join(" ", words);
    Table table = Table.named("t").text("note").integer("n").row(text, 7).build();
    TextTable printed = TextTable.of(table, width);
    List<String> cells =
        print(printed)
            .lines()
            .skip(1)
            .flatMap(line -> Arrays.stream(line.strip().split("\\s+")))
            .filter(word -> !word.equals("7"))
            .toList();
    assertThat(cells).containsExactlyElementsOf(words);
    int least = Math.max(24, words.stream().mapToInt(String::length).max().orElse(0)) + 3;
    if (width >= least) assertThat(printed.width()).isLessThanOrEqualTo(width);
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .ofMinLength(1)
        .ofMaxLength(30)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Test
  void text_isEscaped_andWideLettersTakeTwoColumns() {
    Table table = Table.named("t").text("a", "b").row("\u001b[2J", "x").row("模型", "y").build();
    assertThat(print(TextTable.wide(table)).lines())
        .containsExactly("a        b", "\\x1b[2J  x", "模型     y");
  }

  @Test
  void csv_isWholeQuotedAndHarmless() {
    Table table =
        Table.named("t")
            .text("text")
            .real("value")
            .row("plain", 1.0 / 3)
            .row("a,\"b\"\nc", Double.NaN)
            .row("=HYPERLINK(\"x\")", Double.NEGATIVE_INFINITY)
            .row(null, -0.5)
            .build();
    assertThat(CsvTable.of(table).split("\r\n", -1))
        .containsExactly(
            "text,value",
            "plain,0.3333333333333333",
            "\"a,\"\"b\"\"\nc\",",
            "\"'=HYPERLINK(\"\"x\"\")\",-inf",
            ",-0.5",
            "");
  }

  @Test
  void builder_refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> Table.named("t").integer("n").row("one"))
        .hasMessage("t.n holds INTEGER, not one");
    assertThatThrownBy(() -> Table.named("t").integer("n").row(1, 2))
        .hasMessage("t: 2 cells for 1 columns");
    assertThatThrownBy(() -> Table.named("t").integer("n").build().column("m"))
        .isInstanceOf(TableException.class)
        .hasMessage("table 't' has no column 'm'; it has [n]");
  }

  @Test
  void key_isSnakeCase() {
    assertThat(Head.key("p adjusted")).isEqualTo("p_adjusted");
    assertThat(Head.key("L2")).isEqualTo("l2");
    assertThat(Head.key("…")).isEqualTo("column");
  }
}
