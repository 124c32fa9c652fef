package dev.sonde.question.networks;

import dev.sonde.settings.SettingsException;
import org.jspecify.annotations.Nullable;

/** Whether a task and what is shown go together. */
final class Tasks {

  private Tasks() {}

  static void check(@Nullable Task task, DataSettings data) {
    boolean shown = !data.input().isEmpty();
    if (task == Task.ADDITION && (shown || data.labels() != null)) {
      throw new SettingsException(
          "task", "addition draws its own sums; leave out inputs and labels, or the task");
    }
    if (task != Task.ADDITION && !shown) {
      throw new SettingsException("input", "needed: what the network is shown, a .npy or images");
    }
  }
}
