package dev.sonde.study.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a study, a run that grows: its trials stay for good, and what was gathered from
 * them ({@code run.json}, {@code results.duckdb}, figures, report) is moved to {@code versions/1},
 * {@code versions/2}, … before something else takes its place.
 */
public record StudyFolder(Path folder) {

  /** Where the trials are. */
  public static final String TRIALS = "trials";

  private static final String VERSIONS = "versions";
  private static final List<String> GATHERED =
      List.of(Run.FILE, Database.FILE, "report.html", "linked.html", "figures", "networks");

  /**
   * Begins, or begins again: with the same settings nothing changes but how the study was asked
   * for; with others, what stands there becomes a version.
   *
   * <p>Until the process ends, no other begins a different study in the folder.
   *
   * @throws RunException if another kind of run, or something that is no run, is in the folder, or
   *     another process is at work there on another study
   */
  public void begin(RunInfo info) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new RunException(folder + ": is a file; name a folder");
    }
    if (!Run.isAt(folder) && hasForeignFiles()) {
      throw new RunException(folder + ": holds other files; name a new or empty folder");
    }
    Files.createDirectories(folder);
    FolderLock.hold(folder, lock -> begin(info, lock));
  }

  private void begin(RunInfo info, FolderLock lock) throws IOException {
    if (Run.isAt(folder)) {
      RunInfo there = Run.open(folder).info();
      if (!there.kind().equals(info.kind())) {
        throw new RunException(
            folder
                + ": holds a run of kind '"
                + there.kind()
                + "', not '"
                + info.kind()
                + "'; name another folder");
      }
      if (there.settings().equals(info.settings())) return;
      lock.requireAlone();
      keepVersion();
    }
    RunFolder.describe(folder, info);
  }

  private boolean hasForeignFiles() throws IOException {
    if (!Files.isDirectory(folder) || Files.isDirectory(folder.resolve(TRIALS))) return false;
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> !String.valueOf(file.getFileName()).startsWith("."));
    }
  }

  /**
   * Moves what was gathered; {@code run.json} last, so that a kill in between changes nothing: the
   * next time goes on, in the same version unless what was moved has been gathered anew.
   */
  private void keepVersion() throws IOException {
    Path versions = folder.resolve(VERSIONS);
    int number = 1;
    while (isFull(versions.resolve(String.valueOf(number)))) number++;
    Path version = versions.resolve(String.valueOf(number));
    Files.createDirectories(version);
    for (String name : GATHERED.reversed()) {
      Path from = folder.resolve(name);
      if (Files.exists(from)) Files.move(from, version.resolve(name));
    }
  }

  /** Whether something in the folder has no room in a version. */
  private boolean isFull(Path version) {
    return Run.isAt(version)
        || GATHERED.stream()
            .anyMatch(
                name -> Files.exists(folder.resolve(name)) && Files.exists(version.resolve(name)));
  }
}
