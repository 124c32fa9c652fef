package dev.sonde.study.states;

import dev.sonde.analysis.clusters.Assignment;
import dev.sonde.automata.Machine;
import dev.sonde.automata.learning.Teacher;
import java.util.List;

/**
 * Which class of a network stands for which output of a machine. A file does not say; the
 * one-to-one matching with the most agreement does (Hungarian method on the confusion matrix).
 *
 * @param outputs the machine's output for each class; −1 for classes that are left over
 * @param agreement share of the prefixes on which network and machine then agree
 */
public record OutputOrder(List<Integer> outputs, double agreement) {

  public OutputOrder {
    outputs = List.copyOf(outputs);
  }

  /** From the outputs after every prefix of some words. */
  public static OutputOrder of(Teacher network, Machine machine, List<int[]> words) {
    List<int[]> answers = network.outputs(words);
    int classes = 0;
    for (int[] answer : answers) for (int c : answer) classes = Math.max(classes, c + 1);
    if (network instanceof WordNetwork known) classes = known.classes().size();
    double[][] cost = new double[classes][machine.outputs().size()];
    long total = 0;
    for (int w = 0; w < words.size(); w++) {
      int[] wanted = machine.outputs(words.get(w));
      for (int t = 0; t < wanted.length; t++) cost[answers.get(w)[t]][wanted[t]]--;
      total += wanted.length;
    }
    int[] match = Assignment.of(cost);
    double same = 0;
    for (int c = 0; c < classes; c++) if (match[c] >= 0) same -= cost[c][match[c]];
    return new OutputOrder(java.util.Arrays.stream(match).boxed().toList(), same / total);
  }

  /** The network's answers as the machine's outputs. */
  public Teacher apply(Teacher network) {
    return words -> {
      List<int[]> answers = network.outputs(words);
      return answers.stream().map(this::translated).toList();
    };
  }

  private int[] translated(int[] classes) {
    int[] translated = new int[classes.length];
    for (int t = 0; t < classes.length; t++) translated[t] = outputs.get(classes[t]);
    return translated;
  }
}
