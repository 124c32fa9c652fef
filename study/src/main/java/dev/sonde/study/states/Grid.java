package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.language.Named;
import dev.sonde.network.layer.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a study of states trains and measures: machines × cells × sizes × repeats.
 *
 * @param machines trimmed and minimal, with different names
 * @param sizes of the networks, relative to the machine
 * @param repeats networks per machine, cell and size
 * @param words N of the training words
 * @param epochs at most
 * @param total N of the words whose vectors are clustered
 * @param accuracyWords words of the accuracy
 * @param clusterings names, see {@link ClusteringChoice#named}
 * @param seed of everything random
 */
public record Grid(
    List<Machine> machines,
    List<Cell> cells,
    List<Size> sizes,
    int repeats,
    int words,
    int epochs,
    int total,
    int accuracyWords,
    List<String> clusterings,
    long seed) {

  /**
   * A size: so many layers of factor · |Σ| · |Q| units.
   *
   * @param factor 1 or 1.5 in the published grid
   */
  public record Size(int layers, double factor) {
    int hidden(Machine machine) {
      return Math.max(1, (int) Math.round(factor * machine.inputs().size() * machine.size()));
    }

    /** {@code 1}, {@code 1.5} or {@code 2x1}: layers, if more than one, and factor. */
    public static Size parse(String text) {
      if (!text.matches("(\\d{1,2}x)?\\d{1,3}(\\.\\d{1,3})?")) {
        throw new MachineException(
            "size '" + text + "': write the factor (1.5), or layers and factor (2x1)");
      }
      int cross = text.indexOf('x');
      int layers = cross < 0 ? 1 : Integer.parseInt(text.substring(0, cross));
      return new Size(layers, Double.parseDouble(text.substring(cross + 1)));
    }

    @Override
    public String toString() {
      String number =
          factor == Math.rint(factor) ? String.valueOf((long) factor) : String.valueOf(factor);
      return layers == 1 ? number : layers + "x" + number;
    }
  }

  public Grid {
    machines = List.copyOf(machines);
    cells = List.copyOf(cells);
    sizes = List.copyOf(sizes);
    clusterings = List.copyOf(clusterings);
    if (machines.stream().map(Machine::name).distinct().count() < machines.size()) {
      throw new MachineException("two machines of the grid have one name");
    }
    if (repeats < 1) throw new MachineException(repeats + " repeats; at least 1");
    ClusteringChoice.named(clusterings);
  }

  private static List<Machine> builtIn(String... names) {
    List<Machine> machines = new ArrayList<>();
    for (String name : names) {
      machines.add(Minimal.of(Named.find(name).orElseThrow()).machine().named(name));
    }
    return machines;
  }

  /** Four machines, each cell, one size, two repeats: minutes on two cores. */
  public static Grid quick() {
    return new Grid(
        builtIn("tomita3", "tomita4", "tomita7", "random-dfa-5-2-1"),
        Arrays.asList(Cell.values()),
        List.of(new Size(1, 1)),
        2,
        50_000,
        60,
        1000,
        2000,
        List.of("published"),
        1);
  }

  /** The published sizes, repeats and training; its machines come from files. */
  public static Grid paper() {
    return new Grid(
        builtIn("tomita1", "tomita2", "tomita3", "tomita4", "tomita5", "tomita6", "tomita7"),
        Arrays.asList(Cell.values()),
        List.of(new Size(1, 1), new Size(1, 1.5), new Size(2, 1)),
        2,
        50_000,
        200,
        2000,
        Accuracy.WORDS,
        List.of("published"),
        1);
  }

  public Grid machines(List<Machine> others) {
    return new Grid(
        others, cells, sizes, repeats, words, epochs, total, accuracyWords, clusterings, seed);
  }

  public Grid cells(List<Cell> others) {
    return new Grid(
        machines, others, sizes, repeats, words, epochs, total, accuracyWords, clusterings, seed);
  }

  public Grid sizes(List<Size> others) {
    return new Grid(
        machines, cells, others, repeats, words, epochs, total, accuracyWords, clusterings, seed);
  }

  public Grid repeats(int other) {
    return new Grid(
        machines, cells, sizes, other, words, epochs, total, accuracyWords, clusterings, seed);
  }

  public Grid training(int otherWords, int otherEpochs) {
    return new Grid(
        machines,
        cells,
        sizes,
        repeats,
        otherWords,
        otherEpochs,
        total,
        accuracyWords,
        clusterings,
        seed);
  }

  public Grid analysis(int otherTotal, int otherAccuracyWords, List<String> others) {
    return new Grid(
        machines,
        cells,
        sizes,
        repeats,
        words,
        epochs,
        otherTotal,
        otherAccuracyWords,
        others,
        seed);
  }

  public Grid seed(long other) {
    return new Grid(
        machines, cells, sizes, repeats, words, epochs, total, accuracyWords, clusterings, other);
  }

  /** Everything that can change the numbers. */
  public Map<String, String> asMap() {
    Map<String, String> map = new TreeMap<>();
    map.put("machines", String.join(",", machines.stream().map(Machine::name).toList()));
    map.put("cells", String.join(",", cells.stream().map(Cell::toString).toList()));
    map.put("sizes", String.join(",", sizes.stream().map(Size::toString).toList()));
    map.put("repeats", String.valueOf(repeats));
    map.put("words", String.valueOf(words));
    map.put("epochs", String.valueOf(epochs));
    map.put("total", String.valueOf(total));
    map.put("accuracy_words", String.valueOf(accuracyWords));
    map.put("clusterings", String.join(",", clusterings));
    map.put("seed", String.valueOf(seed));
    return map;
  }
}
