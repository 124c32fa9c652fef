package dev.sonde.app.serve.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An address and who answers it.
 *
 * @param method {@code GET}, {@code POST} or {@code DELETE}
 * @param pattern {@code /api/jobs/{key}}; a last part {@code {name...}} takes all that follow
 * @param bodyLimit so many bytes a body may have; 0 where there is none
 */
public record Route(String method, String pattern, long bodyLimit, Handler handler) {

  /** Answers a request. */
  @FunctionalInterface
  public interface Handler {

    /**
     * @throws HttpException if it cannot be answered as asked
     * @throws dev.sonde.file.InputException if a file or a setting cannot be used
     */
    Reply handle(Request request) throws Exception;
  }

  private static final String REST = "...}";

  public static Route get(String pattern, Handler handler) {
    return new Route("GET", pattern, 0, handler);
  }

  public static Route post(String pattern, long bodyLimit, Handler handler) {
    return new Route("POST", pattern, bodyLimit, handler);
  }

  public static Route delete(String pattern, Handler handler) {
    return new Route("DELETE", pattern, 0, handler);
  }

  /** The parts of a path that stand for the names in the pattern; null if it is another path. */
  @Nullable Map<String, String> match(String path) {
    String[] wanted = pattern.split("/", -1);
    String[] given = path.split("/", -1);
    Map<String, String> parts = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].endsWith(REST)) {
        if (i >= given.length) return null;
        String rest = String.join("/", java.util.Arrays.asList(given).subList(i, given.length));
        parts.put(wanted[i].substring(1, wanted[i].length() - REST.length()), rest);
        return parts;
      }
      if (i >= given.length) return null;
      int open = wanted[i].indexOf('{');
      if (open < 0) {
        if (!wanted[i].equals(given[i])) return null;
        continue;
      }
      // A name may stand behind a fixed beginning: file.{ending}.
      String before = wanted[i].substring(0, open);
      if (!given[i].startsWith(before) || given[i].length() == before.length()) return null;
      parts.put(
          wanted[i].substring(open + 1, wanted[i].length() - 1),
          given[i].substring(before.length()));
    }
    return given.length == wanted.length ? parts : null;
  }
}
