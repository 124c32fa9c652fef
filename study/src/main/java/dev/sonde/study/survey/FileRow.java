package dev.sonde.study.survey;

import dev.sonde.analysis.weights.Spectrum;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.analysis.weights.Totals;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.weights.SpectrumColumns;
import dev.sonde.figure.weights.SummaryColumns;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file in the table {@code files}: what was read, or why nothing could be.
 *
 * @param modified as ISO 8601
 * @param sha256 of the file; null of a folder
 * @param read null if it could not be read
 * @param metadata how it was trained, as JSON
 * @param error why it could not be read, or null
 */
record FileRow(
    String path,
    long bytes,
    String modified,
    @Nullable String sha256,
    @Nullable Content read,
    String metadata,
    @Nullable String error) {

  /**
   * What is in a file.
   *
   * @param weights digest of what it holds, see {@link dev.sonde.analysis.survey.WeightsDigest}
   * @param order its epoch or step, or null
   * @param notes of its reader
   */
  record Content(
      String format,
      String fingerprint,
      String weights,
      Totals totals,
      @Nullable Double order,
      String notes) {}

  /** A tensor with the file that it is of. */
  record TensorRow(String path, String fingerprint, Summary summary, @Nullable Spectrum spectrum) {}

  static final Columns<FileRow> COLUMNS =
      Columns.<FileRow>empty()
          .text("path", "file", FileRow::path)
          .and("format", "format", Head.Type.TEXT, of(Content::format))
          .integer("bytes", FileRow::bytes)
          .and("parameters", "parameters", Head.Type.INTEGER, of(c -> c.totals().count()))
          .and("tensors", "tensors", Head.Type.INTEGER, of(c -> (long) c.totals().tensors()))
          .and("fingerprint", "architecture", Head.Type.TEXT, of(Content::fingerprint))
          .explained("hash of the tensors' names and shapes")
          .and("sha256", "SHA-256", Head.Type.TEXT, FileRow::sha256)
          .and("weights_sha256", "SHA-256 of the weights", Head.Type.TEXT, of(Content::weights))
          .explained("the same in every format that holds the same numbers")
          .and("mean", "mean", Head.Type.REAL, of(c -> c.totals().mean()))
          .and("std", "std", Head.Type.REAL, of(c -> c.totals().std()))
          .and("min", "min", Head.Type.REAL, of(c -> c.totals().min()))
          .and("max", "max", Head.Type.REAL, of(c -> c.totals().max()))
          .and("l2", "L2", Head.Type.REAL, of(c -> c.totals().l2()))
          .and("zeros", "zeros", Head.Type.INTEGER, of(c -> c.totals().zeros()))
          .and("nan", "NaN", Head.Type.INTEGER, of(c -> c.totals().nan()))
          .and("inf", "infinite", Head.Type.INTEGER, of(c -> c.totals().inf()))
          .and("training_order", "epoch or step", Head.Type.REAL, of(Content::order))
          .text("modified", FileRow::modified)
          .text("metadata", "settings of its training", FileRow::metadata)
          .and("notes", "notes", Head.Type.TEXT, of(Content::notes))
          .and("error", "error", Head.Type.TEXT, FileRow::error);

  static final Columns<TensorRow> TENSORS =
      Columns.<TensorRow>empty()
          .text("path", "file", TensorRow::path)
          .text("fingerprint", "architecture", TensorRow::fingerprint)
          .and(SummaryColumns.ALL.over(TensorRow::summary))
          .and(SpectrumColumns.ALL.over(TensorRow::spectrum));

  private static Function<FileRow, @Nullable Object> of(
      Function<Content, ? extends @Nullable Object> value) {
    return row -> row.read() == null ? null : value.apply(row.read());
  }
}
