package dev.sonde.question.networks;

import dev.sonde.analysis.vectors.TextNumbers;
import dev.sonde.analysis.vectors.TextSettings;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.file.IoReason;
import dev.sonde.question.QuestionException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of input files: those of a checkpoint, or the columns of numbers of a table in text, less
 * the column that holds the labels.
 */
final class TableInput {

  private final @Nullable String labels;
  private final List<String> notes = new ArrayList<>();
  private final Map<Path, Tensor> tables = new HashMap<>();

  /**
   * @param labels as they are given, {@code FILE} or {@code FILE:COLUMN}; null for none
   */
  TableInput(@Nullable String labels) {
    this.labels = labels;
  }

  static boolean isTable(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".tsv");
  }

  /** What was taken for what, a sentence each. */
  List<String> notes() {
    return notes;
  }

  List<Tensor> arrays(Path file) {
    if (!isTable(file)) return Checkpoint.open(file).tensors();
    return List.of(tables.computeIfAbsent(file, this::table));
  }

  private Tensor table(Path file) {
    TextSettings settings = TextSettings.found();
    if (labels != null && TargetFiles.file(labels).equals(file)) {
      String column = TargetFiles.name(labels);
      if (!column.isEmpty()) settings = settings.withLabelColumn(column);
    }
    try {
      TextNumbers read = TextNumbers.read(file, settings);
      notes.addAll(read.notes().stream().map(note -> note + ".").toList());
      return Tensor.ofDoubles("table", Shape.of(read.rows(), read.columns()), read.values());
    } catch (IOException e) {
      throw new QuestionException(file + ": " + IoReason.of(e));
    }
  }
}
