package dev.sonde.analysis.vectors;

import dev.sonde.file.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Labels in text: one per line, or one column of several. */
final class LabelText {

  /** First lines that are no class. */
  private static final Set<String> HEADINGS =
      Set.of("label", "labels", "class", "classes", "target", "targets", "category");

  private LabelText() {}

  /**
   * @param words a label each
   * @param notes what was taken for what
   */
  record Found(List<String> words, List<String> notes) {}

  static Found read(Text text, int count, TextSettings settings) {
    if (settings.labelColumn() != null || settings.delimiter() != null) {
      return column(text, settings);
    }
    List<String> lines = new ArrayList<>();
    for (String line : text.lines()) lines.add(unquoted(line));
    Boolean told = settings.heading();
    boolean heading = told != null ? told : lines.size() == count + 1 && isHeading(lines);
    List<String> notes = new ArrayList<>();
    if (heading && !lines.isEmpty()) {
      String first = Printable.of(lines.removeFirst(), 80);
      notes.add("%s: line 1 ('%s') is the heading".formatted(text.file(), first));
    }
    requireOneColumn(text, lines);
    return new Found(lines, notes);
  }

  private static Found column(Text text, TextSettings settings) {
    String asked = settings.labelColumn();
    TextSettings first = asked == null ? settings.withLabelColumn("1") : settings;
    Layout layout = Layout.of(text, first);
    List<String> words = new ArrayList<>();
    text.each(
        layout.delimiter(),
        line -> {
          Layout.requireWidth(text.file(), line, layout.width());
          words.add(line.cell(layout.labelColumn()));
          return true;
        });
    if (!layout.heading().isEmpty()) words.removeFirst();
    String note = layout.column(layout.labelColumn()) + " holds the labels";
    return new Found(words, List.of(text.file() + ": " + Printable.of(note)));
  }

  /** A word that says what follows, or a word before nothing but numbers. */
  private static boolean isHeading(List<String> lines) {
    String first = lines.getFirst();
    if (lines.subList(1, lines.size()).contains(first)) return false;
    return HEADINGS.contains(first.toLowerCase(Locale.ROOT))
        || (!Decimal.POINT.fits(first)
            && lines.subList(1, lines.size()).stream().allMatch(Decimal.POINT::fits));
  }

  /** A class may have a comma in its name, but every line two cells are two columns. */
  private static void requireOneColumn(Text text, List<String> lines) {
    for (char delimiter : new char[] {'\t', ';', ','}) {
      if (lines.size() > 1
          && lines.stream().allMatch(line -> line.indexOf(delimiter) >= 0)
          && lines.stream().map(line -> line.split(delimiter + "", -1).length).distinct().count()
              == 1) {
        throw new VectorsException(
            text.file() + ": has several columns; say which of them holds the labels");
      }
    }
  }

  private static String unquoted(String line) {
    boolean quoted = line.length() > 1 && line.startsWith("\"") && line.endsWith("\"");
    return quoted ? line.substring(1, line.length() - 1).replace("\"\"", "\"") : line;
  }
}
