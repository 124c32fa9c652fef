package dev.sonde.analysis.rows;

import dev.sonde.analysis.groups.Alignment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One parameter: which group is a row of it from?
 *
 * @param name the parameter's address
 * @param shape the same in all runs
 * @param width values of a row
 * @param rowsPerRun rows that the parameter has in each run
 * @param rowsUsed rows of each run that were used; fewer when they were sampled
 * @param rowsNotFinite rows, over all runs, that were left out for a NaN or infinite value
 * @param classifiers what each classifier scored; empty where a run has no row to use: none at all,
 *     none that is finite, or rows wider than {@link Settings#maxValues} allows
 */
public record ParameterRows(
    String name,
    List<Long> shape,
    long width,
    long rowsPerRun,
    int rowsUsed,
    long rowsNotFinite,
    List<ClassifierResult> classifiers) {

  public ParameterRows {
    shape = List.copyOf(shape);
    classifiers = List.copyOf(classifiers);
  }

  static ParameterRows of(Alignment.Aligned parameter, RowSet set) {
    return new ParameterRows(
        parameter.address(),
        Arrays.stream(parameter.shape().toArray()).boxed().toList(),
        set.width(),
        set.perRun(),
        set.used(),
        set.nonFinite(),
        List.of());
  }

  ParameterRows with(List<ClassifierResult> results) {
    return new ParameterRows(name, shape, width, rowsPerRun, rowsUsed, rowsNotFinite, results);
  }

  /** Whether only some of the rows were used. */
  public boolean sampled() {
    return rowsUsed < rowsPerRun;
  }

  /** The classifier with the highest balanced accuracy; the earlier one where they are equal. */
  public ClassifierResult best() {
    return classifiers.stream()
        .max(Comparator.comparingDouble(c -> c.balancedAccuracy().mean()))
        .orElseThrow(() -> new IllegalStateException(name + ": no rows to use"));
  }
}
