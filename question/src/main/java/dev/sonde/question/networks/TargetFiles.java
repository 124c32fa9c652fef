package dev.sonde.question.networks;

import dev.sonde.analysis.vectors.Classes;
import dev.sonde.analysis.vectors.TextSettings;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.data.Targets;
import dev.sonde.question.QuestionException;
import dev.sonde.study.images.Images;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads labels. Whole numbers and words are classes (words in alphabetical order, as folders of
 * images are); other numbers are regression targets.
 */
public final class TargetFiles {

  /** Largest number of classes. */
  private static final int MOST = 1 << 24;

  private TargetFiles() {}

  /** The file of {@code FILE} or {@code FILE:NAME}. */
  public static Path file(String option) {
    int colon = option.lastIndexOf(':');
    Path whole = Path.of(option);
    return colon < 1 || Files.exists(whole) ? whole : Path.of(option.substring(0, colon));
  }

  /** The array or column of {@code FILE:NAME}; empty for {@code FILE}. */
  static String name(String option) {
    String file = file(option).toString();
    if (option.equals(file)) return "";
    String name = option.substring(file.length());
    return name.startsWith(":") ? name.substring(1) : name;
  }

  /**
   * @param count number of examples
   * @param task how labels are read; null: by their type
   */
  public static Targets read(String option, int count, @Nullable Task task) throws IOException {
    Path file = file(option);
    String name = name(option);
    if (isText(file)) return words(file, name, count, task);
    return tensor(option, tensor(file, name), count, task);
  }

  private static boolean isText(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".txt") || name.endsWith(".csv") || name.endsWith(".tsv");
  }

  private static Tensor tensor(Path file, String name) {
    Checkpoint opened = Checkpoint.open(file);
    if (!name.isEmpty()) return opened.tensor(name);
    if (opened.tensors().size() == 1) return opened.tensors().getFirst();
    throw new QuestionException(
        "%s: contains %d arrays (%s); choose one with %s:NAME"
            .formatted(
                file,
                opened.tensors().size(),
                String.join(", ", opened.tensors().stream().limit(5).map(Tensor::address).toList()),
                file));
  }

  private static Targets words(Path file, String column, int count, @Nullable Task task)
      throws IOException {
    TextSettings text = TextSettings.found();
    Classes read =
        Classes.read(file, count, column.isEmpty() ? text : text.withLabelColumn(column));
    List<String> words = read.words();
    if (task != Task.NUMBERS && words.stream().allMatch(word -> word.matches("\\d{1,8}"))) {
      int[] labels = words.stream().mapToInt(Integer::parseInt).toArray();
      return Targets.Classes.of(labels, 1, List.of());
    }
    boolean classes = task == Task.CLASSES;
    if (!classes
        && words.stream().allMatch(word -> word.matches("[-+]?\\d*\\.?\\d+([eE][-+]?\\d+)?"))) {
      double[] values = words.stream().mapToDouble(Double::parseDouble).toArray();
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
      return new Targets.Numbers(Tensor.ofFloats("targets", Shape.of(floats.length), floats));
    }
    return Targets.Classes.of(read.numbers(), 1, read.names());
  }

  private static Targets tensor(String option, Tensor tensor, int count, @Nullable Task task) {
    long rows = tensor.shape().rank() == 0 ? 1 : tensor.shape().extent(0);
    if (rows != count) {
      throw new QuestionException(
          "%s: %d labels of shape %s, but there are %d examples"
              .formatted(option, rows, tensor.shape(), count));
    }
    boolean floating = tensor.dtype().isFloating() || tensor.dtype().isComplex();
    if (task == Task.NUMBERS || (floating && task != Task.CLASSES)) {
      return new Targets.Numbers(tensor.asReal());
    }
    double[] values = tensor.asReal().toDoubles();
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      if (!(values[i] >= 0 && values[i] < MOST && values[i] == Math.rint(values[i]))) {
        throw new QuestionException(
            "%s: label %d is %s, expected a whole number from 0".formatted(option, i, values[i]));
      }
      labels[i] = (int) values[i];
    }
    return Targets.Classes.of(labels, Math.max(1, labels.length / Math.max(1, count)), List.of());
  }

  /** The images' own labels; empty if an image has none. */
  static Optional<Targets> of(Images images) {
    if (!images.labelled()) return Optional.empty();
    int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
    return Optional.of(Targets.Classes.of(labels, 1, images.classes()));
  }
}
