package dev.sonde.figure.table;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What stands above a column.
 *
 * @param key in snake case, as in JSON, CSV and SQL
 * @param title as people read it
 * @param unit of its values, or empty where they have none
 * @param explanation what it means, in half a sentence, or empty
 * @param type of its values
 * @param rank how readily a narrow terminal goes without it: 0 never, greater ones first
 */
public record Head(String key, String title, String unit, String explanation, Type type, int rank) {

  /** What the cells of a column are, where they are not null. */
  public enum Type {
    /** String. */
    TEXT,
    /** Long. */
    INTEGER,
    /** Double, NaN and infinities included. */
    REAL,
    /** Boolean. */
    TRUTH
  }

  public Head {
    if (rank < 0) throw new IllegalArgumentException(key + ": a rank of " + rank);
  }

  /** Only named: the key is the title too. */
  public static Head of(String key, Type type) {
    return new Head(key, key, "", "", type, 0);
  }

  public static Head text(String title) {
    return titled(title, "", Type.TEXT);
  }

  public static Head integer(String title, String explanation) {
    return titled(title, explanation, Type.INTEGER);
  }

  public static Head real(String title, String explanation) {
    return titled(title, explanation, Type.REAL);
  }

  public static Head truth(String title, String explanation) {
    return titled(title, explanation, Type.TRUTH);
  }

  private static Head titled(String title, String explanation, Type type) {
    return new Head(key(title), title, "", explanation, type, 0);
  }

  /** A title in snake case: {@code p adjusted} is {@code p_adjusted}. */
  public static String key(String title) {
    String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    String joined = plain.replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_|_$", "");
    return joined.isEmpty() ? "column" : joined;
  }

  /** Whether its cells are numbers, which stand at the right and sort by value. */
  public boolean numeric() {
    return type == Type.INTEGER || type == Type.REAL;
  }

  /** The title with its unit: {@code time (s)}. */
  public String label() {
    return unit.isEmpty() ? title : title + " (" + unit + ")";
  }

  public Head withType(Type other) {
    return new Head(key, title, unit, explanation, other, rank);
  }

  public Head withKey(String other) {
    return new Head(other, title, unit, explanation, type, rank);
  }

  public Head ranked(int other) {
    return new Head(key, title, unit, explanation, type, other);
  }
}
