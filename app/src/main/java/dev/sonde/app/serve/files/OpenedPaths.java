package dev.sonde.app.serve.files;

import dev.sonde.app.serve.http.HttpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files and folders that a person opened, and the folder of what was dropped into the page.
 * Nothing else is read for a request: a path counts by where it really leads, after links and
 * {@code ..}.
 */
public final class OpenedPaths {

  private final List<Path> shown;
  private final List<Path> real = new ArrayList<>();

  private OpenedPaths(List<Path> shown) {
    this.shown = List.copyOf(shown);
  }

  /**
   * @param opened by a person, as they wrote it
   * @param own folders of this server whose files may be named too
   * @throws IOException if one does not exist
   */
  public static OpenedPaths of(List<Path> opened, List<Path> own) throws IOException {
    OpenedPaths paths = new OpenedPaths(opened);
    for (Path path : opened) paths.real.add(path.toRealPath());
    for (Path path : own) paths.real.add(path.toRealPath());
    return paths;
  }

  /** As the person wrote them. */
  public List<Path> shown() {
    return shown;
  }

  /** Whether a path really leads into what was opened; false too where nothing is. */
  public boolean holds(Path path) {
    try {
      Path where = path.toRealPath();
      return real.stream().anyMatch(where::startsWith);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What a relative path names inside an opened folder; the first in which it is there.
   *
   * @return empty if it is in none, or leads out of it
   */
  public Optional<Path> inside(String path) {
    try {
      Path given = Path.of(path);
      boolean named = !given.normalize().toString().isBlank(); // "." is the folder, nothing in it
      if (given.isAbsolute() || !named) return Optional.empty();
      return shown.stream()
          .filter(Files::isDirectory)
          .map(folder -> folder.resolve(given))
          .filter(this::holds)
          .findFirst();
    } catch (InvalidPathException e) {
      return Optional.empty(); // no path of this system: nothing that was opened
    }
  }

  /**
   * The path, if it leads to something that was opened, from here or from an opened folder. What is
   * elsewhere and what is not there at all are refused in the same words: a request cannot find out
   * what else there is.
   *
   * @throws HttpException 403
   */
  public Path within(String path) {
    try {
      Path given = Path.of(path);
      if (holds(given)) return given;
    } catch (InvalidPathException e) {
      // No path of this system: nothing that was opened.
    }
    return inside(path)
        .orElseThrow(() -> HttpException.forbidden("'" + path + "' is not among the opened files"));
  }

  /** Whether a path leads to something outside, or names it although nothing is there. */
  public boolean leadsOut(Path path) {
    if (Files.exists(path)) return !holds(path);
    Path whole = path.toAbsolutePath().normalize();
    return path.isAbsolute() && real.stream().noneMatch(whole::startsWith);
  }
}
