package dev.sonde.checkpoint.tensorflow;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.reader.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads checkpoints of TensorFlow 1 and 2 by their {@code .index} file, and the folders that hold
 * one: a SavedModel's, or one whose file {@code checkpoint} says which is the latest. A
 * SavedModel's graph is not read.
 */
public final class TensorFlowReader implements CheckpointReader {

  private static final String INDEX = ".index";
  private static final int MAX_STATE = 1 << 20;
  private static final Pattern LATEST =
      Pattern.compile("^model_checkpoint_path: \"([^\"\\\\]*)\"", Pattern.MULTILINE);

  @Override
  public String format() {
    return "tensorflow";
  }

  @Override
  public boolean recognises(Source source) {
    if (source.isFolder()) return indexIn(source.path()) != null;
    return SortedTable.recognises(source.bytes());
  }

  @Override
  public Contents read(Source source) {
    Contents.Builder contents = new Contents.Builder(source.bytes().name());
    if (!source.isFolder()) {
      String name = Objects.toString(source.path().getFileName(), "");
      String prefix = name.endsWith(INDEX) ? name.substring(0, name.length() - 6) : name;
      TensorBundle.add(source.bytes(), ModelFolder.around(source.path()), prefix, contents);
      return contents.build();
    }
    String name = source.bytes().name();
    String relative = Objects.requireNonNull(indexIn(source.path()));
    Path index = ModelFolder.of(source.path()).find(relative, name);
    if (index == null) throw new CheckpointException(name + ": '" + relative + "' is missing");
    try {
      Bytes mapped = Bytes.map(index);
      Bytes named = mapped.slice(name + ": " + relative, 0, mapped.size());
      if (!SortedTable.recognises(named)) throw named.error(0, "not an index of TensorFlow");
      String prefix = relative.substring(0, relative.length() - INDEX.length());
      TensorBundle.add(named, ModelFolder.of(source.path()), prefix, contents);
      return contents.build();
    } catch (IOException e) {
      throw new CheckpointException(
          name + ": " + relative + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The index that a folder stands for, relative to it, or null. */
  private static @Nullable String indexIn(Path folder) {
    if (Files.isRegularFile(folder.resolve("variables/variables.index"))) {
      return "variables/variables.index";
    }
    Path state = folder.resolve("checkpoint");
    try {
      if (!Files.isRegularFile(state) || Files.size(state) > MAX_STATE) return null;
      Matcher latest = LATEST.matcher(Files.readString(state));
      if (!latest.find()) return null;
      // Folders are moved: what counts is the name.
      String path = latest.group(1);
      String index = path.substring(path.lastIndexOf('/') + 1) + INDEX;
      return Files.isRegularFile(folder.resolve(index)) ? index : null;
    } catch (IOException | InvalidPathException unreadable) {
      return null;
    }
  }
}
