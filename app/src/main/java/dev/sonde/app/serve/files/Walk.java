package dev.sonde.app.serve.files;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * The files below the opened paths, by path. Links are followed to files that are opened anyway, to
 * no folders: there are no circles. What is hidden is passed over.
 */
record Walk(List<Entry> entries, boolean truncated) {

  private static final int MOST = 20_000;
  private static final int DEPTH = 16;

  /** A file, or a folder that is one thing. */
  record Entry(Path path, long bytes, long modified) {}

  static Walk of(OpenedPaths opened) throws IOException {
    Visitor visitor = new Visitor(opened);
    for (Path root : opened.shown()) visitor.walk(root);
    visitor.entries.sort(Comparator.comparing(Entry::path));
    List<Entry> different = visitor.entries.stream().distinct().toList();
    return new Walk(different, visitor.truncated);
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {

    private final OpenedPaths opened;
    private final List<Entry> entries = new ArrayList<>();
    private Path root = Path.of("");
    private Path real = Path.of("");
    private boolean truncated;

    private Visitor(OpenedPaths opened) {
      this.opened = opened;
    }

    /** An opened path may be a link itself: what it leads to is listed under the link's name. */
    private void walk(Path opened) throws IOException {
      root = opened;
      real = opened.toRealPath();
      Files.walkFileTree(real, EnumSet.noneOf(FileVisitOption.class), DEPTH, this);
    }

    private Path shown(Path file) {
      return file.equals(real) ? root : root.resolve(real.relativize(file));
    }

    private void add(Path file, BasicFileAttributes attributes) {
      entries.add(
          new Entry(shown(file), attributes.size(), attributes.lastModifiedTime().toMillis()));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.equals(real) && hidden(folder)) return FileVisitResult.SKIP_SUBTREE;
      if (Recognition.isOneThing(folder)) {
        entries.add(new Entry(shown(folder), 0, attributes.lastModifiedTime().toMillis()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (entries.size() >= MOST) {
        truncated = true;
        return FileVisitResult.TERMINATE;
      }
      if (hidden(file)) return FileVisitResult.CONTINUE;
      if (attributes.isRegularFile()) {
        add(file, attributes);
      } else if (attributes.isSymbolicLink() && Files.isRegularFile(file) && opened.holds(file)) {
        add(file, Files.readAttributes(file, BasicFileAttributes.class));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    private static boolean hidden(Path path) {
      return String.valueOf(path.getFileName()).startsWith(".");
    }
  }
}
