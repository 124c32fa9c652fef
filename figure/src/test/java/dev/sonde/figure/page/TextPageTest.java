package dev.sonde.figure.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
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
        main,
        null);
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

  @Test
  void entries_becomeTypedValues_andKeepTheirOwnWords() {
    TableBlock block =
        TableBlock.of(
            "Shares",
            List.of(Head.text("set"), Head.real("n", ""), Head.real("share", ""), Head.text("set")),
            List.of(
                List.of(Entry.words("a"), Entry.count(12345), Entry.percent(0.25), Entry.none()),
                List.of(
                    Entry.words("b").strongIf(true),
                    Entry.count(1),
                    Entry.words("–"),
                    Entry.none())));
    assertThat(block.table().heads())
        .extracting(Head::key, Head::type)
        .containsExactly(
            tuple("set", Head.Type.TEXT),
            tuple("n", Head.Type.INTEGER),
            tuple("share", Head.Type.REAL),
            tuple("set_2", Head.Type.TEXT));
    assertThat(block.table().rows().getFirst()).startsWith("a", 12345L, 0.25);
    assertThat(block.table().rows().getLast().get(2)).isNull();
    assertThat(block.marks())
        .containsExactly(
            new Block.Mark(0, 2, false, "25\u202f%"), new Block.Mark(1, 0, true, null));
  }
}
