package dev.sonde.study.trial;

import dev.sonde.network.train.Trainer;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.network.train.TrainingResult;
import dev.sonde.study.run.Run;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

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
   * Trains in the place's scratch, or goes on there, and puts the networks that are kept where they
   * are published.
   *
   * @param every steps of an epoch of the trainer
   * @throws TrialInterrupted if the place was interrupted; the training is saved
   */
  public static TrainingResult train(Trainer trainer, Workplace place, int every)
      throws IOException {
    TrainingResult result =
        trainer.run(place.scratch(), TrainingListener.of(place::progress, place::interrupted));
    if (!result.finished()) throw new TrialInterrupted();
    Files.createDirectories(place.checkpoints());
    try (DirectoryStream<Path> kept = Files.newDirectoryStream(place.scratch(), "epoch-*")) {
      for (Path file : kept) {
        long epochs = number(String.valueOf(file.getFileName()));
        move(file, place, String.format(Locale.ROOT, STEP + "%06d", epochs * every));
      }
    }
    move(place.scratch().resolve(LAST + ".safetensors"), place, LAST);
    return result;
  }

  private static void move(Path file, Workplace place, String name) throws IOException {
    Path to = place.checkpoints().resolve(name + ".safetensors");
    Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static long number(String name) {
    return Long.parseLong(name.replaceAll("\\D", ""));
  }

  /** Those of a published training, the untrained one first. */
  public static List<Kept> of(Run trained) throws IOException {
    return trained.checkpoints().stream()
        .filter(name -> name.startsWith(STEP))
        .map(name -> new Kept(number(name), trained.checkpointFile(name)))
        .toList();
  }

  /** The trained network. */
  public static Path last(Run trained) {
    return trained.checkpointFile(LAST);
  }
}
