package dev.sonde.app.serve.api;

import dev.sonde.app.serve.files.FileIndex;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Files that a person drops into the page: kept as long as the server runs, in its own folder. */
public final class InputsApi {

  private static final long BODY = 64L << 20;

  /** Of all dropped files together. */
  private static final long MOST_BYTES = 1L << 30;

  private static final int MOST = 200;
  private static final int LONGEST_NAME = 80;

  private static final Set<String> KINDS =
      Set.of("npy", "npz", "png", "jpg", "jpeg", "csv", "tsv", "txt", "json", "jsonl", "dot");

  private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9._-]");

  private final FileIndex index;
  private final Path folder;
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param folder of this server's own, among the opened ones
   */
  public InputsApi(FileIndex index, Path folder) {
    this.index = index;
    this.folder = folder;
  }

  public List<Route> routes() {
    return List.of(Route.post("/api/inputs", BODY, this::drop));
  }

  private Reply drop(Request request) throws IOException {
    String given = request.query().needed("name");
    String ending = given.substring(given.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!KINDS.contains(ending)) {
      throw new HttpException(415, "inputs are files that end in " + String.join(", ", sorted()));
    }
    String type = request.header("Content-Type");
    if (!"application/octet-stream".equals(type)) {
      throw new HttpException(415, "the body must be application/octet-stream");
    }
    long all = bytes.addAndGet(request.body().length);
    int count = number.incrementAndGet();
    if (all > MOST_BYTES || count > MOST) {
      bytes.addAndGet(-request.body().length);
      throw new HttpException(413, "too many inputs were dropped; start the workbench again");
    }
    Path file = Files.createDirectory(folder.resolve("u" + count)).resolve(name(given, ending));
    Files.write(file, request.body());
    String id = index.drop(file);
    return Reply.json(
        201,
        Map.of(
            "id", id,
            "path", id,
            "name", given,
            "kind", "data",
            "bytes", request.body().length));
  }

  private static List<String> sorted() {
    return KINDS.stream().sorted().toList();
  }

  /** A plain name that says what the file was called; never a path. */
  private static String name(String given, String ending) {
    String plain = UNUSUAL.matcher(given).replaceAll("_").replaceAll("^\\.+", "_");
    if (plain.length() <= LONGEST_NAME) return plain;
    return plain.substring(0, LONGEST_NAME) + "." + ending;
  }
}
