package dev.sonde.study.states;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.automata.MachineException;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.RnnClassifier;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A recurrent classifier of words, run on many words at a time. Words are numbers of inputs, as in
 * {@link dev.sonde.automata.Machine}; any number of threads may ask at once.
 */
public final class StateNetwork implements WordNetwork {

  /** Words of one pass; more would only take memory. */
  private static final int BATCH = 512;

  private final Network<Array, RnnClassifier.Output> network;
  private final StartedRnn model;
  private final String name;

  /**
   * @param name that messages call it by, as its file's
   */
  StateNetwork(Network<Array, RnnClassifier.Output> network, StartedRnn model, String name) {
    this.network = network;
    this.model = model;
    this.name = name;
  }

  /** Cell and sizes. */
  public RnnClassifier model() {
    return model.rnn();
  }

  @Override
  public List<String> inputs() {
    return WordNetwork.numbers(model.rnn().inputs());
  }

  @Override
  public List<String> classes() {
    return WordNetwork.numbers(model.rnn().classes());
  }

  @Override
  public int longest() {
    return Integer.MAX_VALUE;
  }

  /** Whether it starts from a vector that is not zero. */
  public boolean started() {
    return !model.start().isEmpty();
  }

  Network<Array, RnnClassifier.Output> network() {
    return network;
  }

  StartedRnn started(RnnClassifier other) {
    return new StartedRnn(other, model.start());
  }

  /** Dimensions of a state vector: all layers' h, of an LSTM h and c. */
  public int dimensions() {
    RnnClassifier rnn = model.rnn();
    return rnn.layers() * rnn.hidden() * (rnn.cell().hasCell() ? 2 : 1);
  }

  /**
   * The class after every prefix of each word.
   *
   * @throws MachineException if the network computes NaN
   */
  @Override
  public List<int[]> outputs(List<int[]> words) {
    List<int[]> all = new ArrayList<>(words);
    for (Batch batch : batches(words)) {
      int time = batch.time();
      try (Pass pass = network.evaluate()) {
        var output = network.forward(pass, model.rnn().words(batch.words()));
        Array scores = model.rnn().everyPrefix(pass, output);
        requireNumbers(scores.toFloats());
        long[] classes = scores.argmax(2).toLongs();
        for (int w = 0; w < batch.places().size(); w++) {
          int[] of = new int[time];
          for (int t = 0; t < time; t++) of[t] = (int) classes[w * time + t];
          all.set(batch.places().get(w), of);
        }
      }
    }
    return all;
  }

  /**
   * The state vectors after every prefix of each word, the initial one left out, one word after the
   * other: h of all layers, then of an LSTM c of all layers.
   */
  @Override
  public Points vectors(List<int[]> words) {
    int d = dimensions();
    int[] first = new int[words.size() + 1];
    for (int w = 0; w < words.size(); w++) first[w + 1] = first[w] + words.get(w).length;
    float[] values = new float[Math.multiplyExact(first[words.size()], d)];
    for (Batch batch : batches(words)) {
      Capture seen = network.run(model.rnn().words(batch.words()), Tap.values("rnn@t=*/*"));
      for (int t = 0; t < batch.time(); t++) {
        int column = 0;
        for (String site : sites()) {
          float[] part = seen.values("rnn@t=" + t + "/" + site).toFloats();
          int width = model.rnn().hidden();
          for (int w = 0; w < batch.places().size(); w++) {
            int at = (first[batch.places().get(w)] + t) * d + column;
            System.arraycopy(part, w * width, values, at, width);
          }
          column += width;
        }
      }
    }
    requireNumbers(values);
    try {
      return Points.of(values, first[words.size()], d);
    } catch (IllegalArgumentException e) {
      throw new MachineException(name + ": the hidden states are too large: " + e.getMessage());
    }
  }

  /** Of NaN no class is the largest, and no vector is the nearest. */
  private void requireNumbers(float[] values) {
    for (float value : values) {
      if (Float.isNaN(value)) {
        throw new MachineException(
            name + ": the network computes NaN: its weights hold NaN, or its states overflow");
      }
    }
  }

  /**
   * How words are judged.
   *
   * @param loss mean cross-entropy at their ends
   * @param strict share of the words on which every prefix is right
   */
  record Judged(double loss, double strict) {}

  /**
   * @param wanted outputs after every prefix of each word
   */
  Judged judge(List<int[]> words, List<int[]> wanted) {
    double loss = 0;
    double right = 0;
    for (Batch batch : batches(words)) {
      int time = batch.time();
      int[] last = batch.places().stream().mapToInt(w -> wanted.get(w)[time - 1]).toArray();
      try (Pass pass = network.evaluate()) {
        var output = network.forward(pass, model.rnn().words(batch.words()));
        long[] classes = model.rnn().everyPrefix(pass, output).argmax(2).toLongs();
        for (int w = 0; w < last.length; w++) {
          int t = 0;
          while (t < time && classes[w * time + t] == wanted.get(batch.places().get(w))[t]) t++;
          right += t == time ? 1 : 0;
        }
        Array targets = Array.ofIndices(last, last.length);
        loss += Functional.crossEntropy(output.logits(), targets).item() * last.length;
      }
    }
    return new Judged(loss / words.size(), right / words.size());
  }

  private List<String> sites() {
    List<String> sites = new ArrayList<>();
    for (String part : model.rnn().cell().hasCell() ? List.of("h", "c") : List.of("h")) {
      for (int layer = 0; layer < model.rnn().layers(); layer++) {
        sites.add(part + (model.rnn().layers() > 1 ? "_l" + layer : ""));
      }
    }
    return sites;
  }

  /** Words of one length, and where they stand among all. */
  private record Batch(List<Integer> places, List<int[]> of, int time) {
    int[][] words() {
      return of.toArray(int[][]::new);
    }
  }

  private static List<Batch> batches(List<int[]> words) {
    TreeMap<Integer, List<Integer>> byLength = new TreeMap<>();
    for (int w = 0; w < words.size(); w++) {
      if (words.get(w).length == 0) throw new IllegalArgumentException("word " + w + " is empty");
      byLength.computeIfAbsent(words.get(w).length, _ -> new ArrayList<>()).add(w);
    }
    List<Batch> batches = new ArrayList<>();
    byLength.forEach(
        (time, places) -> {
          for (int at = 0; at < places.size(); at += BATCH) {
            List<Integer> some = places.subList(at, Math.min(places.size(), at + BATCH));
            batches.add(new Batch(some, some.stream().map(words::get).toList(), time));
          }
        });
    return batches;
  }

  @Override
  public void close() {
    network.close();
  }
}
