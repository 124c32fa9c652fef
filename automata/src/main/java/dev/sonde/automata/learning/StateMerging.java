package dev.sonde.automata.learning;

import dev.sonde.automata.Machine;
import dev.sonde.automata.Minimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A machine from answers already given, by merging the states of their prefix tree: RPNI (Oncina
 * and García 1992) with outputs on the transitions. States are taken in the order of their shortest
 * words; each is merged with the first earlier one with which no answer contradicts it.
 *
 * @param machine a minimal Mealy machine that agrees with all samples
 * @param tree nodes of the prefix tree
 * @param states after merging, before minimising
 * @param unseen transitions that no sample has; they lead back to their state, with its most
 *     frequent output
 */
public record StateMerging(Machine machine, int tree, int states, int unseen) {

  /**
   * @param words samples
   * @param answers outputs after every prefix of each
   */
  public static StateMerging of(
      List<int[]> words, List<int[]> answers, List<String> inputs, List<String> outputs) {
    Folding folding = new Folding(inputs.size(), outputs.size());
    for (int i = 0; i < words.size(); i++) folding.add(words.get(i), answers.get(i));
    int tree = folding.nodes;
    List<Integer> red = folding.merge();
    return folding.result(red, tree, inputs, outputs);
  }

  /** The tree that becomes a graph. */
  private static final class Folding {
    private static final int NONE = -1;

    /** A place that a trial has written and what stood there. */
    private record Change(int at, int child, int output) {}

    private final int inputs;
    private final int outputs;
    private int nodes = 1;
    private int[] child;
    private int[] output;
    private final List<Change> log = new ArrayList<>();

    Folding(int inputs, int outputs) {
      this.inputs = inputs;
      this.outputs = outputs;
      child = new int[inputs];
      output = new int[inputs];
      Arrays.fill(child, NONE);
    }

    void add(int[] word, int[] answer) {
      int node = 0;
      for (int i = 0; i < word.length; i++) {
        int at = node * inputs + word[i];
        if (child[at] == NONE) {
          child[at] = nodes++;
          output[at] = answer[i];
          int before = child.length;
          if (nodes * inputs > before) {
            child = Arrays.copyOf(child, Math.max(nodes * inputs, 2 * before));
            output = Arrays.copyOf(output, child.length);
            Arrays.fill(child, before, child.length, NONE);
          }
        }
        node = child[node * inputs + word[i]];
      }
    }

    /** The states that are left, the first is the initial one. */
    List<Integer> merge() {
      List<Integer> red = new ArrayList<>(List.of(0));
      boolean[] isRed = new boolean[nodes];
      isRed[0] = true;
      Deque<Integer> blue = new ArrayDeque<>(); // places of transitions out of red states
      for (int a = 0; a < inputs; a++) blue.add(a);
      while (!blue.isEmpty()) {
        int at = blue.poll();
        if (child[at] == NONE || isRed[child[at]]) continue;
        int state = child[at];
        boolean merged = false;
        for (int i = 0; i < red.size() && !merged; i++) merged = tryMerge(at, red.get(i), state);
        if (!merged) {
          red.add(state);
          isRed[state] = true;
          for (int a = 0; a < inputs; a++) blue.add(state * inputs + a);
        } else {
          // Red states may have gained transitions.
          for (int r : red) {
            for (int a = 0; a < inputs; a++) {
              int place = r * inputs + a;
              if (child[place] != NONE && !isRed[child[place]] && !blue.contains(place)) {
                blue.add(place);
              }
            }
          }
        }
      }
      return red;
    }

    private boolean tryMerge(int at, int red, int state) {
      log.clear();
      write(at, red, output[at]);
      if (fold(red, state)) return true;
      for (int i = log.size() - 1; i >= 0; i--) {
        Change change = log.get(i);
        child[change.at()] = change.child();
        output[change.at()] = change.output();
      }
      return false;
    }

    private void write(int at, int to, int said) {
      log.add(new Change(at, child[at], output[at]));
      child[at] = to;
      output[at] = said;
    }

    /** {@code branch} is the root of a tree that nothing else leads into. */
    private boolean fold(int into, int branch) {
      for (int a = 0; a < inputs; a++) {
        int from = branch * inputs + a;
        int to = into * inputs + a;
        if (child[from] == NONE) continue;
        if (child[to] == NONE) write(to, child[from], output[from]);
        else if (output[to] != output[from]) return false;
        else if (!fold(child[to], child[from])) return false;
      }
      return true;
    }

    StateMerging result(List<Integer> red, int tree, List<String> in, List<String> out) {
      int[] number = new int[nodes];
      for (int i = 0; i < red.size(); i++) number[red.get(i)] = i;
      int[][] next = new int[red.size()][inputs];
      int[][] edge = new int[red.size()][inputs];
      List<String> names = new ArrayList<>();
      int unseen = 0;
      for (int s = 0; s < next.length; s++) {
        names.add("s" + s);
        int usual = usual(red.get(s));
        for (int a = 0; a < inputs; a++) {
          int at = red.get(s) * inputs + a;
          unseen += child[at] == NONE ? 1 : 0;
          next[s][a] = child[at] == NONE ? s : number[child[at]];
          edge[s][a] = child[at] == NONE ? usual : output[at];
        }
      }
      Machine machine = Machine.mealy("merged", in, out, names, 0, next, edge);
      return new StateMerging(Minimal.of(machine).machine(), tree, red.size(), unseen);
    }

    private int usual(int state) {
      int[] count = new int[outputs];
      for (int a = 0; a < inputs; a++) {
        if (child[state * inputs + a] != NONE) count[output[state * inputs + a]]++;
      }
      int best = 0;
      for (int o = 1; o < outputs; o++) best = count[o] > count[best] ? o : best;
      return best;
    }
  }
}
