/**
 * What can be set, said once: a record whose components carry help, unit, default and bounds
 * ({@link dev.sonde.settings.Setting}) is read and written by one codec ({@link
 * dev.sonde.settings.SettingsCodec}). Options of the command line, {@code --help}, JSON, provenance
 * and the keys of trials all come from it.
 *
 * <pre>{@code
 * record Settings(
 *     @Setting(help = "bins that all runs share", initial = "64", min = 2, max = 65536) int bins,
 *     @Setting(help = "of the relabellings", initial = "1") long seed) implements Adjustable<Settings> {}
 *
 * SettingsCodec<Settings> codec = SettingsCodec.of(Settings.class);
 * Settings some = codec.read(Map.of("bins", "32"));   // bins 32, seed 1
 * codec.write(some);                                  // {bins=32, seed=1}
 * some.with("seed", 7);
 * }</pre>
 *
 * Costs some reflection at the first use of a record, and none of it on files: nothing that a file
 * says names a class.
 */
@NullMarked
package dev.sonde.settings;

import org.jspecify.annotations.NullMarked;
