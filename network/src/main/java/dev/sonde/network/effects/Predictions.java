package dev.sonde.network.effects;

/** Hears of every answer of a network that is judged, in order. */
@FunctionalInterface
public interface Predictions {
  /**
   * @param index of the example, from 0
   * @param place within the example, from 0: a step, or one of its numbers
   * @param label what is right: a class, or a number
   * @param predicted what the network says
   * @param loss of this answer alone
   * @param probabilities of all classes; none of numbers
   */
  void hear(
      long index, int place, double label, double predicted, double loss, double[] probabilities);
}
