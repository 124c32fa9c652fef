package dev.sonde.question.networks;

import dev.sonde.file.Printable;
import dev.sonde.network.data.ArrayExamples;
import dev.sonde.network.data.Examples;
import dev.sonde.network.data.SiteValues;
import dev.sonde.network.data.Targets;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Independence;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
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
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A network that is asked about, and the data that it is shown.
 *
 * @param targets what it is judged by, where there are labels
 * @param files of inputs and labels
 * @param notes what was taken for what, a sentence each
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

  /** Examples that are run together and apart, to see whether they change each other. */
  private static final int SOME = 4;

  public Subject {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /** What must come out the same for an example alone and among others. */
  @FunctionalInterface
  public interface Seen {
    Map<String, Tensor> of(ArrayNetwork network, Map<String, Array> inputs);
  }

  /**
   * Opens a network and its data. Examples that change each other are run all at once.
   *
   * @throws dev.sonde.file.InputException if a file cannot be read, or does not fit the network
   */
  public static Subject open(Path model, DataSettings settings) throws IOException {
    return open(model, settings, null);
  }

  /**
   * As {@link #open(Path, DataSettings)}.
   *
   * @param task how labels are read; null: as their numbers suggest
   */
  public static Subject open(Path model, DataSettings settings, @Nullable Task task)
      throws IOException {
    return open(model, settings, task, List.of(Subject::outputs));
  }

  /**
   * As {@link #open(Path, DataSettings)}, where more than outputs, or none, must come out alike.
   */
  public static Subject watching(Path model, DataSettings settings, List<Seen> seen)
      throws IOException {
    return open(model, settings, null, seen);
  }

  private static Subject open(
      Path model, DataSettings settings, @Nullable Task task, List<Seen> seen) throws IOException {
    if (settings.input().isEmpty()) {
      throw new SettingsException("input", "needed: what the network is shown, a .npy or images");
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
    Optional<Images> images = images(settings);
    if (images.isPresent()) {
      Images shown = images.get();
      examples = PictureExamples.of(network, shown, settings.scale().of(shown));
      targets = TargetFiles.of(shown);
      notes.add("%s, pixels %s.".formatted(shown, settings.scale().words(shown)));
    } else {
      examples = ArrayExamples.of(network, settings.input());
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

  /** The files that settings name, for provenance; of images those that hold them. */
  public static List<Path> files(DataSettings settings) {
    List<Path> files = new ArrayList<>();
    for (String option : settings.input()) {
      Path whole = Path.of(option);
      int equals = option.indexOf('=');
      if (equals >= 0 && !Files.exists(whole)) files.add(Path.of(option.substring(equals + 1)));
      else if (Files.exists(whole)) files.add(whole);
    }
    if (settings.labels() != null) files.add(TargetFiles.file(settings.labels()));
    return files;
  }

  /** Rows of the first input: examples that are not cut are counted too. */
  private static long rows(Examples examples) {
    if (examples.cut()) return examples.count();
    try (Scope _ = new Scope()) {
      Map<String, Array> all = examples.batch(0, 1);
      Array first = Objects.requireNonNull(all.get(all.keySet().iterator().next()));
      return first.rank() == 0 ? 1 : first.extent(0);
    }
  }

  /** Rows of the first input: how many examples are shown, however they are run. */
  public long shown() {
    return rows(examples);
  }

  /** The images that are shown, if it is images. */
  private static Optional<Images> images(DataSettings settings) {
    if (settings.input().size() != 1) return Optional.empty();
    String name = settings.input().getFirst();
    boolean array = name.matches(".*\\.(npy|npz|safetensors|pt|pth|h5)");
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
          "%s: examples of a batch change each other (%s): all %d run at once."
              .formatted(model, Printable.of(mixed.get().name()), examples.count()));
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
   * What it is judged by.
   *
   * @throws SettingsException if there are no labels
   */
  public Targets requiredTargets() {
    return targets.orElseThrow(
        () ->
            new SettingsException(
                "labels", "needed: the right answer for each example, such as y.npy"));
  }

  /**
   * What stands at sites for every example, in memory.
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

  /** Progress that ends the work where it is told to stop. */
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
