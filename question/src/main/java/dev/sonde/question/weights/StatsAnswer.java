package dev.sonde.question.weights;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.weights.Spectrum;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.analysis.weights.Totals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in files of weights. */
public record StatsAnswer(List<FileStats> files) {

  public StatsAnswer {
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param notes what its reader says of it; they end with what has no spectrum although it is a
   *     matrix
   */
  public record FileStats(
      String path, String format, List<String> notes, List<Row> tensors, Totals totals) {
    public FileStats {
      notes = List.copyOf(notes);
      tensors = List.copyOf(tensors);
    }
  }

  /** A tensor's statistics and, on request, its spectrum. */
  public record Row(
      @JsonUnwrapped Summary summary,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Spectrum spectrum) {}
}
