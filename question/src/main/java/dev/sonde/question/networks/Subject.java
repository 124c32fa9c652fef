package dev.sonde.question.networks;

import dev.sonde.file.InputException;
import dev.sonde.file.Printable;
import dev.sonde.network.data.ArrayExamples;
import dev.sonde.network.data.Examples;
import dev.sonde.network.data.SiteValues;
import dev.sonde.network.data.Targets;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Independence;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.recurrent.TextExamples;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.question.Work;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.ImageException;
import dev.sonde.study.images.ImageSettings;
import dev.sonde.study.images.Images;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An opened network, with the data it is run on.
 *
 * @param targets the labels, if there are any
 * @param files of inputs and labels
 * @param notes how inputs, labels and outputs were interpreted, a sentence each
 */
public record Subject(
    Path model,
    ArrayNetwork network,
    Examples examples,
    Optional<Targets> targets,
    int batch,
    List<Path> files,
    List<String> notes)
    implements AutoCloseable {

  /**
   * Number of examples that are run in one batch and one by one, to check that a batch does not
   * change results.
   */
  private static final int SOME = 4;

  public Subject {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /** A value that must be the same for an example alone and in a batch. */
  @FunctionalInterface
  public interface Seen {
    Map<String, Tensor> of(ArrayNetwork network, Map<String, Array> inputs);
  }

  /**
   * Opens a network and its data. If the examples of a batch change each other's results, all are
   * run in one batch.
   *
   * @throws dev.sonde.file.InputException if a file cannot be read, or does not match the network
   */
  public static Subject open(Path model, DataSettings settings) throws IOException {
    return open(model, settings, null);
  }

  /**
   * As {@link #open(Path, DataSettings)}.
   *
   * @param task how labels are read; null: by their type (whole numbers and words are classes)
   */
  public static Subject open(Path model, DataSettings settings, @Nullable Task task)
      throws IOException {
    return open(model, settings, task, List.of(Subject::outputs));
  }

  /** As {@link #open(Path, DataSettings)}, checking the given values instead of the outputs. */
  public static Subject watching(Path model, DataSettings settings, List<Seen> seen)
      throws IOException {
    return open(model, settings, null, seen);
  }

  private static Subject open(
      Path model, DataSettings settings, @Nullable Task task, List<Seen> seen) throws IOException {
    if (settings.input().isEmpty()) {
      throw new SettingsException("input", "give the network's inputs: a .npy or images");
    }
    ArrayNetwork network = ArrayNetwork.open(model, settings.hints());
    try {
      return of(model, network, settings, task, seen);
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static Subject of(
      Path model, ArrayNetwork network, DataSettings settings, @Nullable Task task, List<Seen> seen)
      throws IOException {
    List<String> notes = new ArrayList<>();
    Examples examples;
    Optional<Targets> targets = Optional.empty();
    Optional<Images> images = settings.isText() ? Optional.empty() : images(settings);
    if (settings.isText()) {
      TextExamples texts = TextData.of(model, network, settings);
      examples = texts;
      notes.add(TextData.words(texts));
    } else if (images.isPresent()) {
      Images shown = images.get();
      examples = PictureExamples.of(network, shown, settings.scale().of(shown));
      targets = TargetFiles.of(shown);
      notes.add("%s, pixels %s.".formatted(shown, settings.scale().words(shown)));
    } else {
      TableInput table = new TableInput(settings.labels());
      examples = ArrayExamples.of(network, settings.input(), table::arrays);
      notes.addAll(table.notes());
    }
    List<Path> files = new ArrayList<>(examples.files());
    int batch = (int) Math.min(settings.batch(), network.mostExamples());
    Examples together = together(model, network, examples, batch, seen, notes);
    if (settings.labels() != null) {
      int rows = Math.toIntExact(rows(examples));
      targets = Optional.of(TargetFiles.read(settings.labels(), rows, task));
      files.add(TargetFiles.file(settings.labels()));
    }
    return new Subject(model, network, together, targets, batch, files, notes);
  }

  /** The files that settings name, for provenance; for images, the files that contain them. */
  public static List<Path> files(DataSettings settings) {
    List<Path> files = new ArrayList<>();
    for (String option : settings.input()) {
      Path whole = Path.of(option);
      int equals = option.indexOf('=');
      if (equals >= 0 && !Files.exists(whole)) files.add(Path.of(option.substring(equals + 1)));
      else if (Files.exists(whole)) files.add(whole);
    }
    Path vocab = settings.vocab();
    if (vocab != null) files.add(vocab);
    if (settings.labels() != null) files.add(TargetFiles.file(settings.labels()));
    return files.stream().distinct().toList();
  }

  /** Rows of the first input, also if examples cannot be run one by one. */
  private static long rows(Examples examples) {
    if (examples.cut()) return examples.count();
    try (Scope _ = new Scope()) {
      return ArrayNetwork.rows(examples.batch(0, 1));
    }
  }

  /** Number of examples (rows of the first input), however they are run. */
  public long shown() {
    return rows(examples);
  }

  /** The images, if the inputs are images. */
  private static Optional<Images> images(DataSettings settings) {
    if (settings.input().size() != 1) return Optional.empty();
    String name = settings.input().getFirst();
    boolean array =
        name.matches(".*\\.(npy|npz|safetensors|pt|pth|h5)") || TableInput.isTable(Path.of(name));
    if (array || (name.indexOf('=') >= 0 && !Files.exists(Path.of(name)))) return Optional.empty();
    try {
      return Optional.of(
          ImageData.images(name, ImageSettings.defaults().split(settings.part()), 0));
    } catch (ImageException e) {
      if (Files.isRegularFile(Path.of(name)) && isTensors(Path.of(name))) return Optional.empty();
      throw e;
    }
  }

  private static boolean isTensors(Path file) {
    try {
      return !dev.sonde.checkpoint.Checkpoint.open(file).tensors().isEmpty();
    } catch (dev.sonde.checkpoint.reader.CheckpointException e) {
      return false;
    }
  }

  private static Examples together(
      Path model,
      ArrayNetwork network,
      Examples examples,
      int batch,
      List<Seen> seen,
      List<String> notes) {
    if (!examples.cut() || examples.fixed() > 0 || batch >= examples.count()) return examples;
    try (Scope _ = new Scope()) {
      Map<String, Array> some = examples.some(SOME);
      Optional<Independence.Mixed> mixed = Optional.empty();
      for (Seen each : seen) {
        mixed = mixed.or(() -> Independence.mixed(inputs -> each.of(network, inputs), some));
      }
      if (mixed.isEmpty()) return examples;
      notes.add(
          "%s: the examples of a batch change each other's results (%s), so all %d run in one batch."
              .formatted(model, Printable.of(mixed.get().name()), examples.count()));
      return examples.whole();
    } catch (InputException e) {
      // A traced network may only run with as many examples as it was traced with.
      if (network.inputs().stream().noneMatch(ArrayNetwork.Input::anyShape)) throw e;
      notes.add(
          "%s: does not run on a few of the examples alone, so all %d run in one batch."
              .formatted(model, examples.count()));
      return examples.whole();
    }
  }

  /** All outputs by name. */
  public static Map<String, Tensor> outputs(ArrayNetwork network, Map<String, Array> inputs) {
    return network.compute(
        inputs,
        outputs -> {
          Map<String, Tensor> values = new LinkedHashMap<>();
          outputs.forEach((name, array) -> values.put(name, array.toTensor(name)));
          return values;
        });
  }

  /**
   * The labels.
   *
   * @throws SettingsException if there are no labels
   */
  public Targets requiredTargets() {
    return targets.orElseThrow(
        () -> new SettingsException("labels", "give the label of each example, such as y.npy"));
  }

  /**
   * The values at sites for every example, in memory.
   *
   * @param site a selection, {@code layer1.**}
   */
  public Map<String, SiteValues> values(Work work, String... site) {
    Probe[] taps = new Probe[site.length];
    for (int i = 0; i < taps.length; i++) taps[i] = Tap.values(site[i]);
    try (Work.Stage stage = work.stage("running", "examples", examples.count())) {
      return SiteValues.of(network, examples, batch, stopping(stage, work), taps);
    }
  }

  /** A progress callback that ends the work if it was told to stop. */
  public static LongConsumer stopping(Work.Stage stage, Work work) {
    return more -> {
      stage.step(more);
      if (work.stopped()) throw new TrialInterrupted();
    };
  }

  @Override
  public void close() {
    network.close();
  }
}
