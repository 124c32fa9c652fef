package dev.sonde.study.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file as it was when the survey was planned: with it, a changed file is another unit of work.
 *
 * @param path as the person named it
 * @param file absolute, for workers that stand elsewhere
 * @param bytes its size; 0 of a folder
 * @param modified in milliseconds since 1970
 * @param beside size and time of each file of settings that lies beside it
 */
record Listed(String path, String file, long bytes, long modified, List<String> beside) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  Listed {
    beside = List.copyOf(beside);
  }

  static Listed of(Path path) throws IOException {
    List<String> beside = new ArrayList<>();
    for (Path settings : Beside.files(path)) {
      long time = Files.getLastModifiedTime(settings).toMillis();
      beside.add(settings.getFileName() + " " + Files.size(settings) + " " + time);
    }
    return new Listed(
        path.toString(),
        path.toAbsolutePath().normalize().toString(),
        Files.isDirectory(path) ? 0 : Files.size(path),
        Files.getLastModifiedTime(path).toMillis(),
        beside);
  }

  /** Whether the file on the disk still is the one that was listed. */
  boolean stands() throws IOException {
    Path now = Path.of(file);
    if (!Files.exists(now)) return false;
    Listed again = of(now);
    return again.bytes == bytes && again.modified == modified && again.beside.equals(beside);
  }

  static String write(List<Listed> files) {
    return MAPPER.writeValueAsString(files);
  }

  static List<Listed> read(String text) {
    try {
      return MAPPER.readValue(text, new TypeReference<List<Listed>>() {});
    } catch (JacksonException e) {
      throw new SurveyException("not a list of files to survey: " + e.getOriginalMessage());
    }
  }
}
