package dev.sonde.workbench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The files of the page, by name.
 *
 * <pre>{@code
 * WorkbenchPage page = WorkbenchPage.load();
 * byte[] html = page.bytes("index.html");
 * page.bytes("../secret"); // IllegalArgumentException: the manifest does not list it
 * }</pre>
 */
public final class WorkbenchPage {

  private static final String MANIFEST = "manifest.txt";

  private final List<String> files;
  private final Set<String> known;

  private WorkbenchPage(List<String> files) {
    this.files = files;
    this.known = Set.copyOf(files);
  }

  /** The page on the class path. */
  public static WorkbenchPage load() {
    String manifest = new String(read(MANIFEST), StandardCharsets.UTF_8);
    return new WorkbenchPage(manifest.lines().filter(line -> !line.isBlank()).toList());
  }

  /** Names with {@code /} between folders, such as {@code views/open/open.js}. */
  public List<String> files() {
    return files;
  }

  /** Whether there is a file of that name. */
  public boolean has(String name) {
    return known.contains(name);
  }

  /**
   * The content of a file.
   *
   * @throws IllegalArgumentException if {@code name} is none of {@link #files()}
   */
  public byte[] bytes(String name) {
    if (!has(name)) throw new IllegalArgumentException("the page has no file '" + name + "'");
    return read(name);
  }

  /** The media type that a browser wants to hear for a file of that name. */
  public static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> "application/octet-stream";
    };
  }

  private static byte[] read(String name) {
    try (InputStream in = WorkbenchPage.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("the class path lacks '" + name + "'");
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
