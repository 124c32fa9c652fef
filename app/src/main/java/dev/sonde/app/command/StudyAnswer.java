package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Tables;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.table.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a study prints at its end: its findings in words, one table, where the report is.
 *
 * @param figures the table, under the name that it has in JSON
 */
record StudyAnswer(
    List<Finding> remarks, String name, Table figures, Path report, Provenance provenance) {

  void print(Console console, boolean json) {
    List<String> summary = remarks.stream().map(Finding::sentence).toList();
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("summary", summary);
      document.put(name, figures.objects());
      document.put("report", report.toString());
      document.put("provenance", provenance);
      Json.print(console.out(), document);
      return;
    }
    summary.forEach(console.out()::println);
    console.out().println();
    Tables.text(figures).print(console.out());
    console.out().println();
    console.out().println("Page: " + report);
    console.out().flush();
  }
}
