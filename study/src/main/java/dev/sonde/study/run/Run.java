package dev.sonde.study.run;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.table.Table;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** A run that was kept; see the package. */
public record Run(Path folder, RunInfo info) {

  static final String FILE = "run.json";
  static final String CHECKPOINTS = "checkpoints";

  /**
   * Opens the run in a folder.
   *
   * @throws RunException if there is none, or {@code run.json} cannot be read
   */
  public static Run open(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new RunException(
          folder + ": holds no run (no " + FILE + "); 'sonde runs' lists those that are there");
    }
    RunInfo info = Documents.read(file, RunInfo.class);
    if (info.format() != RunInfo.FORMAT) {
      throw new RunException(
          file + ": written in format " + info.format() + ", this Sonde knows " + RunInfo.FORMAT);
    }
    return new Run(folder, info);
  }

  /** Whether a folder holds a run. */
  public static boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /**
   * All runs in a folder and below it to a depth, by path; a run's own trials are not listed, and
   * what is hidden or in the making is passed over.
   */
  public static List<Path> below(Path folder, int depth) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.noneOf(java.nio.file.FileVisitOption.class),
        depth + 1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
            Path name = at.getFileName();
            if (!at.equals(folder) && name != null && name.toString().startsWith(".")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (!isAt(at)) return FileVisitResult.CONTINUE;
            found.add(at);
            return FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** Names of the kept networks, without the ending, in order. */
  public List<String> checkpoints() throws IOException {
    Path all = folder.resolve(CHECKPOINTS);
    if (!Files.isDirectory(all)) return List.of();
    try (Stream<Path> files = Files.list(all)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".safetensors") && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - ".safetensors".length()))
          .sorted()
          .toList();
    }
  }

  /** The file of a kept network. */
  public Path checkpointFile(String name) {
    return folder.resolve(CHECKPOINTS).resolve(name + ".safetensors");
  }

  /** A kept network. */
  public Checkpoint checkpoint(String name) {
    return Checkpoint.open(checkpointFile(name));
  }

  /** The tables of a run whose numbers are not gathered in a database. */
  public List<Table> shard() {
    return Shard.read(folder);
  }

  /** A whole table, wherever the run keeps it. */
  public Table table(String name) {
    if (Files.isRegularFile(folder.resolve(Database.FILE))) {
      Table all = Query.of(List.of(folder), "SELECT * FROM " + Sql.name(name));
      return all.named(name, "");
    }
    for (Table table : shard()) if (table.name().equals(name)) return table;
    throw new RunException(folder + ": has no table '" + name + "'");
  }

  /** Names and lengths of all tables. */
  public Table tables() {
    Table.Builder list = Table.named("tables").text("table").integer("rows");
    if (Files.isRegularFile(folder.resolve(Database.FILE))) {
      Table names = Query.of(List.of(folder), "SELECT table_name FROM duckdb_tables() ORDER BY 1");
      for (var row : names.rows()) {
        String name = String.valueOf(row.getFirst());
        Table count = Query.of(List.of(folder), "SELECT count(*) FROM " + Sql.name(name));
        list.row(name, count.rows().getFirst().getFirst());
      }
    } else {
      for (Table table : shard()) list.row(table.name(), table.rows().size());
    }
    return list.build();
  }

  /** Adds a note; two people may do so at once. */
  public Note note(String text) throws IOException {
    return Note.write(folder, text);
  }

  /** All notes, the oldest first. */
  public List<Note> notes() throws IOException {
    return Note.of(folder);
  }
}
