package dev.sonde.study.run;

import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON files. */
final class Documents {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Documents() {}

  static void write(Path file, Object document) throws IOException {
    AtomicFile.writeString(file, MAPPER.writeValueAsString(document) + "\n");
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      T document = MAPPER.readValue(Files.readString(file), type);
      if (document == null) throw new RunException(file + ": is empty");
      return document;
    } catch (IOException e) {
      throw new RunException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (JacksonException | NullPointerException e) {
      throw new RunException(
          file
              + ": is damaged, or was not written by Sonde: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }
}
