package dev.sonde.study.guided;

import dev.sonde.figure.table.Table;
import dev.sonde.study.run.Query;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a study found, over runs: every figure of the report is one of these rows, and every one of
 * them is a query that 'sonde sql' answers too.
 *
 * @param accuracy sequence accuracy by cell, model and split, the published one beside
 * @param transfer the same after a part was moved, by part, donor and retraining
 * @param pruning share of weights pruned, accuracy before and after retraining
 * @param change how far the state moves in each step
 * @param variance of the states' values
 * @param gates how often gates are as good as shut or open
 * @param probes how well the first and second table are read from the state, per step
 * @param comparison distances of the weights, the published ones beside
 * @param rows how well single rows of weights tell the groups apart
 */
public record Summaries(
    Table accuracy,
    Table transfer,
    Table pruning,
    Table change,
    Table variance,
    Table gates,
    Table probes,
    Table comparison,
    Table rows) {

  /** All of them, the answer to the study's question first. */
  Map<String, Table> byName() {
    Map<String, Table> all = new LinkedHashMap<>();
    all.put("accuracy", accuracy);
    all.put("transfer", transfer);
    all.put("pruning", pruning);
    all.put("change", change);
    all.put("variance", variance);
    all.put("gates", gates);
    all.put("probes", probes);
    all.put("comparison", comparison);
    all.put("rows", rows);
    return all;
  }

  private static String overRuns(String column) {
    return """
     count(*) AS runs, avg(%1$s) AS mean, stddev_samp(%1$s) AS spread, min(%1$s) AS least,
     max(%1$s) AS most\
    """
        .formatted(column);
  }

  /** Reads them from the database of a study. */
  public static Summaries of(Path study) {
    List<Path> run = List.of(study);
    return new Summaries(
        Query.of(
            run,
            """
            SELECT a.cell, a.model, a.split, any_value(a.n) AS n,%s, avg(a.word) AS word, \
            avg(a.final) AS final, avg(a.attention) AS attention, any_value(p.sequence) AS \
            published FROM accuracy a LEFT JOIN published_accuracy p USING (cell, model, split) \
            GROUP BY ALL ORDER BY a.cell, a.model DESC, a.split\
            """
                .formatted(overRuns("a.sequence"))),
        orNone(
            study,
            Table.named("transfer")
                .text("cell", "model", "part", "donor", "retrained", "split")
                .real("mean", "spread", "least", "most")
                .build(),
            "SELECT cell, model, part, donor, retrained, split,"
                + overRuns("sequence")
                + " FROM transfer GROUP BY ALL ORDER BY ALL"),
        orNone(
            study,
            Table.named("pruning").text("cell", "model", "split").build(),
            """
            SELECT b.cell, b.model, b.threshold, b.split, count(*) AS runs, avg(b.pruned) AS \
            pruned, avg(b.sequence) AS before, stddev_samp(b.sequence) AS before_spread, \
            avg(a.sequence) AS after, stddev_samp(a.sequence) AS after_spread FROM pruning b JOIN \
            pruning_retrained a USING (trial, split) GROUP BY ALL ORDER BY ALL\
            """),
        Query.of(
            run,
            """
            SELECT s.cell, s.model, s.split, s.layer, s.step,%s, any_value(p.change) AS published \
            FROM states s LEFT JOIN published_change p USING (cell, model, split, layer, step) \
            WHERE s.step > 1 GROUP BY ALL ORDER BY s.cell, s.model DESC, s.split, s.layer, s.step\
            """
                .formatted(overRuns("s.change"))),
        Query.of(
            run,
            """
            SELECT s.cell, s.model, s.split, s.layer,%s, any_value(p.variance) AS published FROM \
            state_variance s LEFT JOIN published_variance p USING (cell, model, split, layer) \
            GROUP BY ALL ORDER BY s.cell, s.model DESC, s.split, s.layer\
            """
                .formatted(overRuns("s.variance"))),
        Query.of(
            run,
            """
            SELECT cell, model, split, layer, gate, count(DISTINCT run) AS runs, avg(shut) AS \
            shut, avg(open) AS open FROM gates GROUP BY ALL ORDER BY cell, model DESC, split, \
            layer, gate\
            """),
        Query.of(
            run,
            """
            SELECT s.cell, s.model, s.split, s.layer, s.table_place, s.step,%s, avg(s.shuffled) AS \
            shuffled, any_value(s.most_frequent) AS most_frequent, avg(s.units_needed) AS \
            units_needed, any_value(s.units) AS units, any_value(p.accuracy) AS published FROM \
            probes s LEFT JOIN published_probes p USING (cell, model, split, layer, step, \
            table_place) GROUP BY ALL ORDER BY s.cell, s.model DESC, s.split, s.layer, \
            s.table_place, s.step\
            """
                .formatted(overRuns("s.accuracy"))),
        Query.of(
            run,
            """
            SELECT c.*, p.between AS published_between, p.within_baseline AS \
            published_within_baseline, p.within_guided AS published_within_guided FROM comparison \
            c LEFT JOIN published_distances p USING (cell, parameter) ORDER BY c.cell, c.p, \
            c.effect DESC, c.parameter\
            """),
        Query.of(run, "SELECT * FROM rows ORDER BY cell, balanced_accuracy DESC, parameter"));
  }

  /** The answer, or nothing where the study was asked for no such trials. */
  private static Table orNone(Path study, Table none, String sql) {
    boolean there =
        !Query.of(
                List.of(study),
                "SELECT 1 FROM duckdb_tables() WHERE table_name = '" + none.name() + "'")
            .rows()
            .isEmpty();
    return there ? Query.of(List.of(study), sql) : none;
  }
}
