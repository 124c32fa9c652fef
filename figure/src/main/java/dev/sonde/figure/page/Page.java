package dev.sonde.figure.page;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.Figure;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.table.Table;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer as data: what was found in words first, then the tables and figures that show it, then
 * how to repeat it. {@link HtmlPage} and {@link TextPage} are renderings of it.
 *
 * @param title what it is about
 * @param subtitle a line below it, or empty
 * @param findings what stands out, with numbers, one sentence each
 * @param sections the details
 * @param main the name of the table that answers the question by itself, as a terminal and CSV show
 *     it; empty: a terminal shows all tables that are not folded, CSV has the first
 * @param provenance what is needed to repeat it, or null where that is not known
 */
public record Page(
    String title,
    String subtitle,
    List<Finding> findings,
    List<Section> sections,
    String main,
    @Nullable Provenance provenance) {

  public Page {
    findings = List.copyOf(findings);
    sections = List.copyOf(sections);
  }

  /** A page without a main table that does not say how to repeat it yet. */
  public Page(String title, String subtitle, List<Finding> findings, List<Section> sections) {
    this(title, subtitle, findings, sections, "", null);
  }

  /** A page that does not say how to repeat it yet. */
  public Page(
      String title, String subtitle, List<Finding> findings, List<Section> sections, String main) {
    this(title, subtitle, findings, sections, main, null);
  }

  /** A page without a main table. */
  public Page(
      String title,
      String subtitle,
      List<Finding> findings,
      List<Section> sections,
      @Nullable Provenance provenance) {
    this(title, subtitle, findings, sections, "", provenance);
  }

  /**
   * A part with a heading.
   *
   * @param title of the section; shown in the table of contents
   * @param blocks its content in order
   */
  public record Section(String title, List<Block> blocks) {
    public Section {
      blocks = List.copyOf(blocks);
    }

    /** One table. */
    public static Section of(String title, Table table) {
      return new Section(title, List.of(new Block.TableBlock(table)));
    }

    /** One picture. */
    public static Section of(String title, Figure figure) {
      return new Section(title, List.of(new Block.Picture(figure)));
    }

    /** One table that is opened by who wants to see all of it. */
    public static Section folded(String title, String summary, Table table) {
      Block block = new Block.TableBlock(table);
      return new Section(title, List.of(new Block.Folded(summary, List.of(block))));
    }
  }

  /** The same page with other sections. */
  public Page with(List<Section> others) {
    return new Page(title, subtitle, findings, others, main, provenance);
  }

  /** The same page with how it was made. */
  public Page from(Provenance how) {
    return new Page(title, subtitle, findings, sections, main, how);
  }

  /** The table that answers the question by itself; none on a page without tables. */
  public Optional<TableBlock> mainTable() {
    return sections.stream()
        .flatMap(section -> tables(section.blocks()))
        .filter(block -> main.isEmpty() || block.table().name().equals(main))
        .findFirst();
  }

  /** What a terminal shows: tables and valued texts. */
  List<Block> shown() {
    if (!main.isEmpty()) return List.copyOf(mainTable().stream().toList());
    return sections.stream()
        .flatMap(section -> section.blocks().stream())
        .filter(block -> block instanceof TableBlock || block instanceof Block.ValuedText)
        .toList();
  }

  private static Stream<TableBlock> tables(List<Block> blocks) {
    return blocks.stream()
        .map(
            block ->
                switch (block) {
                  case TableBlock table -> Stream.of(table);
                  case Block.Folded folded -> tables(folded.blocks());
                  case Block.Words ignored -> null;
                  case Block.Items ignored -> null;
                  case Block.Picture ignored -> null;
                  case Block.Linked ignored -> null;
                  case Block.ValuedText ignored -> null;
                  case Block.Beside ignored -> null;
                })
        .filter(Objects::nonNull)
        .flatMap(found -> found);
  }
}
