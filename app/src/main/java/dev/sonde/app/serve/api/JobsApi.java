package dev.sonde.app.serve.api;

import dev.sonde.app.output.Json;
import dev.sonde.app.serve.http.EventStream;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import dev.sonde.app.serve.jobs.Asked;
import dev.sonde.app.serve.jobs.AskedSettings;
import dev.sonde.app.serve.jobs.Job;
import dev.sonde.app.serve.jobs.Jobs;
import dev.sonde.question.Question;
import dev.sonde.question.Questions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asking questions, and what becomes of them. */
public record JobsApi(Jobs jobs, AskedSettings settings) {

  private static final long BODY = 1 << 20;
  private static final long BEAT_MILLIS = 15_000;

  /** A page follows no more than some ten steps in a second. */
  private static final long STEP_MILLIS = 100;

  /**
   * A report is a page of its own, written to be opened from a disk: it brings its style and its
   * script, and lives in a sandbox that has neither the token nor this server.
   */
  private static final Map<String, String> REPORT =
      Map.of(
          "Content-Security-Policy",
          """
          sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
          script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\
          """);

  private static final Map<String, String> TYPES =
      Map.of(
          "csv", "text/csv; charset=utf-8",
          "json", Reply.JSON,
          "svg", "image/svg+xml",
          "png", "image/png",
          "pdf", "application/pdf",
          "txt", "text/plain; charset=utf-8");

  public List<Route> routes() {
    return List.of(
        Route.post("/api/ask/{name}", BODY, this::ask),
        Route.get("/api/jobs", r -> Reply.json(all())),
        Route.get("/api/jobs/{key}", r -> Reply.json(job(r).report())),
        Route.delete("/api/jobs/{key}", this::stop),
        Route.get("/api/jobs/{key}/events", r -> events(job(r))),
        Route.get("/api/jobs/{key}/answer", r -> stored(Reply.JSON, jobs.store().document(job(r)))),
        Route.get("/api/jobs/{key}/page", r -> stored(Reply.JSON, jobs.store().page(job(r)))),
        Route.get("/api/jobs/{key}/page.html", this::report),
        Route.get("/api/jobs/{key}/file.{ending}", this::file));
  }

  private Map<String, Object> all() {
    return Map.of("jobs", jobs.all().stream().map(Job::report).toList());
  }

  private Job job(Request request) {
    return jobs.job(request.part("key"));
  }

  private Reply ask(Request request) {
    String name = request.part("name");
    for (Question<?, ?> question : Questions.all()) {
      if (question.about().name().equals(name)) {
        Asked<?, ?> asked = settings.read(question, body(request));
        return Reply.json(202, Map.of("job", jobs.ask(asked).key()));
      }
    }
    throw HttpException.notFound("'" + name + "' is no question; /api/questions lists them");
  }

  /**
   * The body as JSON.
   *
   * @throws HttpException 415 if it does not say that it is JSON, 400 if it is none
   */
  static JsonNode body(Request request) {
    if (!request.isJson()) throw new HttpException(415, "the body must be application/json");
    try {
      return Json.read(request.body());
    } catch (JacksonException e) {
      throw HttpException.badRequest("the body is no JSON: " + e.getOriginalMessage());
    }
  }

  private Reply stop(Request request) {
    Job job = job(request);
    job.stop();
    return Reply.json(job.report());
  }

  private static Reply events(Job job) {
    return new Reply.Events(stream -> follow(job, stream));
  }

  private static void follow(Job job, EventStream stream) throws Exception {
    long seen = -1;
    while (true) {
      long now = job.await(seen, BEAT_MILLIS);
      if (now == seen) {
        stream.beat();
        continue;
      }
      seen = now;
      Job.Report report = job.report();
      boolean over = job.state().isOver();
      stream.send(over ? report.state() : "progress", report);
      if (over) return;
      Thread.sleep(STEP_MILLIS);
    }
  }

  private static Reply stored(String type, Path file) {
    return new Reply.Stored(type, file, Map.of());
  }

  private Reply report(Request request) throws Exception {
    Path file = jobs.store().report(job(request));
    return new Reply.Stored("text/html; charset=utf-8", file, REPORT);
  }

  private Reply file(Request request) throws Exception {
    String ending = request.part("ending");
    Job job = job(request);
    if (ending.equals("html")) return report(request);
    Path file = jobs.store().file(job, ending);
    String name = job.report().question() + "." + ending;
    return new Reply.Stored(
        TYPES.getOrDefault(ending, "application/octet-stream"),
        file,
        Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""));
  }
}
