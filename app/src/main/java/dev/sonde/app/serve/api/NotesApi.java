package dev.sonde.app.serve.api;

import dev.sonde.app.output.Json;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import dev.sonde.app.serve.jobs.Job;
import dev.sonde.app.serve.jobs.Jobs;
import dev.sonde.app.serve.notes.Notes;
import dev.sonde.app.serve.notes.StaticCopy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Notes and pinned answers.
 *
 * @param notes null where the workbench was opened without a folder for them
 */
public record NotesApi(@Nullable Notes notes, Jobs jobs) {

  private static final Map<String, String> DOWNLOAD =
      Map.of(
          "Content-Security-Policy",
          "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
              + " form-action 'none'; frame-ancestors 'none'");

  public List<Route> routes() {
    return List.of(
        Route.get("/api/notes", r -> Reply.json(Map.of("notes", kept().all()))),
        Route.post("/api/notes", Notes.MOST_BYTES, this::keep),
        Route.delete("/api/notes/{id}", this::remove),
        Route.get("/api/notes/report.html", r -> html(report())),
        Route.get("/api/notes/session.html", r -> html(session())));
  }

  private Notes kept() {
    if (notes == null) {
      throw HttpException.notFound("no notes are kept; 'sonde open --notes FOLDER' keeps them");
    }
    return notes;
  }

  private Reply keep(Request request) throws Exception {
    Notes kept = kept();
    JsonNode body = JobsApi.body(request);
    if (!body.isObject()) throw HttpException.badRequest("the body is no object");
    String id = body.path("id").asString("");
    if (id.isEmpty()) return Reply.json(201, Map.of("id", kept.add(body)));
    kept.change(id, body.path("note").asString(""));
    return Reply.json(Map.of("id", id));
  }

  private Reply remove(Request request) throws Exception {
    kept().remove(request.part("id"));
    return Reply.json(Map.of("id", request.part("id")));
  }

  private StaticCopy report() throws Exception {
    StaticCopy copy = new StaticCopy("Report");
    for (JsonNode note : kept().all()) copy.note(note);
    return copy;
  }

  /** The report, then every answer that is still there. */
  private StaticCopy session() throws Exception {
    StaticCopy copy = new StaticCopy("Session");
    for (JsonNode note : kept().all()) copy.note(note);
    for (Job job : jobs.all()) {
      if (job.state() != Job.State.DONE) continue;
      byte[] page = Files.readAllBytes(jobs.store().page(job));
      copy.page(Json.read(page), job.report().command());
    }
    return copy;
  }

  private static Reply html(StaticCopy copy) {
    byte[] bytes = copy.html().getBytes(StandardCharsets.UTF_8);
    return new Reply.Body(200, "text/html; charset=utf-8", bytes, DOWNLOAD);
  }
}
