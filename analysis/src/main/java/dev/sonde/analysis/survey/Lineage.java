package dev.sonde.analysis.survey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of several files of one architecture was trained on from which. Files whose {@link Sketch
 * sketches} are nearer than unrelated weights can be are joined by the shortest tree (Prim 1957),
 * one tree per family, as in Horwitz et al., <i>Unsupervised model tree heritage recovery</i>
 * (2024).
 *
 * <p>Distances alone do not tell who came first. If members carry a number of their own (epoch,
 * step), the tree is rooted at the least; else at the one member with the most neighbours, if there
 * is one with three or more; else the direction is left open. Costs n² comparisons, memory n.
 *
 * @param families of two members or more, the largest first
 */
public record Lineage(List<Family> families) {

  /** What the root of a family is known by. */
  public enum Basis {
    /** The least epoch or step. */
    ORDER,
    /** Three or more neighbours, and more than any other. */
    CENTRE,
    /** Not known: the root is the first by name. */
    OPEN
  }

  /**
   * A file.
   *
   * @param order its epoch or step, or null
   */
  public record Member(String name, Sketch sketch, @Nullable Double order) {}

  /**
   * One file comes from another.
   *
   * @param child index of the member
   * @param parent index of the member
   * @param distance from 0 to about 1, which unrelated weights have; see {@link Sketch#distance}
   * @param support share of the compared tensors in which no other member of the family is nearer
   *     to the child than this parent, its own children left out
   * @param tensors how many were compared
   */
  public record Edge(int child, int parent, double distance, double support, int tensors) {}

  /**
   * Members that share an ancestor.
   *
   * @param members indices, the root first, then as the tree branches
   */
  public record Family(List<Integer> members, Basis basis, List<Edge> edges) {
    public Family {
      members = List.copyOf(members);
      edges = List.copyOf(edges);
    }

    public int root() {
      return members.getFirst();
    }
  }

  public Lineage {
    families = List.copyOf(families);
  }

  /** By chance, a correlation is so many standard errors from 0 once in 10⁹ pairs. */
  private static final double ERRORS = 6;

  private static final int CENTRE_DEGREE = 3;

  /**
   * Finds families.
   *
   * @param members of one architecture
   * @param related the distance below which two belong together, 0 to 1
   */
  public static Lineage of(List<Member> members, double related) {
    List<int[]> kept = new ArrayList<>();
    if (members.size() > 1) {
      double limit = Math.min(related, provable(members.getFirst().sketch()));
      kept = tree(members, limit);
    }
    List<List<Integer>> neighbours = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) neighbours.add(new ArrayList<>());
    for (int[] edge : kept) {
      neighbours.get(edge[0]).add(edge[1]);
      neighbours.get(edge[1]).add(edge[0]);
    }
    neighbours.forEach(Collections::sort);
    boolean[] seen = new boolean[members.size()];
    List<Family> families = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      if (seen[i] || neighbours.get(i).isEmpty()) continue;
      families.add(family(i, members, neighbours, seen));
    }
    families.sort((a, b) -> Integer.compare(b.members().size(), a.members().size()));
    return new Lineage(families);
  }

  /**
   * The largest distance that is no chance for so many values: Fisher's z of the correlation 1 − d²
   * must be {@value #ERRORS} standard errors, 1/√(n − 3), from 0.
   */
  private static double provable(Sketch sketch) {
    double n = sketch.effectiveValues();
    if (n <= 4) return 0;
    double correlation = Math.tanh(ERRORS / Math.sqrt(n - 3));
    return Math.sqrt(1 - correlation);
  }

  /** The edges of the shortest tree that are no longer than the limit. */
  private static List<int[]> tree(List<Member> members, double limit) {
    int n = members.size();
    double[] nearest = new double[n];
    int[] by = new int[n];
    boolean[] in = new boolean[n];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    List<int[]> kept = new ArrayList<>();
    int last = 0;
    in[0] = true;
    for (int added = 1; added < n; added++) {
      int next = -1;
      for (int i = 0; i < n; i++) {
        if (in[i]) continue;
        double d = members.get(last).sketch().distance(members.get(i).sketch());
        if (d < nearest[i]) {
          nearest[i] = d;
          by[i] = last;
        }
        if (next < 0 || nearest[i] < nearest[next]) next = i;
      }
      in[next] = true;
      if (nearest[next] < limit) kept.add(new int[] {next, by[next]});
      last = next;
    }
    return kept;
  }

  private static Family family(
      int first, List<Member> members, List<List<Integer>> neighbours, boolean[] seen) {
    List<Integer> all = branches(first, neighbours, new int[members.size()], seen);
    Basis basis = Basis.OPEN;
    int root = Collections.min(all);
    int ordered = leastOrder(all, members);
    int centre = centre(all, neighbours);
    if (ordered >= 0) {
      basis = Basis.ORDER;
      root = ordered;
    } else if (centre >= 0) {
      basis = Basis.CENTRE;
      root = centre;
    }
    int[] parents = new int[members.size()];
    List<Integer> order = branches(root, neighbours, parents, new boolean[members.size()]);
    List<Edge> edges = new ArrayList<>();
    for (int child : order) {
      if (child != root) edges.add(edge(child, parents, order, members));
    }
    return new Family(order, basis, edges);
  }

  /** What can be reached, breadth first; notes from where. */
  private static List<Integer> branches(
      int root, List<List<Integer>> neighbours, int[] parents, boolean[] seen) {
    List<Integer> order = new ArrayList<>(List.of(root));
    seen[root] = true;
    parents[root] = -1;
    for (int at = 0; at < order.size(); at++) {
      for (int next : neighbours.get(order.get(at))) {
        if (seen[next]) continue;
        seen[next] = true;
        parents[next] = order.get(at);
        order.add(next);
      }
    }
    return order;
  }

  /** The member with the least number, if all have one and no two the same; else −1. */
  private static int leastOrder(List<Integer> all, List<Member> members) {
    List<Double> orders = new ArrayList<>();
    int least = -1;
    for (int i : all) {
      Double own = members.get(i).order();
      if (own == null) return -1;
      if (orders.stream().allMatch(other -> own < other)) least = i;
      orders.add(own);
    }
    return orders.stream().distinct().count() == orders.size() ? least : -1;
  }

  private static int centre(List<Integer> all, List<List<Integer>> neighbours) {
    int most = all.stream().mapToInt(i -> neighbours.get(i).size()).max().orElse(0);
    List<Integer> centres = all.stream().filter(i -> neighbours.get(i).size() == most).toList();
    return most >= CENTRE_DEGREE && centres.size() == 1 ? centres.getFirst() : -1;
  }

  private static Edge edge(int child, int[] parents, List<Integer> family, List<Member> members) {
    Sketch own = members.get(child).sketch();
    int parent = parents[child];
    Sketch other = members.get(parent).sketch();
    List<Integer> compared = own.compared();
    int supporting = 0;
    for (int part : compared) {
      double d = own.squared(other, part);
      boolean nearest = true;
      for (int rival : family) {
        if (rival == child || rival == parent || parents[rival] == child) continue;
        if (own.squared(members.get(rival).sketch(), part) < d) {
          nearest = false;
          break;
        }
      }
      if (nearest) supporting++;
    }
    double support = compared.isEmpty() ? Double.NaN : (double) supporting / compared.size();
    return new Edge(child, parent, own.distance(other), support, compared.size());
  }
}
