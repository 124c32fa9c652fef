package dev.sonde.network.transformer.neurons;

import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The tokens that neurons answer to most.
 *
 * <pre>{@code
 * NeuronExamples found = NeuronExamples.of(model, texts, new Settings(-1, -1, 10, 5), () -> true);
 * found.neurons().getFirst().examples();   // where the most selective one answers most
 * }</pre>
 *
 * @param tokens that were read
 * @param neurons those asked for, the most selective first
 */
public record NeuronExamples(long tokens, List<Neuron> neurons) {

  public NeuronExamples {
    neurons = List.copyOf(neurons);
  }

  /**
   * One neuron: its output {@code mlp.post}, what is multiplied with its column of the output
   * matrix.
   *
   * @param mean over all tokens
   * @param deviation over all tokens
   * @param greatest the greatest |activation|
   * @param selectivity how many deviations that one lies from the mean; n tokens of a normal
   *     distribution reach about √(2 ln n)
   * @param examples where |activation| is greatest, in order
   */
  public record Neuron(
      int layer,
      int neuron,
      double mean,
      double deviation,
      double greatest,
      double selectivity,
      List<Example> examples) {
    public Neuron {
      examples = List.copyOf(examples);
    }
  }

  /** A token of a text and what the neuron gives there. */
  public record Example(int text, int position, double activation) {}

  /**
   * @param layer whose neurons are looked at; −1: all
   * @param neuron the one neuron; −1: all
   * @param neurons how many of them are told, the most selective first
   * @param examples for each
   */
  public record Settings(int layer, int neuron, int neurons, int examples) {

    public Settings {
      if (neurons < 1 || examples < 1) {
        throw new TransformerException(
            examples + " examples of " + neurons + " neurons; at least 1 of each");
      }
    }
  }

  /** What is known of one neuron so far. */
  private static final class Tally {
    private final int layer;
    private final int neuron;
    private final int most;
    private double sum;
    private double squares;
    private final List<Example> best = new ArrayList<>();

    Tally(int layer, int neuron, int most) {
      this.layer = layer;
      this.neuron = neuron;
      this.most = most;
    }

    void add(int text, int position, double value) {
      sum += value;
      squares += value * value;
      boolean full = best.size() == most;
      if (full && Math.abs(value) <= Math.abs(best.getLast().activation())) return;
      if (full) best.removeLast();
      int at = best.size();
      while (at > 0 && Math.abs(best.get(at - 1).activation()) < Math.abs(value)) at--;
      best.add(at, new Example(text, position, value));
    }

    Neuron neuron(long tokens) {
      double mean = sum / tokens;
      double deviation = Math.sqrt(Math.max(0, squares / tokens - mean * mean));
      double peak = best.getFirst().activation();
      double selectivity = deviation == 0 ? 0 : Math.abs(peak - mean) / deviation;
      return new Neuron(layer, neuron, mean, deviation, Math.abs(peak), selectivity, best);
    }
  }

  /**
   * Reads texts one by one; what is kept of them is {@code examples} places per neuron.
   *
   * @param goesOn asked after each text
   * @throws TransformerException if there is no text, or no such neuron
   */
  public static NeuronExamples of(
      Transformer model, List<int[]> texts, Settings settings, BooleanSupplier goesOn) {
    Architecture.Sizes sizes = model.architecture().sizes();
    if (texts.isEmpty()) throw new TransformerException("no text to read");
    requireThere(model, settings);
    List<Tally> tallies = new ArrayList<>();
    int first = Math.max(0, settings.layer());
    int end = settings.layer() < 0 ? sizes.layers() : settings.layer() + 1;
    int low = Math.max(0, settings.neuron());
    int high = settings.neuron() < 0 ? sizes.mlpWidth() : settings.neuron() + 1;
    for (int layer = first; layer < end; layer++) {
      for (int i = low; i < high; i++) tallies.add(new Tally(layer, i, settings.examples()));
    }
    String sites = "blocks." + (settings.layer() < 0 ? "*" : "" + settings.layer()) + ".mlp.post";
    long tokens = 0;
    for (int text = 0; text < texts.size(); text++) {
      Capture seen = model.run(Input.Tokens.of(texts.get(text)), Tap.values(sites));
      for (int layer = first; layer < end; layer++) {
        float[] post = seen.values("blocks." + layer + ".mlp.post").toFloats();
        for (int position = 0; position < texts.get(text).length; position++) {
          for (int i = low; i < high; i++) {
            Tally tally = tallies.get((layer - first) * (high - low) + i - low);
            tally.add(text, position, post[position * sizes.mlpWidth() + i]);
          }
        }
      }
      tokens += texts.get(text).length;
      if (!goesOn.getAsBoolean()) break;
    }
    long read = tokens;
    List<Neuron> neurons =
        tallies.stream()
            .map(tally -> tally.neuron(read))
            .sorted(Comparator.comparingDouble(Neuron::selectivity).reversed())
            .limit(settings.neurons())
            .toList();
    return new NeuronExamples(tokens, neurons);
  }

  private static void requireThere(Transformer model, Settings settings) {
    Architecture.Sizes sizes = model.architecture().sizes();
    if (sizes.mlpWidth() == 0) {
      throw new TransformerException(model.path() + ": a model without MLPs has no neurons");
    }
    if (settings.layer() >= sizes.layers() || settings.neuron() >= sizes.mlpWidth()) {
      throw new TransformerException(
          "%s: no neuron %d of layer %d; there are %d layers of %d neurons, counted from 0"
              .formatted(
                  model.path(),
                  settings.neuron(),
                  settings.layer(),
                  sizes.layers(),
                  sizes.mlpWidth()));
    }
  }
}
