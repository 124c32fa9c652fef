package dev.sonde.figure.page;

import dev.sonde.figure.Figure;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.table.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A page as a folder: {@code index.html}, every figure as SVG, every table as CSV. */
public final class PageFolder {

  private static final int LONGEST = 80;

  private final Path folder;
  private final Set<String> taken = new HashSet<>();

  private PageFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the page and its parts; each file in one step.
   *
   * @param folder made if it is missing
   * @throws IOException if a file cannot be written
   */
  public static void write(Page page, Path folder) throws IOException {
    HtmlPage.write(page, folder.resolve("index.html"));
    PageFolder parts = new PageFolder(folder);
    for (Page.Section section : page.sections()) parts.write(section.blocks());
  }

  private void write(List<Block> blocks) throws IOException {
    for (Block block : blocks) {
      switch (block) {
        case Block.Picture picture -> write(picture.figure());
        case TableBlock table ->
            CsvTable.write(table.table(), folder.resolve(name(table.table().name(), ".csv")));
        case Block.Folded folded -> write(folded.blocks());
        case Block.Beside _, Block.Words _, Block.Items _, Block.Linked _, Block.ValuedText _ -> {}
      }
    }
  }

  private void write(Figure figure) throws IOException {
    FigureFile.write(figure, folder.resolve(name(figure.title(), ".svg")));
  }

  /** A file's name out of a title: letters, digits and hyphens, each name once. */
  private String name(String title, String ending) {
    String plain =
        Normalizer.normalize(title, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String stem =
        plain.isEmpty() ? "figure" : plain.substring(0, Math.min(LONGEST, plain.length()));
    String name = stem + ending;
    for (int i = 2; !taken.add(name); i++) name = stem + "-" + i + ending;
    return name;
  }
}
