package dev.sonde.automata.learning;

import dev.sonde.automata.Machine;
import dev.sonde.automata.Minimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine whose states are clusters of hidden states: under an input a cluster goes where most
 * of its vectors go, and answers as most of them do.
 *
 * @param machine a minimal Mealy machine
 * @param states clusters, the initial state and, if there is any, the noise as one state
 * @param steps transitions seen
 * @param conflicts of them those that do not go where the majority goes
 * @param unseen pairs of cluster and input without any; they lead back to their cluster
 */
public record Quotient(Machine machine, int states, long steps, long conflicts, int unseen) {

  /**
   * @param words that were run
   * @param clusters the cluster after every prefix of each word, one after the other; below 0 is
   *     noise
   * @param answers outputs after every prefix of each word
   */
  public static Quotient of(
      List<int[]> words,
      int[] clusters,
      List<int[]> answers,
      List<String> inputs,
      List<String> outputs) {
    int last = java.util.Arrays.stream(clusters).max().orElse(-1);
    boolean noise = java.util.Arrays.stream(clusters).anyMatch(c -> c < 0);
    int states = last + 2 + (noise ? 1 : 0);
    Tally tally = new Tally(states, inputs.size(), outputs.size());
    int at = 0;
    for (int w = 0; w < words.size(); w++) {
      int from = 0;
      for (int i = 0; i < words.get(w).length; i++) {
        int cluster = clusters[at++];
        int to = cluster < 0 ? last + 2 : cluster + 1; // 0 is the initial state
        tally.add(from, words.get(w)[i], to, answers.get(w)[i]);
        from = to;
      }
    }
    return tally.result(inputs, outputs);
  }

  private static final class Tally {
    private final int states;
    private final int inputs;
    private final int outputs;
    private final long[][] to;
    private final long[][] said;

    Tally(int states, int inputs, int outputs) {
      this.states = states;
      this.inputs = inputs;
      this.outputs = outputs;
      to = new long[states * inputs][];
      said = new long[states * inputs][];
    }

    void add(int from, int input, int target, int output) {
      int at = from * inputs + input;
      if (to[at] == null) {
        to[at] = new long[states];
        said[at] = new long[outputs];
      }
      to[at][target]++;
      said[at][output]++;
    }

    Quotient result(List<String> in, List<String> out) {
      int[][] next = new int[states][inputs];
      int[][] edge = new int[states][inputs];
      List<String> names = new ArrayList<>();
      long steps = 0;
      long agree = 0;
      int unseen = 0;
      for (int s = 0; s < states; s++) {
        names.add(s == 0 ? "start" : "c" + (s - 1));
        for (int a = 0; a < inputs; a++) {
          long[] targets = to[s * inputs + a];
          if (targets == null) {
            next[s][a] = s;
            unseen++;
            continue;
          }
          next[s][a] = most(targets);
          edge[s][a] = most(said[s * inputs + a]);
          agree += targets[next[s][a]];
          for (long n : targets) steps += n;
        }
      }
      Machine machine = Machine.mealy("quotient", in, out, names, 0, next, edge);
      return new Quotient(Minimal.of(machine).machine(), states, steps, steps - agree, unseen);
    }

    private static int most(long[] counts) {
      int best = 0;
      for (int i = 1; i < counts.length; i++) best = counts[i] > counts[best] ? i : best;
      return best;
    }
  }
}
