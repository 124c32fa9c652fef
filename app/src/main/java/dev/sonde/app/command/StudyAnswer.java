package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Tables;
import dev.sonde.figure.report.Report.Remark;
import dev.sonde.study.run.Table;
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
    List<Remark> remarks, String name, Table figures, Path report, Provenance provenance) {

  void print(Console console, boolean json) {
    List<String> summary = remarks.stream().map(Remark::sentence).toList();
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("summary", summary);
      document.put(name, Tables.objects(figures));
      document.put("report", report.toString());
      document.put("provenance", provenance);
      Json.print(console.out(), document);
      return;
    }
    summary.forEach(console.out()::println);
    console.out().println();
    Tables.text(figures).print(console.out());
    console.out().println();
    console.out().println("Report: " + report);
    console.out().flush();
  }
}
