package dev.sonde.question;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.page.Page;

/**
 * A question, its answer, and how the answer was made.
 *
 * @param provenance every setting that can change the answer is in it
 */
public record Answered<S extends Record, A>(
    Question<S, A> question, S settings, A answer, Provenance provenance) {

  /**
   * Asks a question.
   *
   * @param command the line that asks it again
   */
  public static <S extends Record, A> Answered<S, A> of(
      Question<S, A> question, S settings, String command, Work work) throws Exception {
    A answer = question.answer(settings, work);
    Provenance provenance =
        Provenances.of(
            command,
            question.inputs(settings),
            question.about().codec().writeForResult(settings),
            question.seed(settings));
    return new Answered<>(question, settings, answer, provenance);
  }

  /** What stands in JSON. */
  public Object document() {
    return question.document(settings, answer);
  }

  /** Words and the main table. */
  public Page summary() {
    return question.summary(settings, answer).from(provenance);
  }

  /** Everything, with figures. */
  public Page page(Work work) throws Exception {
    return question.page(settings, answer, work).from(provenance);
  }
}
