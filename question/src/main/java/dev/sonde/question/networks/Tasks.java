package dev.sonde.question.networks;

import dev.sonde.settings.SettingsException;
import org.jspecify.annotations.Nullable;

/** Checks that a task and the inputs fit together. */
final class Tasks {

  private Tasks() {}

  static void check(@Nullable Task task, DataSettings data) {
    boolean shown = !data.input().isEmpty();
    if (task == Task.ADDITION && (shown || data.labels() != null)) {
      throw new SettingsException(
          "task", "addition generates its own sums; leave out inputs and labels, or the task");
    }
    if (task != Task.ADDITION && !shown) {
      throw new SettingsException("input", "give the network's inputs: a .npy or images");
    }
  }
}
