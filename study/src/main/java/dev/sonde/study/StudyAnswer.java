package dev.sonde.study;

import dev.sonde.figure.Figure;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Table;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a study says.
 *
 * @param report {@code report.html}; its findings are the answer in sentences
 * @param tables the answer in numbers, by name; the first is the one that a terminal shows
 * @param pages further pages by the names of their files, without ending
 * @param figures by the names of their files in {@code figures}, without ending
 */
public record StudyAnswer(
    Page report, Map<String, Table> tables, Map<String, Page> pages, Map<String, Figure> figures) {

  public StudyAnswer {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    pages = Collections.unmodifiableMap(new LinkedHashMap<>(pages));
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** An answer of a report and one table. */
  public static StudyAnswer of(Page report, String name, Table table) {
    return new StudyAnswer(report, Map.of(name, table), Map.of(), Map.of());
  }

  /** What was found, one sentence each. */
  public List<String> summary() {
    return report.findings().stream().map(Finding::sentence).toList();
  }
}
