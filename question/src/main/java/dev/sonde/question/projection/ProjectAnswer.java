package dev.sonde.question.projection;

import dev.sonde.analysis.projection.Projection;
import dev.sonde.analysis.projection.Quality;
import dev.sonde.analysis.vectors.Classes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projection of vectors, and its measured quality.
 *
 * @param dimensions of the vectors
 * @param unit of the coordinates; other than 1 where the vectors were scaled to fit in float32
 * @param names of the vectors; empty for their numbers
 * @param classes of the vectors, or null
 * @param notes how the input was interpreted, a sentence each
 * @param seconds worked on the picture in all, those before a pause among them
 * @param output where the coordinates go, or null
 */
public record ProjectAnswer(
    Projection projection,
    Quality quality,
    int dimensions,
    double unit,
    List<String> names,
    @Nullable Classes classes,
    List<String> notes,
    double seconds,
    @Nullable String output) {

  public ProjectAnswer {
    names = List.copyOf(names);
    notes = List.copyOf(notes);
  }
}
