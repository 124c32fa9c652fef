package dev.sonde.study.addition;

import dev.sonde.analysis.cells.Traces;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that happens inside while a network adds: states and gates of encoder and decoder at
 * each step, what it says and how sure it is. The decoder reads its own symbols.
 *
 * @param sums what is added
 * @param encoder over the question's symbols
 * @param decoder over the answer's
 * @param said the symbols it wrote, {@code [sums][steps]}
 * @param probabilities of each symbol at each step of the answer, {@code [sums × steps × symbols]}
 * @param attention weights {@code [sums × answer steps × question steps]} where it has attention
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record CellStates(
    List<Sum> sums,
    Layer encoder,
    Layer decoder,
    int[][] said,
    Traces probabilities,
    Optional<Traces> attention) {

  /**
   * One recurrent layer.
   *
   * @param name {@code encoder} or {@code decoder}
   * @param parts by name: {@code c}, {@code h}, gates {@code i}, {@code f}, {@code g}, {@code o}
   *     (GRU: {@code h}, {@code r}, {@code z}, {@code n})
   * @param read the symbol read at each step, {@code [sums][steps]}
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  public record Layer(String name, Cell cell, Map<String, Traces> parts, int[][] read) {

    /** A part by name. */
    public Traces part(String part) {
      Traces traces = parts.get(part);
      if (traces == null) {
        throw new AdditionException(
            "a " + cell + " has no '" + part + "'; it has " + String.join(", ", parts.keySet()));
      }
      return traces;
    }

    /** What the views colour, from −1 to 1: tanh of the cell, or h where there is none. */
    public Traces shown() {
      return cell.hasCell() ? part("c").map(Math::tanh) : part("h");
    }

    /** What {@link #shown} is, in words. */
    public String shownAs() {
      return cell.hasCell() ? "tanh(c)" : "h";
    }
  }

  /** Runs the sums. */
  public static CellStates of(Adder adder, List<Sum> sums) {
    return of(adder, sums, Adder.Probing.none());
  }

  /** Runs the sums while probes change the network. */
  public static CellStates of(Adder adder, List<Sum> sums, Adder.Probing changes) {
    if (sums.isEmpty()) throw new AdditionException("no sums to look at");
    Recorder recorder = new Recorder(adder, sums);
    for (int from = 0; from < sums.size(); from += Adder.BATCH) {
      recorder.record(from, Math.min(sums.size(), from + Adder.BATCH), changes);
    }
    return recorder.states();
  }

  private static final class Recorder {
    private final Adder adder;
    private final List<Sum> sums;
    private final Seq2Seq model;
    private final int source;
    private final int steps;
    private final Map<String, float[]> encoder = new LinkedHashMap<>();
    private final Map<String, float[]> decoder = new LinkedHashMap<>();
    private final int[][] said;
    private final float[] probabilities;
    private final float[] attention;

    Recorder(Adder adder, List<Sum> sums) {
      this.adder = adder;
      this.sums = List.copyOf(sums);
      model = adder.model();
      source = adder.format().sourceLength();
      steps = adder.format().targetLength();
      for (String part : parts()) {
        encoder.put(part, new float[Math.multiplyExact(sums.size() * source, model.hidden())]);
        decoder.put(part, new float[Math.multiplyExact(sums.size() * steps, model.hidden())]);
      }
      said = new int[sums.size()][];
      probabilities = new float[sums.size() * steps * Alphabet.size()];
      attention = new float[model.attention() ? sums.size() * steps * source : 0];
    }

    private List<String> parts() {
      List<String> parts = new ArrayList<>();
      if (model.cell().hasCell()) parts.add("c");
      parts.add("h");
      parts.addAll(model.cell().gates());
      return parts;
    }

    void record(int from, int to, Adder.Probing changes) {
      String inside = "/{" + String.join(",", parts()) + "}";
      try (Pass encoding =
          adder.network().evaluate(with(changes.encoder(), "encoder.rnn@t=*" + inside))) {
        Seq2Seq.Encoded encoded = model.encode(encoding, adder.sources(sums.subList(from, to)));
        copy(encoding.capture(), "encoder.rnn", encoder, from, source);
        try (Pass decoding =
            adder.network().evaluate(with(changes.decoder(), "decoder.rnn@t=*" + inside))) {
          Seq2Seq.Output output = model.decode(decoding, encoded, steps, null);
          copy(decoding.capture(), "decoder.rnn", decoder, from, steps);
          System.arraycopy(output.decoded(), 0, said, from, to - from);
          float[] likely = output.logProbabilities().exp().toFloats();
          System.arraycopy(likely, 0, probabilities, from * steps * Alphabet.size(), likely.length);
          output
              .weights()
              .ifPresent(
                  weights -> {
                    float[] seen = weights.toFloats();
                    System.arraycopy(seen, 0, attention, from * steps * source, seen.length);
                  });
        }
      }
    }

    private static Probe[] with(List<Probe> changes, String tapped) {
      List<Probe> probes = new ArrayList<>(changes);
      probes.add(Tap.values(tapped));
      return probes.toArray(Probe[]::new);
    }

    private void copy(
        Capture seen, String layer, Map<String, float[]> parts, int from, int length) {
      int units = model.hidden();
      parts.forEach(
          (part, all) -> {
            for (int t = 0; t < length; t++) {
              float[] values = seen.values(layer + "@t=" + t + "/" + part).toFloats();
              for (int row = 0; row * units < values.length; row++) {
                int at = ((from + row) * length + t) * units;
                System.arraycopy(values, row * units, all, at, units);
              }
            }
          });
    }

    CellStates states() {
      int[][] decoded = new int[said.length][steps];
      for (int s = 0; s < said.length; s++) {
        decoded[s][0] = model.start();
        System.arraycopy(said[s], 0, decoded[s], 1, steps - 1);
      }
      return new CellStates(
          sums,
          layer("encoder", encoder, source, adder.sources(sums)),
          layer("decoder", decoder, steps, decoded),
          said,
          Traces.of(probabilities, sums.size(), steps, Alphabet.size()),
          model.attention()
              ? Optional.of(Traces.of(attention, sums.size(), steps, source))
              : Optional.empty());
    }

    private Layer layer(String name, Map<String, float[]> parts, int length, int[][] read) {
      Map<String, Traces> traces = new LinkedHashMap<>();
      parts.forEach(
          (part, values) ->
              traces.put(part, Traces.of(values, sums.size(), length, model.hidden())));
      return new Layer(name, model.cell(), traces, read);
    }
  }

  /** Whether a gate is one that opens and shuts (0 to 1), unlike a candidate (−1 to 1). */
  public static boolean opens(String gate) {
    return !gate.equals("g") && !gate.equals("n");
  }

  /**
   * A symbol and how likely the network finds it.
   *
   * @param symbol as it is seen: {@code ·} for a space, {@code $} for the end
   */
  public record Guess(String symbol, double probability) {}

  /** The likeliest symbols at a step of one answer, the first first. */
  public List<Guess> guesses(int sum, int step, int most) {
    float[] likely = probabilities.units(sum, step);
    return java.util.stream.IntStream.range(0, likely.length)
        .boxed()
        .sorted(java.util.Comparator.comparingDouble(symbol -> -likely[symbol]))
        .limit(most)
        .map(symbol -> new Guess(Alphabet.visible(symbol), likely[symbol]))
        .toList();
  }
}
