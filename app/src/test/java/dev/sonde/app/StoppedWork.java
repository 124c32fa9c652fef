package dev.sonde.app;

import dev.sonde.question.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Work that is told to stop, as by Ctrl-C.
 *
 * @param told whether it shall stop, asked after each step
 * @param output beside which it is kept where the work stands
 */
public record StoppedWork(BooleanSupplier told, Path output) implements Work {

  @Override
  public Stage stage(String name, String unit, long total) {
    return Work.silent().stage(name, unit, total);
  }

  @Override
  public boolean stopped() {
    return told.getAsBoolean();
  }

  @Override
  public void say(String sentence) {}

  @Override
  public List<Path> outputs() {
    return List.of(output);
  }
}
