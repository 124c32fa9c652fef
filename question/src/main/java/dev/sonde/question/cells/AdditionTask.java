package dev.sonde.question.cells;

import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.Format;
import dev.sonde.study.addition.Sum;
import java.nio.file.Path;
import java.util.List;

/** Which task a network was trained on, and which sums it is tested on; see each component. */
public record AdditionTask(
    @Setting(help = "What the network was trained to do", initial = "addition") Task task,
    @Nested AskedSums asked) {

  /** Tasks that Sonde knows. */
  public enum Task {
    ADDITION
  }

  public AdditionTask {
    SettingsCodec.check(AdditionTask.class, task);
  }

  /** See {@link AskedSums#open}. */
  Adder open(Path file) {
    return asked.open(file);
  }

  /** See {@link AskedSums#drawn}. */
  List<Sum> sums(Format format) {
    return asked.drawn(format);
  }

  long seed() {
    return asked.seed();
  }
}
