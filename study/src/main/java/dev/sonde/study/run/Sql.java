package dev.sonde.study.run;

import dev.sonde.figure.table.Head;
import java.nio.file.Path;

/** Names and paths inside SQL text. */
final class Sql {

  private Sql() {}

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String path(Path path) {
    return text(path.toAbsolutePath().toString());
  }

  /** A column in a {@code CREATE TABLE}. */
  static String declaration(Head head) {
    String type =
        switch (head.type()) {
          case TEXT -> "VARCHAR";
          case INTEGER -> "BIGINT";
          case REAL -> "DOUBLE";
          case TRUTH -> "BOOLEAN";
        };
    return name(head.key()) + " " + type;
  }
}
