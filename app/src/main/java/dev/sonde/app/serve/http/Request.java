package dev.sonde.app.serve.http;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that has passed the gate. */
public final class Request {

  private final String path;
  private final Map<String, String> parts;
  private final Query query;
  private final Headers headers;
  private final byte[] body;

  /**
   * @param path decoded, with single slashes
   * @param parts what stands in the place of each {@code {name}} of the route
   * @param body whole; empty for methods that have none
   */
  Request(String path, Map<String, String> parts, Query query, Headers headers, byte[] body) {
    this.path = path;
    this.parts = parts;
    this.query = query;
    this.headers = headers;
    this.body = body;
  }

  public Query query() {
    return query;
  }

  /** The whole body; not to be changed. */
  public byte[] body() {
    return body;
  }

  /** What stands for {@code {name}} in the path. */
  public String part(String name) {
    String part = parts.get(name);
    if (part == null) throw new IllegalArgumentException("the route has no {" + name + "}");
    return part;
  }

  public @Nullable String header(String name) {
    return headers.getFirst(name);
  }

  /** Whether the body says of itself that it is JSON. */
  public boolean isJson() {
    String type = header("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
  }

  @Override
  public String toString() {
    return path;
  }
}
