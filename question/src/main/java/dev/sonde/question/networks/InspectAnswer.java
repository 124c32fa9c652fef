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
 * @param at the shape that was assumed for each input
 * @param modules the tree of modules, each before its children
 * @param note why shapes are unknown, or empty
 * @param transformer summary of a transformer, for which all other components are empty; else null
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

  /** The answer as JSON. */
  Object document() {
    if (transformer != null) return transformer;
    return new Network(kind, parameters, inputs, at, sites, modules, note);
  }

  /** The JSON of a network that is not a transformer. */
  private record Network(
      String kind,
      long parameters,
      List<ArrayNetwork.Input> inputs,
      Map<String, List<Long>> at,
      List<Row> sites,
      List<Part> modules,
      String note) {}

  /**
   * A site; shape and type are null if a run does not reach it.
   *
   * @param multiplications number of multiplications to compute it, if known
   * @param bytes size of its value
   * @param units number of units, if inputs were given
   * @param zero units that are 0 for all inputs
   * @param constant units with the same value for all inputs
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
   * Totals of all parameters and sites below one name.
   *
   * @param depth from 0
   * @param multiplications of its sites, as far as known
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

    /** Parts with parameters, in the order in which they were added, each before its children. */
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
