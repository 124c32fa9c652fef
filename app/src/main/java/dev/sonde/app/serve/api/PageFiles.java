package dev.sonde.app.serve.api;

import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The workbench's own files, out of the class path: those that its manifest lists, and nothing from
 * a disk.
 */
public final class PageFiles {

  private static final String PACKAGE = "/dev/sonde/workbench/";
  private static final String MANIFEST = "manifest.txt";
  private static final String FIRST = "index.html";

  /** Shown where the page is not on the class path: what can be asked is there all the same. */
  private static final String NO_PAGE =
      """
      <!DOCTYPE html>
      <html lang="en"><meta charset="utf-8"><title>Sonde</title>
      <h1>Sonde</h1>
      <p>The server runs. Programs ask it below <code>/api</code>; see docs/http.md.</p>
      </html>
      """;

  private final Set<String> files = new HashSet<>();

  /** Those that are on the class path. */
  public PageFiles() {
    byte[] manifest = read(MANIFEST);
    if (manifest == null) return;
    new String(manifest, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(files::add);
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/", this::first), Route.get("/static/{file...}", r -> file(r.part("file"))));
  }

  private Reply first(Request request) {
    byte[] page = read(FIRST);
    return Reply.bytes(type(FIRST), page == null ? NO_PAGE.getBytes(StandardCharsets.UTF_8) : page);
  }

  private Reply file(String name) {
    byte[] bytes = files.contains(name) ? read(name) : null;
    if (bytes == null) throw HttpException.notFound("the workbench has no such file");
    return Reply.bytes(type(name), bytes);
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js", "mjs" -> "text/javascript; charset=utf-8";
      case "json" -> "application/json; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "png" -> "image/png";
      case "woff2" -> "font/woff2";
      default -> "application/octet-stream";
    };
  }

  private static byte @Nullable [] read(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream(PACKAGE + name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }
}
