package dev.sonde.question.networks;

import dev.sonde.analysis.vectors.Classes;
import dev.sonde.analysis.vectors.TextSettings;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.data.Targets;
import dev.sonde.question.QuestionException;
import dev.sonde.study.images.Images;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads what a network is judged by. Whole numbers and words are classes (words in the order of
 * their letters, as folders of images are), other numbers are what it shall give.
 */
final class TargetFiles {

  /** More classes than any network tells apart. */
  private static final int MOST = 1 << 24;

  private TargetFiles() {}

  /** The file of {@code FILE} or {@code FILE:NAME}. */
  static Path file(String option) {
    int colon = option.lastIndexOf(':');
    Path whole = Path.of(option);
    return colon < 1 || Files.exists(whole) ? whole : Path.of(option.substring(0, colon));
  }

  /**
   * @param count how many examples there are
   */
  static Targets read(String option, int count) throws IOException {
    Path file = file(option);
    String name = option.equals(file.toString()) ? "" : option.substring(file.toString().length());
    if (name.startsWith(":")) name = name.substring(1);
    if (isText(file)) return words(file, count);
    return tensor(option, tensor(file, name), count);
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
        "%s: holds %d arrays (%s); name one as %s:NAME"
            .formatted(
                file,
                opened.tensors().size(),
                String.join(", ", opened.tensors().stream().limit(5).map(Tensor::address).toList()),
                file));
  }

  private static Targets words(Path file, int count) throws IOException {
    Classes read = Classes.read(file, count, TextSettings.found());
    List<String> words = read.words();
    if (words.stream().allMatch(word -> word.matches("\\d{1,8}"))) {
      int[] labels = words.stream().mapToInt(Integer::parseInt).toArray();
      return Targets.Classes.of(labels, 1, List.of());
    }
    if (words.stream().allMatch(word -> word.matches("[-+]?\\d*\\.?\\d+([eE][-+]?\\d+)?"))) {
      double[] values = words.stream().mapToDouble(Double::parseDouble).toArray();
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
      return new Targets.Numbers(
          Tensor.ofFloats("targets", dev.sonde.tensor.Shape.of(floats.length), floats));
    }
    return Targets.Classes.of(read.numbers(), 1, read.names());
  }

  private static Targets tensor(String option, Tensor tensor, int count) {
    long rows = tensor.shape().rank() == 0 ? 1 : tensor.shape().extent(0);
    if (rows != count) {
      throw new QuestionException(
          "%s: %d labels of shape %s for %d examples"
              .formatted(option, rows, tensor.shape(), count));
    }
    if (tensor.dtype().isFloating() || tensor.dtype().isComplex()) {
      return new Targets.Numbers(tensor.asReal());
    }
    double[] values = tensor.asReal().toDoubles();
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      if (!(values[i] >= 0 && values[i] < MOST)) {
        throw new QuestionException(
            "%s: label %d is %.0f, expected a whole number from 0".formatted(option, i, values[i]));
      }
      labels[i] = (int) values[i];
    }
    return Targets.Classes.of(labels, Math.max(1, labels.length / Math.max(1, count)), List.of());
  }

  /** Labels that images bring along; empty where one has none. */
  static Optional<Targets> of(Images images) {
    if (!images.labelled()) return Optional.empty();
    int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
    return Optional.of(Targets.Classes.of(labels, 1, images.classes()));
  }
}
