package dev.sonde.spark;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
 * and {@code trials/}. Stores cannot rename a folder in one step, so a trial counts as published
 * when its {@value #MARK} is there, which is written last.
 */
final class StudyStore implements Serializable {

  private static final long serialVersionUID = 1;

  /** The last file of a published trial. */
  private static final String MARK = "run.json";

  private static final String TRIALS = "trials";
  private static final List<String> SHARED = List.of("plan.jsonl", MARK, "inputs", "data");
  private static final List<String> REWRITTEN = List.of("plan.jsonl", MARK);
  private static final int FAN_OUT = 2;

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
    for (String name : SHARED) {
      Path local = study.resolve(name);
      if (Files.exists(local)) put(local, name);
    }
    for (PlanLine line : plan) publish(line.key(), study);
  }

  /** Brings the published trials of a plan into a study's folder; those that are there stay. */
  void download(Path study, List<PlanLine> plan) throws IOException {
    for (PlanLine line : plan) fetch(line.key(), study);
  }

  /** Brings the plan and what its trials read into an executor's folder. */
  void mirror(Path folder) throws IOException {
    for (String name : SHARED) {
      if (files().exists(at(name))) get(at(name), folder.resolve(name));
    }
  }

  boolean isPublished(String key) throws IOException {
    return !key.isEmpty() && files().exists(at(trial(key) + "/" + MARK));
  }

  /** Brings a published trial into a folder, where it appears whole; nothing if there is none. */
  void fetch(String key, Path folder) throws IOException {
    if (key.isEmpty()) return;
    Path target = folder.resolve(trial(key));
    if (Files.exists(target.resolve(MARK)) || !isPublished(key)) return;
    Files.createDirectories(target.getParent());
    Path part = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + ".get");
    try {
      get(at(trial(key)), part);
      Files.move(part, target);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another task has brought it.
    } finally {
      delete(part);
    }
  }

  /** Puts a trial that a folder has published into the store; nothing if either has not to. */
  void publish(String key, Path folder) throws IOException {
    if (key.isEmpty()) return;
    Path local = folder.resolve(trial(key));
    if (!Files.exists(local.resolve(MARK)) || isPublished(key)) return;
    for (Path file : regular(local)) {
      String name = local.relativize(file).toString();
      if (!name.equals(MARK)) put(file, trial(key) + "/" + name);
    }
    put(local.resolve(MARK), trial(key) + "/" + MARK);
  }

  private static String trial(String key) {
    return TRIALS + "/" + key.substring(0, FAN_OUT) + "/" + key.substring(FAN_OUT);
  }

  /** A file, or all files below a folder; those that are there in the same length stay. */
  private void put(Path local, String relative) throws IOException {
    FileSystem files = files();
    for (Path file : regular(local)) {
      String below = local.relativize(file).toString();
      org.apache.hadoop.fs.Path target = at(below.isEmpty() ? relative : relative + "/" + below);
      if (REWRITTEN.contains(relative) || !sameLength(files, target, file)) write(file, target);
    }
  }

  private static boolean sameLength(FileSystem files, org.apache.hadoop.fs.Path target, Path file)
      throws IOException {
    return files.exists(target) && files.getFileStatus(target).getLen() == Files.size(file);
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

  @Override
  public String toString() {
    return address;
  }
}
