package dev.sonde.network.data;

import dev.sonde.tensor.Tensor;
import java.util.List;

/** What a network is judged by: the right answer of each example. */
public sealed interface Targets {

  /** Of how many examples. */
  int count();

  /**
   * A class for each example, or for each place of it.
   *
   * @see #label
   */
  final class Classes implements Targets {
    private final int[] labels;
    private final int places;
    private final List<String> names;

    private Classes(int[] labels, int places, List<String> names) {
      this.labels = labels;
      this.places = places;
      this.names = List.copyOf(names);
    }

    /**
     * @param labels from 0, {@code [examples × places]}
     * @param places of each example: 1 for a class of the whole
     * @param names of the classes in order; may be empty
     */
    public static Classes of(int[] labels, int places, List<String> names) {
      if (places < 1 || labels.length % places != 0) {
        throw new IllegalArgumentException(labels.length + " labels, " + places + " an example");
      }
      for (int label : labels) {
        if (label < 0) throw new DataException("a label is " + label + ", at least 0");
      }
      return new Classes(labels.clone(), places, names);
    }

    @Override
    public int count() {
      return labels.length / places;
    }

    /** Labels of each example. */
    public int places() {
      return places;
    }

    public int label(int example, int place) {
      return labels[example * places + place];
    }

    /** All labels, {@code [examples × places]}. */
    public int[] labels() {
      return labels.clone();
    }

    /** The greatest label and one more. */
    public int least() {
      int most = -1;
      for (int label : labels) most = Math.max(most, label);
      return most + 1;
    }

    public List<String> names() {
      return names;
    }

    /** The name of a class; its number where it has none. */
    public String name(int number) {
      return number < names.size() ? names.get(number) : Integer.toString(number);
    }
  }

  /**
   * Numbers for each example, such as the network shall give.
   *
   * @param values {@code [examples × …]}
   */
  record Numbers(Tensor values) implements Targets {
    @Override
    public int count() {
      return values.shape().rank() == 0 ? 1 : Math.toIntExact(values.shape().extent(0));
    }
  }
}
