package dev.sonde.question.networks;

import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.transformer.TransformerSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a network is made of. Its components are the JSON.
 *
 * @param kind {@code onnx}, {@code program}, {@code seq2seq}, …
 * @param parameters trained numbers
 * @param at the shape that each input was taken as
 * @param modules what the addresses of parameters and sites are made of, each before those within
 * @param note why shapes are unknown, or empty
 * @param transformer what a transformer is, in place of all others; else null
 */
public record InspectAnswer(
    String kind,
    long parameters,
    List<ArrayNetwork.Input> inputs,
    Map<String, List<Long>> at,
    List<Row> sites,
    List<Part> modules,
    String note,
    @Nullable TransformerSummary transformer) {

  public InspectAnswer {
    inputs = List.copyOf(inputs);
    sites = List.copyOf(sites);
    modules = List.copyOf(modules);
    at = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(at));
  }

  /** A transformer, from its headers alone. */
  static InspectAnswer of(TransformerSummary transformer) {
    return new InspectAnswer(
        transformer.family(),
        transformer.parameters(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        "",
        transformer);
  }

  /** What stands in JSON. */
  Object document() {
    if (transformer != null) return transformer;
    return new Network(kind, parameters, inputs, at, sites, modules, note);
  }

  /** All but what a transformer has. */
  private record Network(
      String kind,
      long parameters,
      List<ArrayNetwork.Input> inputs,
      Map<String, List<Long>> at,
      List<Row> sites,
      List<Part> modules,
      String note) {}

  /**
   * A site; null where a run does not reach it.
   *
   * @param multiplications to compute it, where they are known
   * @param bytes of what stands there
   * @param units at the site, where inputs were given
   * @param zero units that are 0 for all of them
   * @param constant units that never change
   */
  public record Row(
      String address,
      List<String> aliases,
      String operator,
      @Nullable List<Long> shape,
      @Nullable String type,
      @Nullable Long multiplications,
      @Nullable Long bytes,
      @Nullable Integer units,
      @Nullable Integer zero,
      @Nullable Integer constant) {
    public Row {
      aliases = List.copyOf(aliases);
    }

    Row dead(int all, int zeros, int constants) {
      return new Row(
          address, aliases, operator, shape, type, multiplications, bytes, all, zeros, constants);
    }
  }

  /**
   * All that stands below one name.
   *
   * @param depth from 0
   * @param multiplications of its sites, as far as they are known
   */
  public record Part(String name, int depth, long parameters, int sites, long multiplications) {}

  /** Sums over every prefix of dotted names. */
  static final class Tree {
    private final Map<String, long[]> sums = new LinkedHashMap<>();

    void add(String address, boolean leaf, long parameters, int sites, long multiplications) {
      List<String> parts = List.of(address.split("\\.", -1));
      int most = leaf ? parts.size() - 1 : parts.size();
      for (int i = 1; i <= most; i++) {
        long[] sum = sums.computeIfAbsent(String.join(".", parts.subList(0, i)), _ -> new long[3]);
        sum[0] += parameters;
        sum[1] += sites;
        sum[2] += multiplications;
      }
    }

    /** Those that hold parameters, in the order in which they were added, each before its own. */
    List<Part> modules() {
      List<Part> all = new ArrayList<>();
      sums.forEach(
          (name, sum) -> {
            int depth = (int) name.chars().filter(c -> c == '.').count();
            if (sum[0] > 0) all.add(new Part(name, depth, sum[0], (int) sum[1], sum[2]));
          });
      return all;
    }
  }
}
