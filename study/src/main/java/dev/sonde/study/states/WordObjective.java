package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.train.Objective;
import java.util.List;
import java.util.Map;

/**
 * Words and the last output of each; validated on other words. Those are long, since short words
 * are all trained on, so every prefix of them has to be right: two words of length 1 among 50,000
 * are easily got wrong.
 */
final class WordObjective implements Objective {

  static final String LOSS = "loss";
  static final String ACCURACY = "accuracy";

  private final StateNetwork network;
  private final List<int[]> words;
  private final int[] labels;
  private final List<int[]> validation;
  private final List<int[]> wanted;

  WordObjective(StateNetwork network, Machine machine, List<int[]> words, List<int[]> validation) {
    this.network = network;
    this.words = words;
    this.labels = words.stream().mapToInt(machine::lastOutput).toArray();
    this.validation = validation;
    this.wanted = validation.stream().map(machine::outputs).toList();
  }

  @Override
  public int size() {
    return words.size();
  }

  @Override
  public int group(int example) {
    return words.get(example).length;
  }

  @Override
  public Array loss(Pass pass, int[] examples) {
    int[][] batch = new int[examples.length][];
    int[] wanted = new int[examples.length];
    for (int i = 0; i < examples.length; i++) {
      batch[i] = words.get(examples[i]);
      wanted[i] = labels[examples[i]];
    }
    Array logits = network.network().forward(pass, network.model().words(batch)).logits();
    return Functional.crossEntropy(logits, Array.ofIndices(wanted, wanted.length));
  }

  @Override
  public Map<String, Double> evaluate() {
    StateNetwork.Judged judged = network.judge(validation, wanted);
    return Map.of(LOSS, judged.loss(), ACCURACY, judged.strict());
  }
}
