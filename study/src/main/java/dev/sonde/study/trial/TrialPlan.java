package dev.sonde.study.trial;

import dev.sonde.file.AtomicFile;
import dev.sonde.file.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All trials of a study in stages. A trial needs those whose keys stand among its settings; so much
 * follows from what a {@link Work} may depend on, and no study has to say it again.
 *
 * <p>As a file, {@code plan.jsonl}, it is how trials reach other processes and machines: one JSON
 * document a line, with the trial's stage, its key and the keys of the trials it needs; line i is
 * the task i of an array job.
 */
public final class TrialPlan {

  /** In a study's folder. */
  public static final String FILE = "plan.jsonl";

  /** Of plans that were written before there were stages. */
  private static final String ONLY_STAGE = "trials";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private record Line(
      @Nullable String stage,
      @Nullable String key,
      String kind,
      Map<String, String> settings,
      @Nullable List<String> needs) {}

  private final List<Stage> stages;
  private final Map<String, Trial> byKey = new LinkedHashMap<>();

  public TrialPlan(List<Stage> stages) {
    this.stages = List.copyOf(stages);
    for (Trial trial : all()) byKey.putIfAbsent(trial.key(), trial);
  }

  /** A plan of nothing: every trial is taken to have what it needs. */
  public static TrialPlan none() {
    return new TrialPlan(List.of());
  }

  public List<Stage> stages() {
    return stages;
  }

  /** The trials of all stages, in an order in which each finds what it needs. */
  public List<Trial> all() {
    return stages.stream().flatMap(stage -> stage.trials().stream()).toList();
  }

  /** The trials that must be published before this one can be run. */
  public List<Trial> needs(Trial trial) {
    List<Trial> needs = new ArrayList<>();
    for (String value : trial.settings().values()) {
      Trial needed = byKey.get(value);
      if (needed != null && !needs.contains(needed)) needs.add(needed);
    }
    return needs;
  }

  /** Writes the plan, in one step. */
  public void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Stage stage : stages) {
      for (Trial trial : stage.trials()) {
        List<String> needs = needs(trial).stream().map(Trial::key).toList();
        lines.add(
            MAPPER.writeValueAsString(
                new Line(
                    stage.name(),
                    trial.key(),
                    trial.kind(),
                    new LinkedHashMap<>(trial.settings()),
                    needs)));
      }
    }
    AtomicFile.write(file, temporary -> Files.write(temporary, lines));
  }

  /**
   * Reads a plan.
   *
   * @throws TrialException if a line is no trial
   */
  public static TrialPlan read(Path file) throws IOException {
    Map<String, List<Trial>> stages = new LinkedHashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank()) continue;
        Line read = line(line);
        String stage = read.stage() == null ? ONLY_STAGE : read.stage();
        stages
            .computeIfAbsent(stage, _ -> new ArrayList<>())
            .add(Trial.of(read.kind(), read.settings()));
      }
    }
    return new TrialPlan(
        stages.entrySet().stream().map(e -> new Stage(e.getKey(), e.getValue())).toList());
  }

  /** A trial as one line, without its place in a plan. */
  public static String line(Trial trial) {
    return MAPPER.writeValueAsString(
        Map.of("kind", trial.kind(), "settings", new LinkedHashMap<>(trial.settings())));
  }

  /**
   * A trial from its line, that of a plan or one by itself.
   *
   * @throws TrialException if it is none
   */
  public static Trial parse(String line) {
    Line read = line(line);
    return Trial.of(read.kind(), read.settings());
  }

  private static Line line(String line) {
    try {
      Line read = MAPPER.readValue(line, Line.class);
      if (read != null && read.kind() != null && read.settings() != null) return read;
    } catch (JacksonException e) {
      throw new TrialException("not a trial: " + Printable.of(line, 80), e);
    }
    throw new TrialException("not a trial: " + Printable.of(line, 80));
  }
}
