package dev.sonde.app.serve.http;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in. A page of another site can make a browser send requests here, and a name of its
 * own can lead to the loopback address (DNS rebinding). So every request must name this server as
 * its host, must not come from a page of another origin, and must bring the token.
 */
final class Gate {

  /** Fetch metadata of requests that a page of ours, or a person, has made. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private static final String BEARER = "Bearer ";

  private final Set<String> hosts;
  private final Token token;
  private final String cookie;

  Gate(int port, Token token) {
    this.token = token;
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    // Cookies do not tell ports apart, and two workbenches may be open.
    cookie = "sonde_" + port;
  }

  /**
   * @throws HttpException 403 for another host or origin, 401 without the token
   */
  void check(Headers headers, String path, Query query) {
    List<String> host = headers.getOrDefault("Host", List.of());
    if (host.size() != 1 || !hosts.contains(host.getFirst())) {
      throw HttpException.forbidden("this server is only 127.0.0.1, localhost and [::1]");
    }
    for (String origin : headers.getOrDefault("Origin", List.of())) {
      if (!origin.equals("http://" + host.getFirst())) {
        throw HttpException.forbidden("requests from pages of other origins are refused");
      }
    }
    // A person may follow a link to the first page; nothing else is linked from elsewhere.
    for (String site : headers.getOrDefault("Sec-Fetch-Site", List.of())) {
      if (!path.equals("/") && !OWN_SITES.contains(site)) {
        throw HttpException.forbidden("requests from pages of other sites are refused");
      }
    }
    if (!hasToken(headers, query)) {
      throw new HttpException(
          401, "the token is missing or wrong; open the address that 'sonde open' printed");
    }
  }

  private boolean hasToken(Headers headers, Query query) {
    if (token.is(query.get("token"))) return true;
    String authorization = headers.getFirst("Authorization");
    if (authorization != null && authorization.startsWith(BEARER)) {
      if (token.is(authorization.substring(BEARER.length()).strip())) return true;
    }
    for (String line : headers.getOrDefault("Cookie", List.of())) {
      if (token.is(cookie(line))) return true;
    }
    return false;
  }

  private @Nullable String cookie(String line) {
    for (String part : line.split(";")) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equals(cookie)) return pair[1];
    }
    return null;
  }

  /** What gives a browser the token for its further requests, after the first that brought it. */
  String setCookie() {
    return cookie + "=" + token.text() + "; HttpOnly; SameSite=Strict; Path=/";
  }
}
