package dev.sonde.figure.page;

import dev.sonde.figure.Svg;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page as maps and lists for JSON, beside {@link HtmlPage} and {@link TextPage}: the same
 * findings, blocks and provenance, drawings as SVG for a page. Every block says its {@code type}.
 */
public final class PageBlocks {

  private PageBlocks() {}

  /** The whole page. */
  public static Map<String, @Nullable Object> of(Page page) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("title", page.title());
    all.put("about", page.subtitle());
    all.put("findings", page.findings().stream().map(PageBlocks::finding).toList());
    all.put("sections", page.sections().stream().map(PageBlocks::section).toList());
    all.put("main", page.mainTable().map(table -> table.table().name()).orElse(null));
    all.put("provenance", page.provenance());
    return all;
  }

  /** A finding: its words, its tone and what it speaks of. */
  public static Map<String, @Nullable Object> finding(Finding finding) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("text", finding.sentence());
    all.put("severity", finding.tone().name().toLowerCase(Locale.ROOT));
    all.put("addresses", finding.addresses());
    return all;
  }

  private static Map<String, @Nullable Object> section(Page.Section section) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("title", section.title());
    all.put("blocks", blocks(section.blocks()));
    return all;
  }

  private static List<Map<String, @Nullable Object>> blocks(List<Block> blocks) {
    return blocks.stream().map(PageBlocks::block).toList();
  }

  private static Map<String, @Nullable Object> block(Block block) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    switch (block) {
      case Block.Words words -> {
        all.put("type", "words");
        all.put("text", words.text());
      }
      case Block.Items items -> {
        all.put("type", "items");
        all.put("sentences", items.sentences());
      }
      case Block.Picture picture -> {
        all.put("type", "figure");
        all.put("svg", Svg.inPage(picture.figure()));
        all.put("caption", picture.figure().title());
        Table data = picture.data();
        all.put("data", data == null ? null : table(data));
      }
      case Block.TableBlock table -> {
        all.put("type", "table");
        all.putAll(table(table.table()));
        all.put("marks", table.marks().stream().map(PageBlocks::mark).toList());
      }
      case Block.ValuedText text -> {
        all.put("type", "valued_text");
        all.put("title", text.title());
        all.put("symbols", text.symbols());
        all.put("rows", text.rows().stream().map(PageBlocks::values).toList());
      }
      case Block.Linked linked -> {
        all.put("type", "linked");
        all.put("title", linked.view().title());
        all.put("view", linked.view().json());
      }
      case Block.Beside beside -> {
        all.put("type", "beside");
        all.put("file", beside.file());
        all.put("words", beside.words());
      }
      case Block.Folded folded -> {
        all.put("type", "folded");
        all.put("title", folded.title());
        all.put("blocks", blocks(folded.blocks()));
      }
    }
    return all;
  }

  /** A table: its columns with what they mean, and its rows of values. */
  public static Map<String, @Nullable Object> table(Table table) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("key", table.name());
    all.put("title", table.caption());
    all.put("columns", table.heads().stream().map(PageBlocks::column).toList());
    all.put("rows", table.rows());
    return all;
  }

  private static Map<String, @Nullable Object> column(Head head) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("key", head.key());
    all.put("title", head.title());
    all.put("unit", head.unit());
    all.put("explanation", head.explanation());
    all.put("type", head.type().name().toLowerCase(Locale.ROOT));
    return all;
  }

  private static Map<String, @Nullable Object> mark(Block.Mark mark) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("row", mark.row());
    all.put("column", mark.column());
    all.put("strong", mark.strong());
    all.put("words", mark.words());
    return all;
  }

  private static Map<String, @Nullable Object> values(Block.ValuedText.Values values) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("label", values.label());
    all.put("values", values.values());
    return all;
  }
}
