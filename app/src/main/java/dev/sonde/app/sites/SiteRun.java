package dev.sonde.app.sites;

import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.pause.PausedFile;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.Printable;
import dev.sonde.network.data.ArrayExamples;
import dev.sonde.network.data.Examples;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Independence;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

  /** Examples that are run together and apart. */
  private static final int SOME = 4;

  private final Session session;
  private final SiteQuestion question;
  private final ArrayNetwork network;
  private final Examples given;
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
      this.given = together(ArrayExamples.of(network, question.inputs()), verify);
      this.verification = verify ? Verification.of(question.model(), network) : null;
      this.key = question.key(given.files()) + (verify ? " verified" : "");
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** All examples at once where the network mixes them: cut, every row would be another. */
  private Examples together(Examples read, boolean verify) {
    if (!read.cut() || read.fixed() > 0 || question.batch() >= read.count()) return read;
    Optional<Independence.Mixed> mixed = Optional.empty();
    try (Scope _ = new Scope()) {
      Map<String, Array> some = read.some(SOME);
      if (!question.gradient()) mixed = Independence.mixed(this::values, some);
      if (question.gradient() || verify) {
        mixed = mixed.or(() -> Independence.mixed(this::outputs, some));
      }
    }
    if (mixed.isEmpty()) return read;
    session
        .console()
        .err()
        .printf(
            "%s: examples of a batch change each other (%s, by %s of the largest value): all %d run"
                + " at once%n",
            question.model(),
            Printable.of(mixed.get().name()),
            TextTable.figure(mixed.get().difference()),
            read.count());
    return read.whole();
  }

  private Map<String, Tensor> values(Map<String, Array> inputs) {
    Capture seen = network.run(inputs, question.taps());
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (String site : seen.addresses()) values.put(site, seen.values(site));
    return values;
  }

  private Map<String, Tensor> outputs(Map<String, Array> inputs) {
    return network.compute(
        inputs,
        outputs -> {
          Map<String, Tensor> values = new LinkedHashMap<>();
          outputs.forEach((name, array) -> values.put(name, array.toTensor(name)));
          return values;
        });
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
    try (Progress progress = Progress.of(session.console(), "examples", given.count());
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
