package dev.sonde.file;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hidden files and folders beside an output that hold it until it is whole. Their names say which
 * process of which machine made them: a process that was killed cannot remove them, so the next one
 * that writes into the folder does.
 */
public final class Temporary {

  private static final Pattern NAME =
      Pattern.compile("\\.sonde-([0-9a-f]{8})-(\\d{1,18})-[0-9a-z]{1,13}\\.[a-z]+");

  /** Younger ones stay: a process in another container may have made them under our own name. */
  private static final Duration STALE = Duration.ofMinutes(10);

  /** Folders that are looked through at most; the oldest are forgotten. */
  private static final int SWEPT = 1024;

  private static final String HOST = host();

  private static final Map<Path, Boolean> LOOKED_THROUGH =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Path, Boolean> eldest) {
              return size() > SWEPT;
            }
          });

  private Temporary() {}

  /** Makes something at a path where nothing is yet. */
  @FunctionalInterface
  private interface Maker {
    Path make(Path path) throws IOException;
  }

  /** A new, empty file in {@code folder}, with the permissions that any new file gets. */
  static Path file(Path folder, String kind) throws IOException {
    return make(folder, kind, path -> Files.createFile(path));
  }

  /**
   * A new, empty folder in {@code folder}.
   *
   * @param kind a few letters: the ending of its name
   */
  public static Path folder(Path folder, String kind) throws IOException {
    return make(folder, kind, path -> Files.createDirectory(path));
  }

  private static Path make(Path folder, String kind, Maker maker) throws IOException {
    if (LOOKED_THROUGH.put(folder.toAbsolutePath(), true) == null) sweep(folder);
    while (true) {
      long random = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
      String name =
          ".sonde-%s-%d-%s.%s"
              .formatted(HOST, ProcessHandle.current().pid(), Long.toString(random, 36), kind);
      try {
        return maker.make(folder.resolve(name));
      } catch (FileAlreadyExistsException e) {
        // Someone else's: take another name.
      }
    }
  }

  /** Removes what killed processes of this machine left. */
  static void sweep(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path left : all.filter(Temporary::isLeft).toList()) delete(left);
    }
  }

  private static boolean isLeft(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    if (!name.matches() || !name.group(1).equals(HOST)) return false;
    boolean alive = ProcessHandle.of(Long.parseLong(name.group(2))).isPresent();
    try {
      Instant stale = Instant.now().minus(STALE);
      return !alive && Files.getLastModifiedTime(path).toInstant().isBefore(stale);
    } catch (IOException e) {
      return false; // it is gone, or not ours to ask about
    }
  }

  private static void delete(Path left) {
    try (Stream<Path> tree = Files.walk(left)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
    } catch (IOException e) {
      // Another process removes it too, or it is not ours to remove: nobody is harmed by it.
    }
  }

  private static String host() {
    String name;
    try {
      name = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      name = "";
    }
    return Digests.sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }
}
