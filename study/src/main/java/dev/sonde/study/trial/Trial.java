package dev.sonde.study.trial;

import dev.sonde.settings.SettingSpec;
import dev.sonde.settings.SettingsCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
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

  private static final int KEY_BYTES = 12;

  public Trial {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  public static Trial of(String kind, Map<String, String> settings) {
    return new Trial(kind, new TreeMap<>(settings));
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
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(all.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
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
