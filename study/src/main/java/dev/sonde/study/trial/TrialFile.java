package dev.sonde.study.trial;

import dev.sonde.file.AtomicFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trials as text, one JSON document a line: how they reach other processes and machines. A file of
 * them is a plan; line i of it is the task i of an array job.
 */
public final class TrialFile {

  /** In a study's folder. */
  public static final String PLAN = "plan.jsonl";

  private static final JsonMapper MAPPER = new JsonMapper();

  private record Line(String kind, Map<String, String> settings) {}

  private TrialFile() {}

  /** A trial as one line. */
  public static String line(Trial trial) {
    return MAPPER.writeValueAsString(new Line(trial.kind(), new LinkedHashMap<>(trial.settings())));
  }

  /**
   * A trial from its line.
   *
   * @throws TrialException if it is none
   */
  public static Trial parse(String line) {
    try {
      Line read = MAPPER.readValue(line, Line.class);
      return Trial.of(read.kind(), read.settings());
    } catch (JacksonException | NullPointerException e) {
      throw new TrialException("not a trial: " + dev.sonde.file.Printable.of(line, 80), e);
    }
  }

  /** Writes a plan, in one step. */
  public static void write(Path file, List<Trial> trials) throws IOException {
    AtomicFile.write(
        file, temporary -> Files.write(temporary, trials.stream().map(TrialFile::line).toList()));
  }

  /** Reads a plan. */
  public static List<Trial> read(Path file) throws IOException {
    List<Trial> trials = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) trials.add(parse(line));
      }
    }
    return trials;
  }
}
