package dev.sonde.question.networks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that data settings name, for an answer's provenance. */
public final class DataFiles {
  private DataFiles() {}

  /** Files and folders that are there; {@code NAME=FILE} and {@code FILE:NAME} are taken apart. */
  public static List<Path> of(DataSettings data) {
    List<Path> files = new ArrayList<>();
    for (String input : data.input()) {
      Path whole = Path.of(input);
      int equals = input.indexOf('=');
      if (Files.exists(whole)) files.add(whole);
      else if (equals >= 0) files.add(Path.of(input.substring(equals + 1)));
    }
    if (data.labels() != null) files.add(TargetFiles.file(data.labels()));
    return files.stream().filter(Files::isRegularFile).toList();
  }
}
