package dev.sonde.figure.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageBlocksTest {

  private static final Table TABLE =
      Table.named("t")
          .captioned("A table")
          .text("name")
          .real("x")
          .row("a", 1.5)
          .row(null, Double.NaN)
          .build();

  private static Map<?, ?> first(@Nullable Object list) {
    return (Map<?, ?>) list(list).getFirst();
  }

  private static List<?> list(@Nullable Object list) {
    return (List<?>) Objects.requireNonNull(list);
  }

  @Test
  void page_isItsFindingsItsBlocksAndItsMainTable() {
    Page page =
        new Page(
            "Title",
            "About",
            List.of(new Finding(Finding.Tone.GRAVE, "3 units are dead.", List.of("w"))),
            List.of(
                new Page.Section(
                    "Part",
                    List.of(
                        new TableBlock(TABLE, List.of(new Block.Mark(0, 1, true, "1½"))),
                        new Block.Words("words"),
                        new Block.Items(List.of("one")),
                        new Block.Folded("more", List.of(new Block.Words("inner"))),
                        new Block.Beside("x.html", "beside"),
                        new Block.ValuedText(
                            "v",
                            List.of("s"),
                            List.of(new Block.ValuedText.Values("u", List.of(.5))))))));
    Map<String, Object> all = PageBlocks.of(page);
    assertThat(all)
        .containsEntry("title", "Title")
        .containsEntry("about", "About")
        .containsEntry("main", "t");
    assertThat(first(all.get("findings")).toString())
        .isEqualTo("{text=3 units are dead., severity=grave, addresses=[w]}");
    List<?> blocks = list(first(all.get("sections")).get("blocks"));
    assertThat(blocks.stream().map(block -> String.valueOf(((Map<?, ?>) block).get("type"))))
        .containsExactly("table", "words", "items", "folded", "beside", "valued_text");
    Map<?, ?> table = (Map<?, ?>) blocks.getFirst();
    assertThat(table.get("key")).isEqualTo("t");
    assertThat(first(table.get("columns")).get("type")).isEqualTo("text");
    assertThat(table.get("rows")).isEqualTo(TABLE.rows());
    assertThat(first(table.get("marks")).toString())
        .isEqualTo("{row=0, column=1, strong=true, words=1½}");
  }
}
