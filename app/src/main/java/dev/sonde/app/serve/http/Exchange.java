package dev.sonde.app.serve.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.sonde.file.InputException;
import dev.sonde.file.IoReason;
import dev.sonde.file.Printable;
import dev.sonde.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request from its first to its last byte. */
record Exchange(Gate gate, Routes routes, Deadline deadline) {

  private static final Set<String> WITH_BODY = Set.of("POST");

  /** A body must be whole after so long. */
  private static final int BODY_SECONDS = 20;

  void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      SafeHeaders.addTo(exchange.getResponseHeaders());
      Reply reply;
      try {
        reply = answer(exchange);
      } catch (Exception e) {
        reply = complaint(e);
      } catch (OutOfMemoryError e) {
        reply = Reply.error(503, "the memory is not enough for this; ask for less at a time");
      } catch (InternalError e) {
        // What the JVM makes of a mapped file that was cut off under it.
        reply = Reply.error(409, "a file was changed or cut off while it was read; try again");
      }
      send(reply, exchange);
    }
  }

  private Reply answer(HttpExchange exchange) throws Exception {
    URI uri = exchange.getRequestURI();
    Query query = Query.of(uri.getRawQuery());
    String path = path(uri);
    gate.check(exchange.getRequestHeaders(), path, query);
    if (path.equals("/") && query.get("token") != null) {
      exchange.getResponseHeaders().set("Set-Cookie", gate.setCookie());
    }
    String method = exchange.getRequestMethod();
    Routes.Found found = routes.find(method, path);
    byte[] body =
        WITH_BODY.contains(method) ? body(exchange, found.route().bodyLimit()) : new byte[0];
    Request request = new Request(path, found.parts(), query, exchange.getRequestHeaders(), body);
    return found.route().handler().handle(request);
  }

  /** The path, decoded once; what is not an ordinary path is nobody's. */
  private static String path(URI uri) {
    String path = uri.getPath();
    boolean odd =
        path == null
            || !path.startsWith("/")
            || path.contains("//")
            || path.contains("\\")
            || path.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    if (odd || List.of(path.split("/")).stream().anyMatch(p -> p.equals("..") || p.equals("."))) {
      throw HttpException.notFound("nothing is at this address");
    }
    return path;
  }

  private byte[] body(HttpExchange exchange, long limit) throws IOException {
    HttpException tooLarge =
        new HttpException(413, "a request to this address has at most " + limit + " bytes");
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null && tooLong(length, limit)) throw tooLarge;
    InputStream in = exchange.getRequestBody();
    int most = (int) Math.min(Integer.MAX_VALUE - 8, limit + 1);
    byte[] bytes = deadline.within(BODY_SECONDS, () -> in.readNBytes(most));
    if (bytes.length > limit) throw tooLarge;
    return bytes;
  }

  private static boolean tooLong(String length, long limit) {
    try {
      return Long.parseLong(length.strip()) > limit;
    } catch (NumberFormatException e) {
      throw HttpException.badRequest("the length of the body is no number");
    }
  }

  private static Reply complaint(Exception e) {
    return switch (e) {
      case HttpException known -> Reply.error(known.status(), line(known.getMessage()));
      case SettingsException wrong when !wrong.setting().isEmpty() ->
          Reply.error(422, line(wrong.getMessage()), wrong.setting());
      case InputException input when !input.mends().isEmpty() ->
          Reply.error(422, line(input.getMessage()), input.mends().getFirst());
      case InputException input -> Reply.error(422, line(input.getMessage()));
      case IOException io -> Reply.error(500, line(IoReason.of(io)));
      default -> {
        e.printStackTrace();
        yield Reply.error(500, line("this is a bug, please report it: " + e));
      }
    };
  }

  private static String line(@Nullable String message) {
    return Printable.of(String.valueOf(message));
  }

  private void send(Reply reply, HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    switch (reply) {
      case Reply.Body body -> {
        headers.set("Content-Type", body.type());
        body.headers().forEach(headers::set);
        boolean none = body.bytes().length == 0 || exchange.getRequestMethod().equals("HEAD");
        // −1 is the JDK's word for no body at all.
        exchange.sendResponseHeaders(body.status(), none ? -1 : body.bytes().length);
        if (!none) copy(new ByteArrayInputStream(body.bytes()), exchange);
      }
      case Reply.Stored stored -> {
        headers.set("Content-Type", stored.type());
        stored.headers().forEach(headers::set);
        long length = Files.size(stored.file());
        try (InputStream in = Files.newInputStream(stored.file())) {
          exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
          copy(in, exchange);
        }
      }
      case Reply.Events events -> {
        headers.set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        follow(events, new EventStream(exchange.getResponseBody(), deadline));
      }
    }
  }

  private static void follow(Reply.Events events, EventStream stream) throws IOException {
    try {
      events.source().send(stream);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      stream.send("error", new Reply.Complaint(500, line(e.getMessage()), null));
    }
  }

  /** Piece by piece, so that a large answer may take its time and a reader that stops may not. */
  private void copy(InputStream in, HttpExchange exchange) throws IOException {
    OutputStream out = exchange.getResponseBody();
    byte[] piece = new byte[Bounds.PIECE];
    for (int n = in.read(piece); n > 0; n = in.read(piece)) {
      int count = n;
      deadline.within(
          Bounds.PIECE_SECONDS,
          () -> {
            out.write(piece, 0, count);
            return count;
          });
    }
    // Closing waits for what a client has not sent of its own body; the answer must not.
    out.flush();
  }
}
