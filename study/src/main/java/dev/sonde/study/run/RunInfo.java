package dev.sonde.study.run;

import dev.sonde.analysis.Provenance;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run.json} says.
 *
 * @param format version of the file, today 1
 * @param kind which study or training: {@code guided}, {@code guided/train}
 * @param settings everything that can change the numbers
 * @param seed of everything random; null where nothing is
 * @param provenance how the run was asked for; null where a program did
 */
public record RunInfo(
    int format,
    String kind,
    Map<String, String> settings,
    @Nullable Long seed,
    @Nullable Provenance provenance) {

  static final int FORMAT = 1;

  public RunInfo {
    Objects.requireNonNull(kind, "it has no kind");
    Objects.requireNonNull(settings, "it has no settings");
    settings.forEach(
        (name, value) -> Objects.requireNonNull(value, "setting " + name + " is null"));
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** A run without provenance; a setting {@code seed} is taken for the seed. */
  public static RunInfo of(String kind, Map<String, String> settings) {
    return new RunInfo(FORMAT, kind, settings, seedAmong(settings), null);
  }

  private static @Nullable Long seedAmong(Map<String, String> settings) {
    String seed = settings.get("seed");
    return seed != null && seed.matches("-?\\d{1,18}") ? Long.valueOf(seed) : null;
  }

  public RunInfo provenance(Provenance how) {
    return new RunInfo(format, kind, settings, how.seed() == null ? seed : how.seed(), how);
  }
}
