package dev.sonde.study.trial;

import dev.sonde.network.train.Trainer;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.network.train.TrainingResult;
import dev.sonde.study.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Networks that a training keeps on its way, among the checkpoints of its trial: {@code
 * step-000000} the untrained one, {@code last} the trained one.
 */
public final class KeptNetworks {

  private static final String LAST = "last";
  private static final String STEP = "step-";

  /**
   * A network on its way.
   *
   * @param step steps of training that it had
   */
  public record Kept(long step, Path file) {}

  private KeptNetworks() {}

  /**
   * Trains in the place's scratch, or goes on there.
   *
   * @throws TrialInterrupted if the place was interrupted; the training is saved
   */
  public static TrainingResult finish(Trainer trainer, Workplace place) throws IOException {
    return finish(
        trainer, place.scratch(), TrainingListener.of(place::progress, place::interrupted));
  }

  /**
   * Trains in a folder, or goes on there.
   *
   * @throws TrialInterrupted if the listener said to stop; the training is saved
   */
  public static TrainingResult finish(Trainer trainer, Path folder, TrainingListener listener)
      throws IOException {
    TrainingResult result = trainer.run(folder, listener);
    if (!result.finished()) throw new TrialInterrupted();
    return result;
  }

  /**
   * The networks of epochs move from below the place's scratch to where they are published; what
   * resuming needs stays behind.
   *
   * @param name from a file's name, {@code epoch-0020.safetensors}, to the one it gets
   */
  public static void publish(Workplace place, UnaryOperator<String> name) throws IOException {
    Files.createDirectories(place.checkpoints());
    try (Stream<Path> files = Files.walk(place.scratch())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String own = String.valueOf(file.getFileName());
        if (own.startsWith("epoch-")) move(file, place, name.apply(own));
      }
    }
  }

  /**
   * Trains in the place's scratch, or goes on there, and puts the networks that are kept where they
   * are published.
   *
   * @param every steps of an epoch of the trainer
   * @throws TrialInterrupted if the place was interrupted; the training is saved
   */
  public static TrainingResult train(Trainer trainer, Workplace place, int every)
      throws IOException {
    TrainingResult result = finish(trainer, place);
    publish(place, name -> step(number(name) * every));
    String last = LAST + ".safetensors";
    move(place.scratch().resolve(last), place, last);
    // The trained network is the last one on its way, also where the steps between do not divide.
    Path end = place.checkpoints().resolve(step(result.history().getLast().step()));
    if (!Files.exists(end)) Files.copy(place.checkpoints().resolve(last), end);
    return result;
  }

  private static void move(Path file, Workplace place, String name) throws IOException {
    Files.move(file, place.checkpoints().resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String step(long step) {
    return String.format(Locale.ROOT, STEP + "%06d.safetensors", step);
  }

  private static long number(String name) {
    return Long.parseLong(name.replaceAll("\\D", ""));
  }

  /** Those of a published training, the untrained one first. */
  public static List<Kept> of(Run trained) throws IOException {
    return trained.checkpoints().stream()
        .filter(name -> name.startsWith(STEP))
        .map(name -> new Kept(number(name), trained.checkpointFile(name)))
        .sorted(Comparator.comparingLong(Kept::step))
        .toList();
  }

  /** The trained network. */
  public static Path last(Run trained) {
    return trained.checkpointFile(LAST);
  }
}
