package dev.sonde.figure.page;

import dev.sonde.analysis.weights.Findings;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.figure.Figure;
import java.util.List;

/**
 * What a report says of one file.
 *
 * @param path the file, as the user named it
 * @param format the file's format
 * @param bytes the file's size; 0 for a folder
 * @param notes what was odd about the file itself
 * @param tensors statistics of all tensors, in the file's order
 * @param findings what stands out among them
 * @param distributions drawings of the values, in order
 * @param heatmaps drawings of single tensors, in order
 * @param heatmapsWhy which tensors these are, as a sentence
 */
public record FileContents(
    String path,
    String format,
    long bytes,
    List<String> notes,
    List<Summary> tensors,
    Findings findings,
    List<Figure> distributions,
    List<Figure> heatmaps,
    String heatmapsWhy) {

  public FileContents {
    notes = List.copyOf(notes);
    tensors = List.copyOf(tensors);
    distributions = List.copyOf(distributions);
    heatmaps = List.copyOf(heatmaps);
  }

  /** All values of all tensors. */
  long values() {
    return tensors.stream().mapToLong(Summary::count).sum();
  }
}
