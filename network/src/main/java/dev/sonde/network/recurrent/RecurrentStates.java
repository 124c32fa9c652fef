package dev.sonde.network.recurrent;

import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.onnx.Graph;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.SiteException;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one recurrent part of a network held while it read sequences.
 *
 * @param site its name, {@code rnn}, {@code rnn_l1_reverse}
 * @param parts by name, {@code [sequences × steps × units]} each, one array after the other: {@code
 *     h} the output, {@code c} an LSTM's cell, gates {@code i f g o} of an LSTM, {@code z r n} of a
 *     GRU
 * @param sequences how many
 * @param steps of each
 * @param units of each part
 */
public record RecurrentStates(
    String site, Map<String, float[]> parts, int sequences, int steps, int units) {

  /** Program: {@code rnn@h_l1_reverse@t=3}, within other loops more of {@code @t=}. */
  private static final Pattern OF_PROGRAM =
      Pattern.compile("(.*)@([hcifgozrn])(_l\\d+(?:_reverse)?)?@t=(\\d+)");

  /** Built-in layers: {@code rnn@t=3/h_l1}. */
  private static final Pattern BUILT_IN = Pattern.compile("(.*)@t=(\\d+)/([hcifgozrn])(_l\\d+)?");

  private static final String STEPWISE = "**@t=**";

  public RecurrentStates {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** Whether it reads texts from their end on. */
  public boolean backward() {
    return backward(site);
  }

  private static boolean backward(String site) {
    return site.endsWith("_reverse") || site.endsWith("/backward");
  }

  /**
   * Runs a network that was opened step by step ({@link ArrayNetwork#stepwise}) and reads the
   * states of its recurrent parts.
   *
   * @param inputs by name
   * @param named sites that are taken for states: values {@code [sequences × steps × units]}; of
   *     these only, where there are any
   * @return one for each part, in the order in which they were computed; none of a network that has
   *     none; what read backwards is turned, so that step t stands beside what was read there
   * @throws SiteException if a named site is not there, or has other axes
   */
  public static List<RecurrentStates> of(
      ArrayNetwork network, Map<String, Array> inputs, List<String> named) {
    if (!named.isEmpty()) {
      return named(seen(network, inputs, named.stream().map(Tap::values).toList()));
    }
    if (network.graph().isPresent()) {
      List<Graph.Sequence> outputs = network.graph().get().sequences();
      if (outputs.isEmpty()) return List.of();
      List<Tap> taps = outputs.stream().map(each -> Tap.valuesAt(each.address())).toList();
      Capture seen = seen(network, inputs, taps);
      List<RecurrentStates> found = new ArrayList<>();
      for (Graph.Sequence each : outputs) graph(each, seen.values(each.address()), found);
      return found;
    }
    try {
      return stepwise(seen(network, inputs, List.of(Tap.values(STEPWISE))));
    } catch (SiteException nothingStepwise) {
      return List.of();
    }
  }

  private static Capture seen(
      ArrayNetwork network, Map<String, Array> inputs, List<? extends Probe> taps) {
    try (Scope _ = new Scope()) {
      return network.run(inputs, taps.toArray(Probe[]::new));
    }
  }

  private static List<RecurrentStates> named(Capture seen) {
    List<RecurrentStates> found = new ArrayList<>();
    for (String address : seen.addresses()) {
      Tensor values = seen.values(address);
      if (values.shape().rank() != 3) {
        throw new SiteException(
            "site '"
                + address
                + "' has shape "
                + values.shape()
                + "; states are [sequences × steps × units]");
      }
      found.add(whole(address, values.toFloats(), values.shape().toArray()));
    }
    return found;
  }

  private static RecurrentStates whole(String address, float[] values, long[] shape) {
    return new RecurrentStates(
        address,
        Map.of("h", values),
        Math.toIntExact(shape[0]),
        Math.toIntExact(shape[1]),
        Math.toIntExact(shape[2]));
  }

  private static void graph(Graph.Sequence of, Tensor values, List<RecurrentStates> found) {
    long[] shape = values.shape().toArray();
    boolean batchFirst = of.batchFirst();
    int steps = Math.toIntExact(shape[batchFirst ? 1 : 0]);
    int ways = Math.toIntExact(shape[batchFirst ? 2 : 1]);
    int sequences = Math.toIntExact(shape[batchFirst ? 0 : 2]);
    int units = Math.toIntExact(shape[3]);
    float[] all = values.toFloats();
    for (int way = 0; way < ways; way++) {
      float[] own = new float[sequences * steps * units];
      for (int t = 0; t < steps; t++) {
        for (int s = 0; s < sequences; s++) {
          int row = batchFirst ? (s * steps + t) * ways + way : (t * ways + way) * sequences + s;
          int from = row * units;
          System.arraycopy(all, from, own, (s * steps + t) * units, units);
        }
      }
      found.add(
          new RecurrentStates(
              of.address() + (way == 1 ? "_reverse" : ""),
              Map.of("h", own),
              sequences,
              steps,
              units));
    }
  }

  /** One part of one site: its values by step. */
  private record Key(String site, String part) {}

  private static Optional<Map.Entry<Key, Integer>> key(String address) {
    Matcher program = OF_PROGRAM.matcher(address);
    if (program.matches()) {
      String layer = program.group(3) == null ? "" : program.group(3);
      return Optional.of(
          Map.entry(
              new Key(program.group(1) + layer, program.group(2)),
              Integer.valueOf(program.group(4))));
    }
    Matcher builtIn = BUILT_IN.matcher(address);
    if (!builtIn.matches()) return Optional.empty();
    String layer = builtIn.group(4) == null ? "" : builtIn.group(4);
    return Optional.of(
        Map.entry(
            new Key(builtIn.group(1) + layer, builtIn.group(3)),
            Integer.valueOf(builtIn.group(2))));
  }

  private static List<RecurrentStates> stepwise(Capture seen) {
    Map<String, Map<String, TreeMap<Integer, Tensor>>> sites = new LinkedHashMap<>();
    for (String address : seen.addresses()) {
      key(address)
          .ifPresent(
              found ->
                  sites
                      .computeIfAbsent(found.getKey().site(), _ -> new LinkedHashMap<>())
                      .computeIfAbsent(found.getKey().part(), _ -> new TreeMap<>())
                      .put(found.getValue(), seen.values(address)));
    }
    List<RecurrentStates> all = new ArrayList<>();
    sites.forEach((site, parts) -> of(site, parts).ifPresent(all::add));
    return all;
  }

  private static Optional<RecurrentStates> of(
      String site, Map<String, TreeMap<Integer, Tensor>> parts) {
    TreeMap<Integer, Tensor> outputs = parts.get("h");
    if (outputs == null || outputs.firstEntry().getValue().shape().rank() != 2) {
      return Optional.empty();
    }
    long[] shape = outputs.firstEntry().getValue().shape().toArray();
    int steps = outputs.size();
    int sequences = Math.toIntExact(shape[0]);
    int units = Math.toIntExact(shape[1]);
    boolean turned = backward(site);
    Map<String, float[]> found = new LinkedHashMap<>();
    for (String part : List.of("h", "c", "i", "f", "g", "o", "z", "r", "n")) {
      TreeMap<Integer, Tensor> values = parts.get(part);
      if (values == null || values.size() != steps) continue;
      float[] all = new float[Math.multiplyExact(Math.multiplyExact(sequences, steps), units)];
      for (Map.Entry<Integer, Tensor> one : values.entrySet()) {
        float[] step = one.getValue().toFloats();
        if (step.length != sequences * units) return Optional.empty();
        int t = turned ? steps - 1 - one.getKey() : one.getKey();
        if (t < 0 || t >= steps) return Optional.empty();
        for (int s = 0; s < sequences; s++) {
          System.arraycopy(step, s * units, all, (s * steps + t) * units, units);
        }
      }
      found.put(part, all);
    }
    return Optional.of(new RecurrentStates(site, found, sequences, steps, units));
  }
}
