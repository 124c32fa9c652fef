package dev.sonde.app.serve.api;

import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import dev.sonde.workbench.WorkbenchPage;
import java.util.List;

/** The workbench's own files, out of the class path and never from a disk. */
public record PageFiles(WorkbenchPage page) {

  private static final String FIRST = "index.html";

  public List<Route> routes() {
    return List.of(Route.get("/", r -> file(FIRST)), Route.get("/static/{file...}", this::file));
  }

  private Reply file(Request request) {
    return file(request.part("file"));
  }

  private Reply file(String name) {
    if (!page.has(name)) throw HttpException.notFound("the workbench has no such file");
    return Reply.bytes(WorkbenchPage.type(name), page.bytes(name));
  }
}
