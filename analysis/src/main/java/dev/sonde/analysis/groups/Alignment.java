package dev.sonde.analysis.groups;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Glob;
import dev.sonde.checkpoint.WrappedNames;
import dev.sonde.file.InputException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The runs of all groups in one row, and the tensors that every run has under one address with one
 * shape.
 *
 * @param groups the groups' names
 * @param sizes runs per group
 * @param runs all runs, group by group
 * @param tensors what can be compared, in the first run's order
 * @param leftOut what cannot, and why
 */
public record Alignment(
    List<String> groups,
    List<Integer> sizes,
    List<Checkpoint> runs,
    List<Aligned> tensors,
    List<LeftOut> leftOut) {

  private static final int SHOWN = 2;

  public Alignment {
    groups = List.copyOf(groups);
    sizes = List.copyOf(sizes);
    runs = List.copyOf(runs);
    tensors = List.copyOf(tensors);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * One address in all runs.
   *
   * @param byRun the tensor of each run, in the order of {@link Alignment#runs}
   */
  public record Aligned(String address, Shape shape, List<Tensor> byRun) {
    public Aligned {
      byRun = List.copyOf(byRun);
    }
  }

  /**
   * Lines up two or more groups, seeing through what training tools put around names ({@link
   * WrappedNames}): a run whose tensors are called as in the first run has a note that says so.
   *
   * @param match a {@link Glob} over addresses
   * @param common whether tensors that do not match are left out instead of refused
   * @throws GroupException if groups share a name or a run, nothing is left to compare, or tensors
   *     do not match and {@code common} is false
   */
  public static Alignment of(List<ModelGroup> groups, String match, boolean common) {
    requireGroups(groups);
    List<Checkpoint> all = groups.stream().flatMap(g -> g.runs().stream()).toList();
    List<Checkpoint> runs =
        all.stream().map(run -> WrappedNames.align(all.getFirst(), run)).toList();
    Glob pattern = Glob.of(match);
    Set<String> addresses = new LinkedHashSet<>();
    for (Checkpoint run : runs) {
      for (Tensor tensor : run.tensors()) {
        if (pattern.matches(tensor.address())) addresses.add(tensor.address());
      }
    }
    if (addresses.isEmpty()) {
      throw new GroupException(
          "no tensor of " + runs.getFirst().path() + " matches '" + match + "'");
    }
    List<Aligned> tensors = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (String address : addresses) {
      String reason = mismatch(address, runs);
      if (reason != null) leftOut.add(new LeftOut(address, reason));
      else tensors.add(aligned(address, runs));
    }
    if (!leftOut.isEmpty() && (!common || tensors.isEmpty())) throw refusal(leftOut, addresses);
    return new Alignment(
        groups.stream().map(ModelGroup::name).toList(),
        groups.stream().map(g -> g.runs().size()).toList(),
        runs,
        tensors,
        leftOut);
  }

  /** The group of each run, as an index into {@link #groups}. */
  public int[] labels() {
    int[] labels = new int[runs.size()];
    int run = 0;
    for (int group = 0; group < sizes.size(); group++) {
      for (int i = 0; i < sizes.get(group); i++) labels[run++] = group;
    }
    return labels;
  }

  /** Runs per group. */
  public int[] groupSizes() {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void requireGroups(List<ModelGroup> groups) {
    if (groups.size() < 2) {
      throw new GroupException(
              "a comparison needs two or more groups, not "
                  + groups.size()
                  + ": each is a name and its files, NAME=FILES")
          .mendedBy("group");
    }
    Set<String> names = new HashSet<>();
    Map<Path, String> owners = new HashMap<>();
    for (ModelGroup group : groups) {
      if (!names.add(group.name())) {
        throw new GroupException("two groups are named '" + group.name() + "'");
      }
      for (Checkpoint run : group.runs()) {
        String owner = owners.putIfAbsent(identity(run.path()), group.name());
        if (owner != null) {
          throw new GroupException(
              run.path()
                  + " is a run of group '"
                  + owner
                  + "' and again of '"
                  + group.name()
                  + "'; every run counts once");
        }
      }
    }
  }

  private static Path identity(Path path) {
    try {
      if (Files.exists(path)) return path.toRealPath();
    } catch (IOException e) {
      // Not there any more, or made in memory: its name has to do.
    }
    return path.toAbsolutePath().normalize();
  }

  private static @Nullable String mismatch(String address, List<Checkpoint> runs) {
    List<Checkpoint> without = runs.stream().filter(run -> !run.has(address)).toList();
    if (!without.isEmpty()) {
      String others = without.size() > 1 ? " and " + (without.size() - 1) + " more" : "";
      return "is missing in " + without.getFirst().path() + others;
    }
    Tensor first = runs.getFirst().tensor(address);
    for (Checkpoint run : runs) {
      Tensor tensor = run.tensor(address);
      // The two parts of complex numbers have no counterpart among real ones.
      boolean numbers = tensor.dtype().isComplex() == first.dtype().isComplex();
      if (!numbers || !Objects.equals(tensor.shape(), first.shape())) {
        return "is "
            + kind(first, numbers)
            + " in "
            + runs.getFirst().path()
            + " but "
            + kind(tensor, numbers)
            + " in "
            + run.path();
      }
    }
    return null;
  }

  private static String kind(Tensor tensor, boolean sameNumbers) {
    return sameNumbers ? tensor.shape().toString() : tensor.dtype().label() + " " + tensor.shape();
  }

  private static Aligned aligned(String address, List<Checkpoint> runs) {
    List<Tensor> byRun = runs.stream().map(run -> run.tensor(address)).toList();
    return new Aligned(address, byRun.getFirst().shape(), byRun);
  }

  private static InputException refusal(List<LeftOut> leftOut, Set<String> addresses) {
    String shown =
        leftOut.stream()
            .limit(SHOWN)
            .map(out -> "'" + out.name() + "' " + out.reason())
            .collect(Collectors.joining("; "));
    int more = leftOut.size() - SHOWN;
    boolean nothing = leftOut.size() == addresses.size();
    String advice =
        nothing
            ? "; nothing is left to compare"
            : "; compare networks of one architecture, or only the tensors that match";
    GroupException refusal =
        new GroupException(
            leftOut.size()
                + " of "
                + addresses.size()
                + " tensors do not match: "
                + shown
                + (more > 0 ? "; and " + more + " more" : "")
                + advice);
    return nothing ? refusal : refusal.mendedBy("common");
  }
}
