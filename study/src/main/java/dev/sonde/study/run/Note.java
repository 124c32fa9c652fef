package dev.sonde.study.run;

import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a person wrote about a run. Each note is a file of its own, named by its time, so that two
 * people may write at once and nothing is ever rewritten.
 *
 * @param at when, in UTC: {@code 2026-01-31T12:00:00.000Z}
 */
public record Note(String at, String text) {

  private static final String FOLDER = "notes";

  static Note write(Path run, String text) throws IOException {
    String at =
        String.format(
            Locale.ROOT,
            "%tFT%<tT.%<tLZ",
            Instant.now().truncatedTo(ChronoUnit.MILLIS).atZone(UTC));
    String name = at.replace(":", "") + "-" + UUID.randomUUID().toString().substring(0, 8) + ".txt";
    AtomicFile.writeString(run.resolve(FOLDER).resolve(name), text);
    return new Note(at, text);
  }

  private static final java.time.ZoneId UTC = java.time.ZoneOffset.UTC;

  /** All notes of a run, the oldest first. */
  static List<Note> of(Path run) throws IOException {
    Path folder = run.resolve(FOLDER);
    if (!Files.isDirectory(folder)) return List.of();
    List<Note> notes = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".") || !name.endsWith(".txt")) continue;
        notes.add(new Note(time(name), Files.readString(file)));
      }
    }
    return notes;
  }

  /** {@code 2026-01-31T120000.000Z-…} → {@code 2026-01-31T12:00:00.000Z}. */
  private static String time(String name) {
    return name.replaceFirst("^(\\d{4}-\\d\\d-\\d\\dT\\d\\d)(\\d\\d)([\\d.]+Z).*", "$1:$2:$3");
  }
}
