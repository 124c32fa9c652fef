package dev.sonde.figure.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TextPageTest {

  private static String print(Page page, int width, boolean wide) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    TextPage.print(page, out, width, wide, false);
    out.flush();
    return text.toString();
  }

  private static Page page(String main) {
    Table first = Table.named("first").text("a").row("x").build();
    Table second =
        Table.named("second")
            .text("tensor")
            .column(Head.of("kurtosis", Head.Type.REAL).ranked(1))
            .row("encoder.weight", 3.5)
            .build();
    return new Page(
        "t",
        "",
        List.of(
            Finding.plain("Two tensors."),
            new Finding(Finding.Tone.GRAVE, "encoder.weight holds NaN", List.of("encoder.weight"))),
        List.of(
            new Page.Section("One", List.of(new TableBlock(first))),
            new Page.Section(
                "Two", List.of(new Block.Folded("more", List.of(new TableBlock(second)))))),
        main);
  }

  @Test
  void wordsAndTheMainTable_arePrinted() {
    assertThat(print(page("second"), 80, false).lines())
        .containsExactly(
            "Two tensors.",
            "▲ encoder.weight holds NaN",
            "",
            "tensor          kurtosis",
            "encoder.weight       3.5");
    assertThat(print(page(""), 80, false).lines()).endsWith("", "a", "x");
  }

  @Test
  void narrowTerminal_wrapsWordsAndSaysWhatItLeavesOut_unlessWide() {
    assertThat(print(page("second"), 20, false).lines())
        .containsExactly(
            "Two tensors.",
            "▲ encoder.weight",
            "  holds NaN",
            "",
            "tensor",
            "encoder.weight",
            "Not shown in this width: kurtosis.");
    assertThat(print(page("second"), 20, true)).contains("kurtosis\n").doesNotContain("Not shown");
  }

  private record Share(String set, long n, double share, OptionalLong first) {}

  @Test
  void columns_giveTypedValues_andHowPagesWriteThem() {
    Columns<Share> columns =
        Columns.<Share>empty()
            .text("set", Share::set)
            .strong(row -> row.set().equals("b"))
            .integer("n", Share::n)
            .share("in %", Share::share)
            .explained("of all")
            .optional("first step", Share::first);
    TableBlock block =
        TableBlock.of(
            "All shares",
            columns,
            List.of(
                new Share("a", 12345, .25, OptionalLong.of(7)),
                new Share("b", 1, Double.NaN, OptionalLong.empty())));
    assertThat(block.table().name()).isEqualTo("all_shares");
    assertThat(block.table().heads())
        .extracting(Head::key, Head::type, Head::explanation)
        .containsExactly(
            tuple("set", Head.Type.TEXT, ""),
            tuple("n", Head.Type.INTEGER, ""),
            tuple("in", Head.Type.REAL, "of all"),
            tuple("first_step", Head.Type.INTEGER, ""));
    assertThat(block.table().rows().getFirst()).containsExactly("a", 12345L, .25, 7L);
    assertThat(block.table().rows().getLast()).containsExactly("b", 1L, Double.NaN, null);
    assertThat(block.marks())
        .containsExactly(
            new Block.Mark(0, 2, false, "25\u202f%"), new Block.Mark(1, 0, true, null));
  }

  @Test
  void columnsOverAPart_areWrittenAsTheyWere() {
    Columns<List<Share>> columns =
        Columns.<Share>empty()
            .share("share", Share::share)
            .strong(row -> row.n() > 1)
            .<List<Share>>over(List::getFirst);
    TableBlock block =
        TableBlock.of("s", columns, List.of(List.of(new Share("a", 2, 1, OptionalLong.empty()))));
    assertThat(block.marks()).containsExactly(new Block.Mark(0, 0, true, "100\u202f%"));
  }
}
