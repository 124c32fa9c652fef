package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.reader.Notes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows the links that are only paths: to datasets, which then have two names. */
final class SoftLinks {

  /** As many as the HDF5 library follows from one name. */
  private static final int MAX_LINKS = 16;

  private static final int MAX_STEPS = 1000;

  private final Map<String, Link.Soft> links;

  /** Characters that may be looked at for all links together: more is a file made to cost time. */
  private long work = 1L << 28;

  private SoftLinks(Map<String, Link.Soft> links) {
    this.links = links;
  }

  /** Adds the datasets that links lead to, and notes where they lead elsewhere. */
  static void resolve(
      Map<String, Link.Soft> links,
      Map<String, Hdf5Group> groups,
      Map<String, Hdf5Dataset> datasets,
      DataLimit limit,
      Notes notes) {
    SoftLinks all = new SoftLinks(links);
    List<Hdf5Dataset> aliases = new ArrayList<>();
    links.forEach(
        (path, link) -> {
          String target = all.follow(path);
          String from = ObjectPath.shown(path);
          Hdf5Dataset dataset = target == null ? null : datasets.get(target);
          if (dataset != null) {
            aliases.add(dataset.under(path, limit));
          } else if (target != null && groups.containsKey(target)) {
            notes.add(
                from + " leads to the group " + ObjectPath.shown(target) + ": listed there only");
          } else {
            notes.add(
                from
                    + " leads to '"
                    + ObjectPath.shown(link.target())
                    + "', where nothing is: left out");
          }
        });
    for (Hdf5Dataset alias : aliases) datasets.putIfAbsent(alias.path(), alias);
  }

  /**
   * The path without links that a link's path leads to, or null if it goes in a circle or too far.
   */
  private @Nullable String follow(String path) {
    Deque<String> rest = new ArrayDeque<>();
    List<String> done = new ArrayList<>();
    push(path, rest);
    int followed = 0;
    for (int step = 0; !rest.isEmpty() && step < MAX_STEPS; step++) {
      done.add(rest.pop());
      String reached = "/" + String.join("/", done);
      work -= reached.length();
      if (work < 0) return null;
      Link.Soft link = links.get(reached);
      if (link == null) continue;
      if (++followed > MAX_LINKS) return null;
      done.removeLast();
      if (link.target().startsWith("/")) done.clear();
      push(link.target(), rest);
    }
    return rest.isEmpty() ? "/" + String.join("/", done) : null;
  }

  private static void push(String path, Deque<String> rest) {
    List<String> parts = new ArrayList<>(List.of(path.split("/", MAX_STEPS)));
    Collections.reverse(parts);
    for (String part : parts) {
      if (!part.isEmpty() && !part.equals(".")) rest.push(part);
    }
  }
}
