package dev.sonde.network.train;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.torch.Array;
import java.util.Map;

/**
 * What is to be learnt: the examples, the loss over a batch of them, and how progress is judged.
 */
public interface Objective {

  /** The number of training examples. */
  int size();

  /** Examples of different groups (lengths, say) never share a batch. */
  default int group(int example) {
    return 0;
  }

  /**
   * Told from 0 before each epoch, and again when one is taken up in its middle: for examples that
   * each epoch draws anew.
   */
  default void epoch(int epoch) {}

  /** The loss of a batch, one number; computed within {@code pass}. */
  Array loss(Pass pass, int[] examples);

  /**
   * Metrics on data that is not trained on, such as {@code loss} and {@code accuracy}. Called
   * between steps; must not change the network.
   */
  Map<String, Double> evaluate();
}
