package dev.sonde.question;

import java.nio.file.Path;
import java.util.List;

/** Work that nobody watches and nobody stops. */
record SilentWork() implements Work {

  private record Nothing() implements Stage {
    @Override
    public void step(long more) {}

    @Override
    public void reach(long done) {}

    @Override
    public void close() {}
  }

  @Override
  public Stage stage(String name, String unit, long total) {
    return new Nothing();
  }

  @Override
  public boolean stopped() {
    return Thread.currentThread().isInterrupted();
  }

  @Override
  public void say(String sentence) {}

  @Override
  public List<Path> outputs() {
    return List.of();
  }
}
