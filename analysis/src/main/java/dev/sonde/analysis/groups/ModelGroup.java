package dev.sonde.analysis.groups;

import dev.sonde.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs of one kind under one name: {@code guided} and its five checkpoints. The runs may be of any
 * mix of formats.
 *
 * <pre>{@code
 * ModelGroup.of("guided", Path.of("runs"), "g*.pt");
 * ModelGroup.matching("guided", "runs/g*.pt");
 * }</pre>
 *
 * @param name what results call the group
 * @param runs one opened checkpoint per run, at least one
 */
public record ModelGroup(String name, List<Checkpoint> runs) {

  /**
   * @throws GroupException if the name is blank or there is no run
   */
  public ModelGroup {
    runs = List.copyOf(runs);
    if (name.isBlank()) throw new GroupException("a group of models needs a name");
    if (runs.isEmpty()) throw new GroupException("group '" + name + "' has no run");
  }

  /**
   * Opens these files, one run each.
   *
   * @throws GroupException if the list is empty
   * @throws dev.sonde.checkpoint.reader.CheckpointException if a file cannot be read
   */
  public static ModelGroup of(String name, List<Path> files) {
    return new ModelGroup(name, files.stream().map(Checkpoint::open).toList());
  }

  /**
   * Opens the files of a folder that match a pattern as a shell would read it; see {@link
   * #matching}.
   */
  public static ModelGroup of(String name, Path folder, String glob) {
    return of(name, new FilePattern(name, folder).expand(glob));
  }

  /**
   * Opens the files that match one or more patterns, separated by commas, relative to the working
   * folder: {@code *}, {@code ?}, {@code [a-c]} within one part of a path and {@code {a,b}}
   * anywhere, as a shell reads them. Files are sorted by path within each pattern, and taken once.
   *
   * @throws GroupException if a pattern matches no file
   * @throws dev.sonde.checkpoint.reader.CheckpointException if a file cannot be read
   */
  public static ModelGroup matching(String name, String patterns) {
    return of(name, Path.of(""), patterns);
  }

  /** This group with recurrent weights split into the blocks of their gates. */
  public ModelGroup withGates() {
    return new ModelGroup(name, runs.stream().map(Checkpoint::withGates).toList());
  }

  /** The files, in the order of the runs. */
  public List<Path> files() {
    return runs.stream().map(Checkpoint::path).toList();
  }

  /** This group with the runs of {@code other} behind its own. */
  public ModelGroup and(ModelGroup other) {
    return new ModelGroup(
        name, java.util.stream.Stream.concat(runs.stream(), other.runs.stream()).toList());
  }
}
