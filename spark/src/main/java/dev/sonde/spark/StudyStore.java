package dev.sonde.spark;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A study in an object store or HDFS, for machines that share no folder: whatever file system the
 * cluster's Hadoop knows by the address ({@code s3a://bucket/states}, {@code hdfs://…}).
 *
 * <p>The store has what the study's folder has: {@code plan.jsonl}, {@code inputs/}, {@code data/}
 * and {@code trials/}. Stores cannot rename a folder in one step and have no locks: every attempt
 * at a trial is written into a folder of its own, and the trial is published by one small file that
 * names the attempt. What a killed executor left is named by nothing, and attempts are never mixed.
 */
final class StudyStore implements Serializable {

  private static final long serialVersionUID = 1;

  /** In a folder, the file without which a trial, or a study, is none. */
  private static final String RUN = "run.json";

  /** In the store, the file that names the attempt at a trial that counts. */
  private static final String PUBLISHED = "published";

  private static final String TRIALS = "trials";
  private static final List<String> REWRITTEN = List.of(SparkTrials.PLAN, RUN);
  private static final List<String> KEPT = List.of("inputs", "data");
  private static final int FAN_OUT = 2;

  /** Of the name of an attempt. */
  private static final int NAME_BYTES = 64;

  private final String address;
  private final SerializableConfiguration configuration;

  /**
   * A study at an address.
   *
   * @throws IllegalArgumentException if it is no address of a file system
   */
  StudyStore(String address, Configuration configuration) {
    URI uri = URI.create(address);
    if (uri.getScheme() == null) {
      throw new IllegalArgumentException(
          address + ": expected an address such as s3a://bucket/folder or hdfs://host/folder");
    }
    this.address = address.replaceAll("/+$", "");
    this.configuration = new SerializableConfiguration(configuration);
  }

  private org.apache.hadoop.fs.Path at(String relative) {
    return new org.apache.hadoop.fs.Path(address + "/" + relative);
  }

  private FileSystem files() throws IOException {
    return at("").getFileSystem(configuration.value());
  }

  /** Puts a study's plan and what its trials read into the store, and the trials that are done. */
  void upload(Path study, List<PlanLine> plan) throws IOException {
    for (String name : REWRITTEN) {
      Path local = study.resolve(name);
      if (Files.exists(local)) write(local, at(name));
    }
    for (String name : KEPT) {
      Path local = study.resolve(name);
      if (Files.exists(local)) putMissing(local, name);
    }
    for (PlanLine line : plan) publish(line.key(), study);
  }

  /** Brings the published trials of a plan into a study's folder; those that are there stay. */
  void download(Path study, List<PlanLine> plan) throws IOException {
    for (PlanLine line : plan) fetch(line.key(), study);
  }

  /** Brings the plan and what its trials read into an executor's folder. */
  void mirror(Path folder) throws IOException {
    for (List<String> names : List.of(REWRITTEN, KEPT)) {
      for (String name : names) {
        if (files().exists(at(name))) get(at(name), folder.resolve(name));
      }
    }
  }

  boolean isPublished(String key) throws IOException {
    return !key.isEmpty() && files().exists(at(trial(key) + "/" + PUBLISHED));
  }

  /** Brings a published trial into a folder, where it appears whole; nothing if there is none. */
  void fetch(String key, Path folder) throws IOException {
    if (key.isEmpty()) return;
    Path target = folder.resolve(trial(key));
    if (Files.exists(target.resolve(RUN)) || !isPublished(key)) return;
    Files.createDirectories(target.getParent());
    Path part = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + ".get");
    try {
      get(at(trial(key) + "/" + attempt(key)), part);
      Files.move(part, target);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another task has brought it.
    } finally {
      delete(part);
    }
  }

  /** Puts a trial that a folder has published into the store, if nobody has yet. */
  void publish(String key, Path folder) throws IOException {
    if (key.isEmpty()) return;
    Path local = folder.resolve(trial(key));
    if (!Files.exists(local.resolve(RUN)) || isPublished(key)) return;
    String attempt = UUID.randomUUID().toString();
    for (Path file : regular(local)) {
      write(file, at(trial(key) + "/" + attempt + "/" + local.relativize(file)));
    }
    try (var out = files().create(at(trial(key) + "/" + PUBLISHED), false)) {
      out.write(attempt.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // Stores say in words of their own that another executor was first; its attempt counts.
      if (!isPublished(key)) throw e;
    }
  }

  /** The attempt at a trial that counts. */
  private String attempt(String key) throws IOException {
    try (var in = files().open(at(trial(key) + "/" + PUBLISHED))) {
      String name = new String(in.readNBytes(NAME_BYTES), StandardCharsets.US_ASCII);
      return UUID.fromString(name).toString();
    } catch (IllegalArgumentException e) {
      throw new IOException(at(trial(key) + "/" + PUBLISHED) + ": names no attempt", e);
    }
  }

  private static String trial(String key) {
    return TRIALS + "/" + key.substring(0, FAN_OUT) + "/" + key.substring(FAN_OUT);
  }

  /** All files below a folder; those that are there in the same length stay. */
  private void putMissing(Path local, String relative) throws IOException {
    FileSystem files = files();
    for (Path file : regular(local)) {
      org.apache.hadoop.fs.Path target = at(relative + "/" + local.relativize(file));
      boolean there =
          files.exists(target) && files.getFileStatus(target).getLen() == Files.size(file);
      if (!there) write(file, target);
    }
  }

  private void write(Path file, org.apache.hadoop.fs.Path target) throws IOException {
    try (var out = files().create(target, true)) {
      Files.copy(file, out);
    }
  }

  private void get(org.apache.hadoop.fs.Path from, Path to) throws IOException {
    FileSystem files = files();
    FileStatus status = files.getFileStatus(from);
    if (status.isDirectory()) {
      Files.createDirectories(to);
      for (FileStatus child : files.listStatus(from)) {
        get(child.getPath(), to.resolve(name(child)));
      }
      return;
    }
    if (Files.exists(to) && Files.size(to) == status.getLen()) return;
    // Several tasks of an executor may bring the same file: each appears whole.
    Path part = Files.createTempFile(to.toAbsolutePath().getParent(), ".get", null);
    try {
      try (var in = files.open(from)) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** The last part of a name that a store gave; what would lead out of the folder is refused. */
  private static String name(FileStatus status) throws IOException {
    String name = status.getPath().getName();
    if (name.isEmpty() || name.equals("..") || name.equals(".") || name.contains("/")) {
      throw new IOException(status.getPath() + ": a name that leads out of its folder");
    }
    return name;
  }

  private static List<Path> regular(Path local) throws IOException {
    try (Stream<Path> all = Files.walk(local)) {
      return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
