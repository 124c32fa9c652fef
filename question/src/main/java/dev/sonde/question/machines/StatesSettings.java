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
    @Setting(help = "A file with the network", position = 0, label = "MODEL", input = true)
        @Nullable Path model,
    @Setting(
            help =
                "The machine that it was to learn; else one is read out of the network's answers"
                    + " to the words, by merging states",
            label = "FILE.dot|NAME")
        @Nullable String machine,
    @Setting(
            help = "Train a network with such cells instead, and keep it in the output's folder",
            label = "CELL")
        @Nullable Cell train,
    @Setting(help = "Epochs of that training at most", initial = "60", min = 1) int epochs,
    @Setting(
            help = "Words whose states are clustered, by the quota of lengths 1 to 14",
            initial = "2000",
            min = 1)
        int words,
    @Setting(
            help = "all, published, or names such as 'k-means 4n'",
            initial = "all",
            label = "NAMES")
        List<String> clusterings,
    @Setting(help = "The clustering that figures show", initial = "k-means 2n", label = "NAME")
        String draw,
    @Setting(
            help = "standard brings every dimension to mean 0 and deviation 1 first",
            initial = "none")
        Scaling scaling,
    @Setting(
            help = "Threads of the clusterings",
            initial = "2",
            min = 1,
            max = 1024,
            affectsResult = false)
        int threads,
    @Setting(help = "Seed of words, clusterings and training", initial = "1") long seed,
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
      throw new SettingsException("model", "name the file of a network, or train one; not both");
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
