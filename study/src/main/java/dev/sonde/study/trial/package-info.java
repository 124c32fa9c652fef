/**
 * How a study with two or two hundred thousand parts is run, killed, and taken up again. A {@link
 * dev.sonde.study.trial.Trial} is a unit of work whose key is a hash of its settings; what it finds
 * is published under that key by one rename. So a trial is done once, however often and wherever it
 * is asked for, and whatever is killed.
 *
 * <pre>{@code
 * List<Trial> trials = …;                                    // new Trial("states", settings)
 * TrialStore store = new TrialStore(study.resolve("trials"));
 * LocalRunner.threads(2, Map.of("states", new StatesWork())).run(store, trials, listener);
 * store.gather(trials, study.resolve("results.duckdb"), extra);    // all tables, SQL
 * }</pre>
 *
 * {@link dev.sonde.study.trial.LocalRunner} runs them here, in threads or in child processes, each
 * of which runs the command {@code sonde trial}; Spark and Slurm run the same command elsewhere.
 * Cost of a trial beside its work: two files and three renames, under a millisecond.
 */
@NullMarked
package dev.sonde.study.trial;

import org.jspecify.annotations.NullMarked;
