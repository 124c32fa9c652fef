package dev.sonde.checkpoint;

import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sees through what training tools put around a model's own names: {@code module.} (data parallel),
 * {@code _orig_mod.} (compiled), {@code model.} (Lightning), {@code state_dict.} (what a checkpoint
 * keeps a model under). Only names that would otherwise have no partner are looked at, and only
 * where there is one partner. Where not one name has a partner, any other word may stand before the
 * names of one of the two ({@code generator.}), if only one makes all names of the other.
 */
public final class WrappedNames {

  /** Around the whole model, in any order and number. */
  private static final Set<String> AROUND =
      Set.of("module", "_orig_mod", "model", "state_dict", "model_state_dict");

  /** Around any part of it. */
  private static final Set<String> INSIDE =
      Set.of("_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module");

  private WrappedNames() {}

  /** The name without wrappers; the last part is always kept. */
  static String core(String address) {
    String[] parts = address.split("\\.", -1);
    StringBuilder core = new StringBuilder();
    boolean start = true;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      start &= AROUND.contains(parts[i]);
      if (!last && (start || INSIDE.contains(parts[i]))) continue;
      if (!core.isEmpty()) core.append('.');
      core.append(parts[i]);
    }
    return core.toString();
  }

  /**
   * For names of {@code other} that are not among {@code names}, the one name that means the same.
   */
  static Map<String, String> partners(Collection<String> names, Collection<String> other) {
    Map<String, List<String>> wanted = byCore(names, Set.copyOf(other));
    Map<String, List<String>> offered = byCore(other, Set.copyOf(names));
    boolean strangers = Collections.disjoint(names, other);
    if (strangers && Collections.disjoint(wanted.keySet(), offered.keySet())) {
      offered = without(before(offered.keySet(), wanted.keySet()), offered);
      wanted = without(before(wanted.keySet(), offered.keySet()), wanted);
    }
    return pairs(wanted, offered);
  }

  private static Map<String, String> pairs(
      Map<String, List<String>> wanted, Map<String, List<String>> offered) {
    Map<String, String> partners = new LinkedHashMap<>();
    offered.forEach(
        (core, found) -> {
          List<String> meant = wanted.getOrDefault(core, List.of());
          if (found.size() == 1 && meant.size() == 1) {
            partners.put(found.getFirst(), meant.getFirst());
          }
        });
    return partners;
  }

  /**
   * The one prefix, ending in a dot, that makes some of {@code longer} out of each of {@code
   * plain}; empty if there is none, or more than one. A single name proves nothing.
   */
  private static String before(Set<String> longer, Set<String> plain) {
    if (plain.size() < 2) return "";
    String end = "." + plain.iterator().next();
    List<String> prefixes =
        longer.stream()
            .filter(name -> name.endsWith(end))
            .map(name -> name.substring(0, name.length() - end.length() + 1))
            .filter(prefix -> plain.stream().allMatch(name -> longer.contains(prefix + name)))
            .limit(2)
            .toList();
    return prefixes.size() == 1 ? prefixes.getFirst() : "";
  }

  private static Map<String, List<String>> without(
      String prefix, Map<String, List<String>> byCore) {
    if (prefix.isEmpty()) return byCore;
    Map<String, List<String>> plain = new LinkedHashMap<>();
    byCore.forEach(
        (core, names) -> {
          if (core.startsWith(prefix)) plain.put(core.substring(prefix.length()), names);
        });
    return plain;
  }

  private static Map<String, List<String>> byCore(Collection<String> names, Set<String> without) {
    Map<String, List<String>> byCore = new LinkedHashMap<>();
    for (String name : names) {
      if (without.contains(name)) continue;
      byCore.computeIfAbsent(core(name), key -> new ArrayList<>()).add(name);
    }
    return byCore;
  }

  /**
   * {@code other} with its tensors called as in {@code reference} where only wrappers tell them
   * apart, and a note that says so; {@code other} itself if there is no such tensor.
   */
  public static Checkpoint align(Checkpoint reference, Checkpoint other) {
    Map<String, String> partners = partners(addresses(reference), addresses(other));
    if (partners.isEmpty()) return other;
    Map<String, String> names = new HashMap<>(partners);
    List<Tensor> tensors =
        other.tensors().stream()
            .map(tensor -> tensor.named(names.getOrDefault(tensor.address(), tensor.address())))
            .toList();
    Map.Entry<String, String> first = partners.entrySet().iterator().next();
    return other.renamed(
        tensors,
        partners.size()
            + " of "
            + tensors.size()
            + " tensors of "
            + other.path()
            + " are called as in "
            + reference.path()
            + ": '"
            + first.getKey()
            + "' is '"
            + first.getValue()
            + "'");
  }

  private static List<String> addresses(Checkpoint checkpoint) {
    return checkpoint.tensors().stream().map(Tensor::address).toList();
  }
}
