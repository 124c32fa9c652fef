package dev.sonde.question;

import dev.sonde.analysis.Provenance;
import dev.sonde.file.Digests;
import dev.sonde.file.InputException;
import dev.sonde.network.transformer.ModelFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What was read, with sizes and digests: a file, or the files of a folder. */
final class InputFiles {

  /** Larger inputs are not hashed in passing: it would cost more than most answers. */
  private static final long HASH_LIMIT = 256L << 20;

  /** Folders of more files are told in one line. */
  private static final int MOST_LISTED = 50;

  private static final int MOST_COUNTED = 100_000;
  private static final int MAX_DEPTH = 16;

  private InputFiles() {}

  /**
   * Of a model's folder what a model is read from; of another all that is not hidden, file by file,
   * or, of very many, together.
   */
  static List<Provenance.Input> of(Path path) throws IOException {
    if (!Files.isDirectory(path)) return List.of(file(path));
    List<Path> files = read(path);
    if (files.isEmpty() || files.size() > MOST_LISTED) return List.of(together(path, files));
    List<Provenance.Input> inputs = new ArrayList<>();
    for (Path each : files) inputs.add(file(each));
    return inputs;
  }

  private static List<Path> read(Path folder) throws IOException {
    if (!ModelFolder.is(folder)) return below(folder);
    try {
      return ModelFolder.files(folder);
    } catch (InputException _) { // Settings of something else.
      return below(folder);
    }
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder, MAX_DEPTH)) {
      return walk.filter(file -> !hidden(folder.relativize(file)))
          .filter(Files::isRegularFile)
          .limit(MOST_COUNTED)
          .sorted()
          .toList();
    }
  }

  private static boolean hidden(Path relative) {
    for (Path part : relative) if (part.toString().startsWith(".")) return true;
    return false;
  }

  private static Provenance.Input file(Path path) throws IOException {
    if (!Files.isRegularFile(path)) return new Provenance.Input(path.toString(), 0, null);
    long size = Files.size(path);
    String digest = size <= HASH_LIMIT ? Digests.sha256(path) : null;
    return new Provenance.Input(path.toString(), size, digest);
  }

  /** The digest is that of the files' digests and names, as {@code sha256sum} lists them. */
  private static Provenance.Input together(Path folder, List<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) size += Files.size(file);
    if (files.isEmpty() || size > HASH_LIMIT) {
      return new Provenance.Input(folder.toString(), size, null);
    }
    MessageDigest digest = Digests.sha256();
    for (Path file : files) {
      String line = Digests.sha256(file) + "  " + folder.relativize(file) + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return new Provenance.Input(folder.toString(), size, HexFormat.of().formatHex(digest.digest()));
  }
}
