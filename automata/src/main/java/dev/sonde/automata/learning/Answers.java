package dev.sonde.automata.learning;

import java.util.Arrays;

/** Answers given so far: a tree of words with the output of each. */
final class Answers {

  /** Larger trees answer what they know and take up nothing more. */
  private static final int MOST = 1 << 26;

  private static final int NONE = -1;

  private final int inputs;
  private int[] child;
  private int[] output;
  private int nodes = 1;

  Answers(int inputs) {
    this.inputs = inputs;
    child = new int[64 * inputs];
    output = new int[64];
    Arrays.fill(child, NONE);
  }

  /** The outputs after every prefix of {@code word}; null if they are not all known. */
  int @org.jspecify.annotations.Nullable [] find(int[] word) {
    int[] found = new int[word.length];
    int node = 0;
    for (int i = 0; i < word.length; i++) {
      node = child[node * inputs + word[i]];
      if (node == NONE) return null;
      found[i] = output[node];
    }
    return found;
  }

  void add(int[] word, int[] outputs) {
    int node = 0;
    for (int i = 0; i < word.length; i++) {
      int next = child[node * inputs + word[i]];
      if (next == NONE) {
        if ((long) (nodes + 1) * inputs > MOST) return;
        next = nodes++;
        grow();
        child[node * inputs + word[i]] = next;
        output[next] = outputs[i];
      }
      node = next;
    }
  }

  private void grow() {
    if (nodes <= output.length) return;
    int more = (int) Math.min(2L * output.length, MOST / inputs + 1L);
    int before = child.length;
    output = Arrays.copyOf(output, more);
    child = Arrays.copyOf(child, more * inputs);
    Arrays.fill(child, before, child.length, NONE);
  }
}
