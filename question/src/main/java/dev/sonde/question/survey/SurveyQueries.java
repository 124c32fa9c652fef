package dev.sonde.question.survey;

import dev.sonde.figure.table.Table;
import dev.sonde.study.survey.SurveyState;

/** What is asked of the tables of a survey; each answer is bounded, whatever the files. */
record SurveyQueries(SurveyState state) {

  /** Robust standard deviations from which a tensor is an outlier. */
  static final int FAR = 8;

  private static final int LISTED = 10_000;
  private static final int OUTLIERS = 200;

  /** Fewer files say nothing of what is usual. */
  private static final int USUAL = 8;

  /** Columns of {@code files} that people are shown. */
  static final String FILES = "SELECT * EXCLUDE (trial) FROM files ORDER BY path";

  static final String TENSORS = "SELECT * EXCLUDE (trial) FROM tensors ORDER BY path";

  SurveyAnswer.Counts counts() {
    Table table =
        state.query(
            """
            SELECT count(*) AS files, count(error) AS damaged, sum(bytes)::BIGINT AS bytes, \
            coalesce(sum(parameters), 0)::BIGINT AS parameters, count(*) FILTER (nan + inf > 0) AS \
            not_finite FROM files\
            """);
    return new SurveyAnswer.Counts(
        (long) table.number(0, "files"),
        (long) table.number(0, "damaged"),
        (long) table.number(0, "bytes"),
        (long) table.number(0, "parameters"),
        (long) table.number(0, "not_finite"));
  }

  Table architectures() {
    return state
        .query(
            """
            SELECT fingerprint AS architecture, count(*) AS files,
              count(DISTINCT weights_sha256) AS different, any_value(tensors) AS tensors,
              any_value(parameters) AS parameters, string_agg(DISTINCT format, ', ' ORDER BY format)
              AS formats, min(path) AS first, median(std) AS median_std
            FROM files WHERE error IS NULL GROUP BY fingerprint ORDER BY files DESC, first LIMIT %d
            """
                .formatted(LISTED))
        .named(
            "architectures", "Architectures: files whose tensors have the same names and shapes");
  }

  /** A row for each file that repeats an earlier one, by its bytes or by its weights. */
  Table copies() {
    return state.query(
        """
        WITH known AS (SELECT path, sha256, weights_sha256,
            min(path) OVER (PARTITION BY weights_sha256) AS same_as,
            first_value(sha256) OVER (PARTITION BY weights_sha256 ORDER BY path) AS first_sha256
          FROM files WHERE error IS NULL AND tensors > 0)
        SELECT path, same_as, CASE WHEN sha256 = first_sha256 THEN 'same bytes'
          ELSE 'same weights' END AS how
        FROM known WHERE path <> same_as ORDER BY same_as, path LIMIT %d
        """
            .formatted(LISTED));
  }

  Table damaged() {
    return state
        .query(
            "SELECT path, bytes, error FROM files WHERE error IS NOT NULL ORDER BY path LIMIT "
                + LISTED)
        .named("damaged", "Files that could not be read");
  }

  /**
   * Tensors whose spread, mean or tails are {@value #FAR} robust standard deviations from the
   * median of their architecture.
   */
  Table outliers() {
    return state
        .query(
            """
            WITH unlike AS (UNPIVOT (SELECT path, fingerprint, tensor, ln(std) AS "log std",
                mean / std AS "mean by std", ln(kurtosis + 3.1) AS "log kurtosis"
              FROM tensors WHERE std > 0 AND nan + inf = 0 AND kurtosis > -3.1)
              ON "log std", "mean by std", "log kurtosis" INTO NAME statistic VALUE value),
            usual AS (SELECT fingerprint, tensor, statistic, median(value) AS middle,
                1.4826 * mad(value) AS spread, count(*) AS files FROM unlike
              GROUP BY fingerprint, tensor, statistic
              HAVING count(*) >= %d AND mad(value) > 1e-9)
            SELECT path, tensor, statistic, value, middle AS median, spread,
              abs(value - middle) / spread AS deviations, files
            FROM unlike JOIN usual USING (fingerprint, tensor, statistic)
            WHERE abs(value - middle) > %d * spread
            ORDER BY deviations DESC, path, tensor, statistic LIMIT %d
            """
                .formatted(USUAL, FAR, OUTLIERS))
        .named(
            "outliers",
            "Tensors far from those of other files of their architecture, in robust standard"
                + " deviations");
  }
}
