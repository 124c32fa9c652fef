package dev.sonde.study.guided;

import dev.sonde.file.AtomicFile;
import dev.sonde.file.Printable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The task in the published file format: one {@code SPLIT.tsv} each, {@code source ⇥ target ⇥
 * attention}. Some of the published files have one attention index more, for an end symbol: both
 * variants are read, and the index is left out.
 */
public final class TaskFiles {

  /** A line has a few dozen characters; a file of this size is something else. */
  private static final long LARGEST = 16 << 20;

  private TaskFiles() {}

  /** Writes all splits into a folder. */
  public static void write(LookupTask task, Path folder) throws IOException {
    for (Map.Entry<Split, List<Example>> split : task.splits().entrySet()) {
      StringBuilder text = new StringBuilder();
      for (Example example : split.getValue()) text.append(example.line()).append('\n');
      AtomicFile.writeString(folder.resolve(split.getKey().fileName()), text.toString());
    }
  }

  /**
   * Reads all splits of a folder.
   *
   * @throws TaskException if a file is missing or not of this format, or a line of another split is
   *     in training too
   */
  public static LookupTask read(Path folder) {
    Map<Split, List<Example>> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) splits.put(split, read(folder, split));
    LookupTask task = new LookupTask(splits);
    requireApart(folder, task);
    return task;
  }

  private static List<Example> read(Path folder, Split split) {
    Path file = folder.resolve(split.fileName());
    try {
      if (!Files.isRegularFile(file)) throw new TaskException(file + ": no such file");
      if (Files.size(file) > LARGEST) {
        throw new TaskException(file + ": larger than any file of lookup tables");
      }
      List<Example> examples = new ArrayList<>();
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) examples.add(parse(lines.get(i), file + ", line " + (i + 1)));
      }
      if (examples.isEmpty()) throw new TaskException(file + ": is empty");
      return examples;
    } catch (CharacterCodingException e) {
      throw new TaskException(file + ": is not text", e);
    } catch (IOException e) {
      throw new TaskException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Example parse(String line, String where) {
    String[] columns = line.split("\t", -1);
    if (columns.length != 3) {
      throw new TaskException(where + ": " + columns.length + " columns; expected 3, tabs between");
    }
    List<String> source = List.of(columns[0].strip().split(" +"));
    List<String> target = List.of(columns[1].strip().split(" +"));
    Example example = new Example(source, target);
    int steps = target.size();
    boolean shaped = steps >= 2 && source.size() == steps + 1 && source.getLast().equals(".");
    if (!shaped
        || !known(source.subList(0, 1), Vocabulary.TARGET)
        || !known(target, Vocabulary.TARGET)) {
      throw new TaskException(
          where + ": expected 'INPUT TABLE… .' and as many results; found '" + shown(line) + "'");
    }
    for (String table : example.tables()) {
      if (!table.matches("t[1-8]")) {
        throw new TaskException(where + ": '" + shown(table) + "' is not a table t1 to t8");
      }
    }
    String diagonal = String.join(" ", indices(steps));
    String longer = String.join(" ", indices(steps + 1));
    String attention = columns[2].strip();
    if (!attention.equals(diagonal) && !attention.equals(longer)) {
      throw new TaskException(
          where
              + ": attention is '"
              + shown(attention)
              + "', expected '"
              + diagonal
              + "' (or one index more, for the end)");
    }
    return example;
  }

  private static List<String> indices(int count) {
    List<String> indices = new ArrayList<>();
    for (int i = 0; i < count; i++) indices.add(String.valueOf(i));
    return indices;
  }

  private static boolean known(List<String> words, List<String> vocabulary) {
    return words.stream()
        .allMatch(w -> w.length() == 3 && vocabulary.contains(w) && !w.startsWith("<"));
  }

  private static String shown(String text) {
    return Printable.of(text, 60);
  }

  private static void requireApart(Path folder, LookupTask task) {
    Set<List<String>> train = new HashSet<>();
    for (Example example : task.of(Split.TRAIN)) train.add(example.source());
    task.splits()
        .forEach(
            (split, examples) -> {
              if (split == Split.TRAIN) return;
              for (Example example : examples) {
                if (!train.contains(example.source())) continue;
                throw new TaskException(
                    folder.resolve(split.fileName())
                        + ": '"
                        + String.join(" ", example.source())
                        + "' is in training too");
              }
            });
  }
}
