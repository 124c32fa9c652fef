package dev.sonde.question.machines;

import dev.sonde.network.layer.Cell;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.states.ClusteringChoice;
import dev.sonde.study.states.Scaling;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose hidden states are clustered, and how; see each component. */
public record StatesSettings(
    @Setting(help = "File of a recurrent classifier", position = 0, label = "MODEL", input = true)
        @Nullable Path model,
    @Setting(
            help =
                "The machine that the network was trained on; else one is extracted from the"
                    + " network's answers to the words, by merging states",
            label = "FILE.dot|NAME")
        @Nullable String machine,
    @Setting(
            help =
                "Train a network with this kind of cell instead, and keep it in the output folder",
            label = "CELL")
        @Nullable Cell train,
    @Setting(help = "Largest number of training epochs", initial = "60", min = 1) int epochs,
    @Setting(
            help = "Number of words whose states are clustered, spread over lengths 1 to 14",
            initial = "2000",
            min = 1)
        int words,
    @Setting(
            help =
                "Clusterings: all, published, or names such as 'k-means 4n' (n: number of the"
                    + " machine's states)",
            initial = "all",
            label = "NAMES")
        List<String> clusterings,
    @Setting(help = "The clustering that figures show", initial = "k-means 2n", label = "NAME")
        String draw,
    @Setting(
            help =
                "Scaling before clustering: none, or standard (every dimension to mean 0 and"
                    + " standard deviation 1)",
            initial = "none")
        Scaling scaling,
    @Setting(
            help = "Threads for clustering",
            initial = "2",
            min = 1,
            max = 1024,
            affectsResult = false)
        int threads,
    @Setting(help = "Seed of the words, clusterings and training", initial = "1") long seed,
    @Nested WordSettings reading)
    implements Adjustable<StatesSettings> {

  /**
   * @throws SettingsException if neither or both of a file and a training are given, or a
   *     clustering has no such name
   */
  public StatesSettings {
    clusterings = List.copyOf(clusterings);
    SettingsCodec.check(
        StatesSettings.class,
        model,
        machine,
        train,
        epochs,
        words,
        clusterings,
        draw,
        scaling,
        threads,
        seed,
        reading);
    if ((model == null) == (train == null)) {
      throw new SettingsException("model", "give the file of a network, or train one; not both");
    }
    if (train != null && machine == null) {
      throw new SettingsException("machine", "needed: a network is trained to follow it");
    }
    List<ClusteringChoice> choices = choices("clusterings", clusterings);
    // The default need not be among few clusterings; a name that is no clustering is a mistake.
    if (choices.stream().noneMatch(c -> c.name().equals(draw))) choices("draw", List.of(draw));
  }

  private static List<ClusteringChoice> choices(String setting, List<String> names) {
    try {
      return ClusteringChoice.named(names);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(setting, String.valueOf(e.getMessage()), e);
    }
  }

  List<ClusteringChoice> choices() {
    return choices("clusterings", clusterings);
  }

  /** The clustering that is drawn; the first where it was not run. */
  int drawn() {
    List<ClusteringChoice> all = choices();
    for (int i = 0; i < all.size(); i++) if (all.get(i).name().equals(draw)) return i;
    return 0;
  }
}
