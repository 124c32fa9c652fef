package dev.sonde.analysis.groups;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the files that a shell would, for patterns that reach us quoted. A pattern that names an
 * existing file as it stands is that file, whatever characters it holds.
 */
record FilePattern(String group, Path base) {

  /** Alternatives in braces multiply; more than this is a mistake. */
  private static final int MAX_ALTERNATIVES = 1000;

  /** The files of a comma-separated list of patterns; each pattern finds at least one. */
  List<Path> expand(String patterns) {
    try {
      if (!patterns.isBlank() && Files.exists(base.resolve(patterns))) {
        return List.of(base.resolve(patterns));
      }
      Set<Path> files = new LinkedHashSet<>();
      for (String pattern : split(patterns)) {
        if (pattern.isBlank()) throw wrong(patterns, "has an empty pattern");
        files.addAll(one(pattern));
      }
      return List.copyOf(files);
    } catch (InvalidPathException e) {
      throw wrong(patterns, "is not a path: " + e.getReason());
    } catch (PatternSyntaxException e) {
      throw wrong(patterns, "is not a pattern: " + e.getDescription());
    } catch (IOException e) {
      throw wrong(patterns, "cannot be searched: " + e.getMessage());
    }
  }

  private GroupException wrong(String pattern, String why) {
    return new GroupException("group '" + group + "': '" + pattern + "' " + why);
  }

  private List<Path> one(String pattern) throws IOException {
    Path literal = base.resolve(pattern);
    if (Files.exists(literal)) return List.of(literal);
    List<Path> found = new ArrayList<>();
    for (String plain : alternatives(pattern)) found.addAll(search(plain));
    if (found.isEmpty()) {
      throw new GroupException("group '" + group + "': no file matches '" + pattern + "'");
    }
    return found;
  }

  private List<Path> search(String pattern) throws IOException {
    boolean absolute = pattern.startsWith("/");
    List<Path> level = List.of(absolute ? Path.of("/") : base);
    for (String part : pattern.split("/+")) {
      if (part.isEmpty()) continue;
      List<Path> next = new ArrayList<>();
      for (Path folder : level) next.addAll(children(folder, part));
      level = next;
    }
    return level.stream().sorted().toList();
  }

  private static List<Path> children(Path folder, String part) throws IOException {
    if (part.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0)) {
      Path child = folder.resolve(part);
      return Files.exists(child) ? List.of(child) : List.of();
    }
    if (!Files.isDirectory(folder)) return List.of();
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + part);
    boolean hidden = part.startsWith(".");
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Path name = entry.getFileName();
        if (name.toString().startsWith(".") == hidden && matcher.matches(name)) found.add(entry);
      }
    }
    return found;
  }

  private List<String> split(String patterns) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < patterns.length(); i++) {
      char c = patterns.charAt(i);
      if (c == '{') depth++;
      if (c == '}' && --depth < 0) throw wrong(patterns, "has a } without a {");
      if (c == ',' && depth == 0) {
        parts.add(patterns.substring(start, i));
        start = i + 1;
      }
    }
    if (depth > 0) throw wrong(patterns, "has a { without a }");
    parts.add(patterns.substring(start));
    return parts;
  }

  /** {@code a{b,c}d} as {@code abd} and {@code acd}, the leftmost braces first. */
  private List<String> alternatives(String pattern) {
    List<String> open = new ArrayList<>(List.of(pattern));
    for (int i = 0; i < open.size(); ) {
      String text = open.get(i);
      int from = text.indexOf('{');
      if (from < 0) {
        i++;
        continue;
      }
      int to = closing(text, from);
      List<String> expanded = new ArrayList<>();
      for (String choice : split(text.substring(from + 1, to))) {
        expanded.add(text.substring(0, from) + choice + text.substring(to + 1));
      }
      open.remove(i);
      open.addAll(i, expanded);
      if (open.size() > MAX_ALTERNATIVES) throw wrong(pattern, "has too many alternatives");
    }
    return open;
  }

  private static int closing(String text, int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '{') depth++;
      if (text.charAt(i) == '}' && --depth == 0) return i;
    }
    throw new IllegalStateException("braces were checked by split");
  }
}
