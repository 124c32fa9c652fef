package dev.sonde.spark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A store that is reached over HTTP only: what Hadoop's {@code webhdfs://} file system asks of a
 * name node (WebHDFS REST API: statuses, listings, reading, creating), over a folder, on loopback.
 */
final class WebHdfs implements AutoCloseable {

  private static final String PREFIX = "/webhdfs/v1";

  private final Path folder;
  private final HttpServer server;
  private final AtomicLong written = new AtomicLong();

  WebHdfs(Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(PREFIX, this::answer);
    server.start();
  }

  /** The address of a folder in it. */
  String address(String name) {
    return "webhdfs://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /** Files that were written through it. */
  long written() {
    return written.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getRawQuery();
      String operation = parameter(query, "op");
      Path path = folder.resolve(exchange.getRequestURI().getPath().substring(PREFIX.length() + 1));
      try {
        switch (operation) {
          case "GETFILESTATUS" -> say(exchange, "{\"FileStatus\":" + status(path, "") + "}");
          case "LISTSTATUS" -> say(exchange, list(path));
          case "OPEN" -> open(exchange, path);
          case "CREATE" -> create(exchange, path, query);
          default -> exchange.sendResponseHeaders(400, -1);
        }
      } catch (NoSuchFileException e) {
        say(
            exchange,
            404,
            "{\"RemoteException\":{\"exception\":\"FileNotFoundException\",\"javaClassName\":"
                + "\"java.io.FileNotFoundException\",\"message\":\"no such file\"}}");
      }
    }
  }

  private static String parameter(String query, String name) {
    for (String part : query.split("&")) {
      if (part.startsWith(name + "=")) return part.substring(name.length() + 1);
    }
    return "";
  }

  private static String status(Path path, String name) throws IOException {
    boolean directory = Files.isDirectory(path);
    return """
    {"accessTime":0,"blockSize":134217728,"group":"g","length":%d,"modificationTime":%d,"owner":"o",\
    "pathSuffix":"%s","permission":"755","replication":1,"type":"%s"}\
    """
        .formatted(
            directory ? 0 : Files.size(path),
            Files.getLastModifiedTime(path).toMillis(),
            name,
            directory ? "DIRECTORY" : "FILE");
  }

  private static String list(Path path) throws IOException {
    List<Path> children;
    try (Stream<Path> all = Files.list(path)) {
      children = all.filter(file -> !file.toString().endsWith(".upload")).sorted().toList();
    }
    StringBuilder statuses = new StringBuilder();
    for (Path child : children) {
      if (!statuses.isEmpty()) statuses.append(',');
      statuses.append(status(child, child.getFileName().toString()));
    }
    return "{\"FileStatuses\":{\"FileStatus\":[" + statuses + "]}}";
  }

  private static void open(HttpExchange exchange, Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    String from = parameter(exchange.getRequestURI().getRawQuery(), "offset");
    int offset = from.isEmpty() ? 0 : Integer.parseInt(from);
    int length = bytes.length - offset;
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
    if (length > 0) exchange.getResponseBody().write(bytes, offset, length);
  }

  /** First where to write to, then the bytes; the file appears whole, as in an object store. */
  private void create(HttpExchange exchange, Path path, String query) throws IOException {
    if (!query.contains("data=true")) {
      URI there = exchange.getRequestURI();
      String host = exchange.getRequestHeaders().getFirst("Host");
      exchange.getResponseHeaders().set("Location", "http://" + host + there + "&data=true");
      exchange.sendResponseHeaders(307, -1);
      return;
    }
    Files.createDirectories(path.getParent());
    Path part = Files.createTempFile(path.getParent(), "", ".upload");
    Files.copy(exchange.getRequestBody(), part, StandardCopyOption.REPLACE_EXISTING);
    Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
    written.incrementAndGet();
    exchange.sendResponseHeaders(201, -1);
  }

  private static void say(HttpExchange exchange, String json) throws IOException {
    say(exchange, 200, json);
  }

  private static void say(HttpExchange exchange, int code, String json) throws IOException {
    // Without a content type, which Hadoop's client would look up in a library that Spark lacks.
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** The files below a folder of the store, by name. */
  String files(String name) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(name))) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .collect(Collectors.joining("\n"));
    }
  }
}
