package dev.sonde.question.survey;

import dev.sonde.figure.table.Table;
import dev.sonde.study.survey.SurveyState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a survey found; the tables of files and tensors stay in its state, which can be larger than
 * memory.
 *
 * @param state where they are
 * @param planned what to do next if nothing was read here, else null
 * @param counts of all files together; null if nothing was read here
 * @param architectures a row for each, the most files first
 * @param copies files that are, or nearly are, copies of others
 * @param lineage which file was trained on from which
 * @param outliers tensors unlike those of other files of the architecture
 * @param damaged files that could not be read, and why
 * @param maps files of the largest architectures in the plane
 * @param notes what was not looked at, and why
 */
public record SurveyAnswer(
    SurveyState state,
    @Nullable String planned,
    @Nullable Counts counts,
    Table architectures,
    Table copies,
    Table lineage,
    Table outliers,
    Table damaged,
    List<ModelMap> maps,
    List<String> notes) {

  public SurveyAnswer {
    maps = List.copyOf(maps);
    notes = List.copyOf(notes);
  }

  /**
   * @param files all of them
   * @param damaged could not be read
   * @param parameters of all files that could be
   * @param notFinite files with values that are NaN or infinite
   */
  public record Counts(long files, long damaged, long bytes, long parameters, long notFinite) {}

  /** Nothing was read yet. */
  static SurveyAnswer planned(SurveyState state, String next) {
    Table none = Table.named("none").text("path").build();
    return new SurveyAnswer(state, next, null, none, none, none, none, none, List.of(), List.of());
  }
}
