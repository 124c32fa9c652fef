package dev.sonde.network.wiring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls of a network and what each reads, in the order in which they would be computed: inputs
 * first, outputs last. Both branches of a choice are in it and a loop's body once: what a loop
 * carries from one round to the next is left out, so that sources always stand before.
 *
 * @param complete false if there were more calls than are kept
 */
public record Wiring(List<Node> nodes, boolean complete) {

  public Wiring {
    nodes = List.copyOf(nodes);
  }

  /** What a node is. */
  public enum Kind {
    INPUT,
    CALL,
    OUTPUT
  }

  /**
   * One of them.
   *
   * @param address of the site at which probes see its value; of an output, its name
   * @param aliases other names of the site
   * @param module path of the module that it belongs to, {@code layer1.0.conv1}; may be empty
   * @param operator that computes it; empty for inputs and outputs
   * @param sources places in {@link #nodes} of what it reads, constants left out
   */
  public record Node(
      Kind kind,
      String address,
      List<String> aliases,
      String module,
      String operator,
      List<Integer> sources) {

    public Node {
      aliases = List.copyOf(aliases);
      sources = List.copyOf(sources);
    }
  }

  /** Gathers nodes; what is known under a name is a set of nodes that it may come from. */
  public static final class Builder {

    private static final int MOST = 200_000;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private boolean complete = true;

    /**
     * Adds a node.
     *
     * @return where it stands, as a set of one; that of a node of this address if there is one, and
     *     its sources if there are too many nodes
     */
    public Set<Integer> add(
        Kind kind,
        String address,
        List<String> aliases,
        String module,
        String operator,
        Set<Integer> sources) {
      String unique = kind + " " + address;
      Integer there = places.get(unique);
      if (there != null) return Set.of(there);
      if (nodes.size() >= MOST) {
        complete = false;
        return sources;
      }
      places.put(unique, nodes.size());
      nodes.add(new Node(kind, address, aliases, module, operator, List.copyOf(sources)));
      return Set.of(nodes.size() - 1);
    }

    public Wiring build() {
      return new Wiring(nodes, complete);
    }
  }
}
