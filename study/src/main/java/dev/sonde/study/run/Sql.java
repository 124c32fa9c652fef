package dev.sonde.study.run;

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
}
