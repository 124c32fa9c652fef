package dev.sonde.app.serve.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All addresses of a server; the first that fits answers. */
public record Routes(List<Route> all) {

  public Routes {
    all = List.copyOf(all);
  }

  /** A route and what stands for its names. */
  record Found(Route route, Map<String, String> parts) {}

  /**
   * @throws HttpException 404 if nobody answers the path, 405 if nobody answers it by this method
   */
  Found find(String method, String path) {
    Set<String> others = new TreeSet<>();
    for (Route route : all) {
      Map<String, String> parts = route.match(path);
      if (parts == null) continue;
      if (route.method().equals(method)) return new Found(route, parts);
      others.add(route.method());
    }
    if (others.isEmpty()) throw HttpException.notFound("nothing is at this address");
    throw new HttpException(405, "this address takes " + String.join(", ", others));
  }
}
