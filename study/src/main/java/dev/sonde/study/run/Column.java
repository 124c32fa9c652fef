package dev.sonde.study.run;

/** A column of a {@link Table}. */
public record Column(String name, Type type) {

  /** What its cells are. */
  public enum Type {
    /** String. */
    TEXT("VARCHAR"),
    /** Long. */
    INTEGER("BIGINT"),
    /** Double, NaN and infinities included. */
    REAL("DOUBLE"),
    /** Boolean. */
    TRUTH("BOOLEAN");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }
  }

  String declaration() {
    return Sql.name(name) + " " + type.sql();
  }
}
