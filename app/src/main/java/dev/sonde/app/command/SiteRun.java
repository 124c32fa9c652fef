package dev.sonde.app.command;

import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.pause.PausedFile;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.model.ArrayNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a network over a user's inputs and writes what stands at sites as one file of arrays, {@code
 * [examples × …]} each: how every command that asks about sites opens its model and inputs. It can
 * be stopped after any batch.
 */
final class SiteRun implements AutoCloseable {

  private static final String KEY = "key";

  private final Session session;
  private final SiteQuestion question;
  private final ArrayNetwork network;
  private final ModelInputs given;
  private final @Nullable Verification verification;
  private final String key;

  /**
   * @param verify whether ONNX Runtime computes the outputs too
   */
  SiteRun(Session session, SiteQuestion question, boolean verify) {
    this.session = session;
    this.question = question;
    this.network = ArrayNetwork.open(question.model(), question.hints());
    try {
      this.given = ModelInputs.of(network, question.inputs());
      this.verification = verify ? Verification.of(question.model(), network) : null;
      this.key = question.key(given.files()) + (verify ? " verified" : "");
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** Of the inputs. */
  List<Path> files() {
    return given.files();
  }

  List<Verification.Difference> differences() {
    return verification == null ? List.of() : verification.result();
  }

  /** Writes a safetensors file. */
  Checkpoint write(Path target) throws Exception {
    return Interruption.watch(session.console(), stop -> write(target, Map.of(), stop));
  }

  /**
   * Writes a safetensors file for further work, which says which question it answers: if it is
   * there already, left by a command that was stopped later on, it serves.
   */
  Checkpoint collect(Path target) throws Exception {
    Optional<Checkpoint> found = verification == null ? collected(target) : Optional.empty();
    if (found.isPresent()) return found.get();
    return Interruption.watch(session.console(), stop -> write(target, Map.of(KEY, key), stop));
  }

  private Optional<Checkpoint> collected(Path target) {
    if (!Files.exists(target)) return Optional.empty();
    try {
      return Optional.of(Checkpoint.open(target))
          .filter(file -> key.equals(file.metadata().get(KEY)));
    } catch (CheckpointException e) {
      return Optional.empty(); // a half of it, or something else: it is made anew
    }
  }

  /** As {@link #write(Path)}, until {@code stop}; what is done by then stays beside the target. */
  Checkpoint write(Path target, Map<String, String> more, BooleanSupplier stop) throws IOException {
    PausedFile paused = new PausedFile(PausedFile.beside(target), "a run of a network", key);
    try (Progress progress = Progress.of(session.console(), "examples", given.examples());
        SiteSteps steps = new SiteSteps(question, network, given, verification, progress)) {
      paused.finish(stop, from -> steps.begin(target, from));
      Map<String, String> metadata = new TreeMap<>(more);
      metadata.put("model", question.model().toString());
      metadata.put("sites", String.join(" ", question.sites()));
      Checkpoint written = steps.finish(metadata);
      paused.forget();
      return written;
    }
  }

  @Override
  public void close() {
    if (verification != null) verification.close();
    network.close();
  }
}
