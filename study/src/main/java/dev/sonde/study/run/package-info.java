/**
 * What is kept of a training or a study: a folder with {@code run.json} (settings, seed,
 * provenance), notes, {@code checkpoints/*.safetensors}, and every table of numbers, in {@code
 * results.duckdb} or, where a study gathers them later, in {@code tables.json}.
 *
 * <pre>{@code
 * try (RunDraft draft = RunDraft.begin(Path.of("runs/small"), RunInfo.of("addition", settings))) {
 *   …train into draft.checkpoints()…
 *   draft.add(metrics);
 *   Run run = draft.publish();          // runs/small, or runs/small-2 if that name is taken
 * }
 * Run again = Run.open(Path.of("runs/small"));
 * Table best = Query.of(List.of(again.folder()), "select * from metrics");
 * }</pre>
 *
 * A run appears under its name whole or not at all, and is never overwritten.
 */
@NullMarked
package dev.sonde.study.run;

import org.jspecify.annotations.NullMarked;
