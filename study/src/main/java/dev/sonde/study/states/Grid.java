package dev.sonde.study.states;

import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.network.layer.Cell;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a study of states trains and measures: machines × cells × sizes × repeats. */
public record Grid(
    @Setting(
            help = "machines: files, folders of .dot files, or built-in names such as tomita5",
            initial = "tomita3,tomita4,tomita7,random-dfa-5-2-1")
        List<String> machines,
    @Setting(
            help =
                "use the trained networks of this folder, named after their machines, instead of"
                    + " training",
            label = "FOLDER")
        @Nullable Path networks,
    @Setting(help = "kinds of cell", initial = "relu,tanh,gru,lstm", label = "CELLS")
        List<Cell> cells,
    @Setting(
            help =
                """
                hidden units per layer as a factor of inputs · states of the machine, such as 1.5; \
                of several layers as LAYERSxFACTOR, such as 2x1\
                """,
            initial = "1")
        List<Size> sizes,
    @Setting(help = "networks per machine, cell and size", initial = "2", min = 1) int repeats,
    @Setting(help = "training words", initial = "50000", min = 1) int words,
    @Setting(help = "largest length of training", unit = "epochs", initial = "60", min = 1)
        int epochs,
    @Setting(help = "number of words whose states are clustered", initial = "1000", min = 1)
        int total,
    @Setting(help = "number of words for the accuracy", initial = "2000", min = 1)
        int accuracyWords,
    @Setting(
            help =
                "clusterings: all, published, or names such as 'k-means 4n' (n: states of the"
                    + " machine)",
            initial = "published",
            label = "NAMES")
        List<String> clusterings,
    @Setting(help = "seed of weights, words and clusterings", initial = "1") long seed)
    implements Adjustable<Grid> {

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
    SettingsCodec.check(
        Grid.class,
        machines,
        networks,
        cells,
        sizes,
        repeats,
        words,
        epochs,
        total,
        accuracyWords,
        clusterings,
        seed);
    ClusteringChoice.named(clusterings);
  }

  /** Four machines, each cell, one size, two repeats: minutes on two cores. */
  public static Grid quick() {
    return SettingsCodec.of(Grid.class).defaults();
  }

  /** The published sizes, repeats and training; its machines come from files. */
  public static Grid paper() {
    return new Grid(
        List.of("tomita1", "tomita2", "tomita3", "tomita4", "tomita5", "tomita6", "tomita7"),
        null,
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
}
