package dev.sonde.app.serve.api;

import dev.sonde.app.serve.files.FileIndex;
import dev.sonde.app.serve.files.FileKind;
import dev.sonde.app.serve.files.IndexedFile;
import dev.sonde.app.serve.files.OpenFiles;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.PageBlocks;
import dev.sonde.study.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands out in a file, in the words of its report. */
public record FindingsApi(FileIndex index, OpenFiles files) {

  public List<Route> routes() {
    return List.of(Route.get("/api/findings", this::findings));
  }

  private Reply findings(Request request) throws IOException {
    Path path = index.path(request.query().needed("file"));
    IndexedFile listed = index.listed(path);
    FileKind kind = listed == null || listed.facts() == null ? null : listed.facts().kind();
    List<Finding> found;
    if (Files.isDirectory(path) && Run.isAt(path)) found = ofRun(path);
    else if (kind == FileKind.UNKNOWN && listed != null) found = ofUnknown(listed);
    else found = files.of(path).noticed().findings();
    return Reply.json(Map.of("findings", found.stream().map(FindingsApi::finding).toList()));
  }

  private static List<Finding> ofRun(Path folder) throws IOException {
    Run run = Run.open(folder);
    List<Finding> found = new ArrayList<>();
    int networks = run.checkpoints().size();
    found.add(
        Finding.plain(
            folder
                + " holds a run of kind '"
                + run.info().kind()
                + "' with "
                + Numbers.count(networks, "kept network", "kept networks")
                + "."));
    for (var row : run.tables().rows()) {
      found.add(
          Finding.plain(
              "Table '"
                  + row.getFirst()
                  + "' has "
                  + Numbers.count(rows(row.getLast()))
                  + " rows."));
    }
    return found;
  }

  private static long rows(@Nullable Object cell) {
    return cell instanceof Number number ? number.longValue() : 0;
  }

  private static List<Finding> ofUnknown(IndexedFile file) {
    String error = file.facts() == null ? null : file.facts().error();
    return List.of(Finding.plain(error == null ? file.path() + " holds no weights." : error + "."));
  }

  private static Map<String, @Nullable Object> finding(Finding finding) {
    Map<String, @Nullable Object> all = PageBlocks.finding(finding);
    all.put("tensor", finding.addresses().isEmpty() ? null : finding.addresses().getFirst());
    return all;
  }
}
