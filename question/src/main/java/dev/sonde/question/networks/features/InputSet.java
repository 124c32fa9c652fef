package dev.sonde.question.networks.features;

import dev.sonde.question.networks.DataSettings;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network and a set of inputs to run it on.
 *
 * @param network {@code trained} or {@code before}
 */
record InputSet(String network, Path model, String name, DataSettings data) {

  /** The network on its inputs, on the others, and the untrained one on its inputs. */
  static List<InputSet> of(FeaturesSettings settings) {
    List<InputSet> sets = new ArrayList<>();
    sets.add(new InputSet("trained", settings.model(), "inputs", settings.data()));
    for (String other : settings.other()) {
      int equals = other.indexOf('=');
      if (equals < 1) {
        throw new SettingsException("other", other + ": expected NAME=FILE, such as new=X2.npy");
      }
      String name = other.substring(0, equals);
      if (sets.stream().anyMatch(set -> set.name().equals(name))) {
        throw new SettingsException("other", name + " is used twice");
      }
      sets.add(
          new InputSet(
              "trained", settings.model(), name, settings.data().of(other.substring(equals + 1))));
    }
    if (settings.before() != null) {
      sets.add(new InputSet("before", settings.before(), "inputs", settings.data()));
    }
    return sets;
  }

  /** {@code inputs}, {@code before training, inputs}. */
  String words() {
    return network.equals("before") ? "before training, " + name : name;
  }
}
