package dev.sonde.study.trial;

import dev.sonde.file.Digests;
import dev.sonde.network.layer.Seeds;
import dev.sonde.settings.SettingSpec;
import dev.sonde.settings.SettingsCodec;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A unit of work: which kind, and everything that can change its result.
 *
 * @param kind names the {@link Work}
 * @param settings seed included; the same settings are the same trial
 */
public record Trial(String kind, SortedMap<String, String> settings) {

  private static final int KEY_DIGITS = 24;

  public Trial {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  public static Trial of(String kind, Map<String, String> settings) {
    return new Trial(kind, new TreeMap<>(settings));
  }

  /**
   * The seed of one network of a study. Networks share none, those of other conditions either:
   * otherwise they would be pairs, and no independent samples.
   *
   * @param seed of the study
   * @param condition the way of training, by name
   * @param run from 1
   */
  public static long seed(long seed, String condition, int run) {
    return Seeds.mix(Seeds.mix(seed, condition), run) >>> 8;
  }

  /** A hash of kind and settings: 24 hexadecimal digits, the same on every machine. */
  public String key() {
    StringBuilder all = new StringBuilder();
    append(all, kind);
    settings.forEach(
        (name, value) -> {
          append(all, name);
          append(all, value);
        });
    return Digests.sha256(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, KEY_DIGITS);
  }

  /** With its length in front, so that no two maps write the same text. */
  private static void append(StringBuilder all, String text) {
    all.append(text.length()).append(':').append(text);
  }

  /**
   * The settings that a record describes; others are passed over.
   *
   * @throws dev.sonde.settings.SettingsException if one is missing, or no value that it can have
   */
  public <S extends Record> S as(Class<S> type) {
    SettingsCodec<S> codec = SettingsCodec.of(type);
    Map<String, String> known = new TreeMap<>(settings);
    known.keySet().retainAll(codec.specs().stream().map(SettingSpec::name).toList());
    return codec.read(known);
  }

  /**
   * A setting.
   *
   * @throws TrialException if it is missing
   */
  public String text(String name) {
    String value = settings.get(name);
    if (value == null) throw new TrialException(kind + " trial: no setting '" + name + "'");
    return value;
  }

  /** A whole number; see {@link #text}. */
  public int integer(String name) {
    return (int) whole(name);
  }

  /** A long whole number, such as a seed; see {@link #text}. */
  public long whole(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      throw notA("whole number", name, e);
    }
  }

  /** A number; see {@link #text}. */
  public double real(String name) {
    try {
      return Double.parseDouble(text(name));
    } catch (NumberFormatException e) {
      throw notA("number", name, e);
    }
  }

  private TrialException notA(String what, String name, NumberFormatException e) {
    return new TrialException(
        kind + " trial: setting '" + name + "' is '" + text(name) + "', not a " + what, e);
  }
}
