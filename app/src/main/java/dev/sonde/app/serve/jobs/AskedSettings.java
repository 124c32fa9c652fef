package dev.sonde.app.serve.jobs;

import dev.sonde.app.serve.files.FileIndex;
import dev.sonde.app.serve.files.OpenedPaths;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.question.Question;
import dev.sonde.settings.SettingSpec;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Settings out of a request. Whatever names a file must lead into what was opened; where a question
 * would write, it writes into a folder of this server.
 *
 * <p>Files are named by settings that are paths, and by texts whose label says so ({@code
 * NAME=FILES}, {@code FILE.dot|NAME}); ids of files ({@code f3}) stand for their paths in both. Any
 * other text that leads to a file outside is refused too, should a question take it for one.
 */
public record AskedSettings(FileIndex index, Path outputs) {

  private static final Pattern ID = Pattern.compile("[fu]\\d{1,9}");
  private static final Pattern NAMES_FILES = Pattern.compile(".*(FILE|FOLDER|PATH|MODEL).*");

  /** From here on a pattern is no plain path. */
  private static final Pattern WILD = Pattern.compile("[*?\\[{]");

  /**
   * Reads them.
   *
   * @throws HttpException 400 if the body is no object of settings, 403 for files that are not
   *     opened
   * @throws dev.sonde.settings.SettingsException if a value is not what it may be
   */
  public <S extends Record, A> Asked<S, A> read(Question<S, A> question, JsonNode body) {
    if (!body.isObject()) throw HttpException.badRequest("the body is no object of settings");
    Map<String, SettingSpec> specs = new LinkedHashMap<>();
    question.about().codec().specs().forEach(spec -> specs.put(spec.name(), spec));
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : body.properties()) {
      if (member.getValue().isNull()) continue;
      SettingSpec spec = specs.get(member.getKey());
      List<String> values = values(member.getKey(), member.getValue(), spec);
      texts.put(
          member.getKey(),
          spec == null ? values : values.stream().map(value -> checked(spec, value)).toList());
    }
    Map<String, List<String>> all = new LinkedHashMap<>(texts);
    for (SettingSpec spec : specs.values()) {
      if (isOutput(spec) && spec.initial() != null) {
        all.put(spec.name(), List.of(outputs.resolve(spec.name()).toString()));
      }
    }
    S settings = question.about().codec().readAll(all);
    List<Path> inputs = question.inputs(settings);
    for (Path input : inputs) requireOpened(input.toString());
    return new Asked<>(question, settings, texts, inputs);
  }

  /** One array of a file of several is named {@code FILE:NAME}. */
  private void requireOpened(String input) {
    int colon = input.lastIndexOf(':');
    boolean part = colon > 0 && !Files.exists(Path.of(input));
    index.opened().within(part ? input.substring(0, colon) : input);
  }

  private static List<String> values(String name, JsonNode value, @Nullable SettingSpec spec) {
    if (value.isArray()) {
      List<String> all = new ArrayList<>();
      for (JsonNode each : value) all.add(text(name, each));
      return all;
    }
    String text = text(name, value);
    if (spec == null || !spec.list() || spec.separator().isEmpty()) return List.of(text);
    return spec.split(text);
  }

  private static String text(String name, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw HttpException.badRequest(
          "setting '" + name + "' is a text, a number, a truth or a list of them");
    }
    return value.asString();
  }

  private static boolean isOutput(SettingSpec spec) {
    return spec.kind() == SettingSpec.Kind.PATH && !spec.input();
  }

  private String checked(SettingSpec spec, String value) {
    return switch (spec.kind()) {
      case PATH -> {
        if (isOutput(spec)) {
          throw HttpException.forbidden(
              "'"
                  + spec.name()
                  + "' is where something is written; here results are taken from the answer");
        }
        yield index.path(value).toString();
      }
      case TEXT -> text(spec, value);
      case TRUTH, INTEGER, NUMBER, CHOICE -> value;
    };
  }

  private String text(SettingSpec spec, String value) {
    boolean files = NAMES_FILES.matcher(spec.label().toUpperCase(Locale.ROOT)).matches();
    int equals = files ? value.indexOf('=') : -1;
    String before = value.substring(0, equals + 1);
    List<String> parts = new ArrayList<>();
    for (String part : parts(value.substring(equals + 1))) {
      Path known = files ? known(part) : null;
      String named = known == null ? part : known.toString();
      if (files) requireWithin(spec, named);
      else refuseOutside(part);
      parts.add(named);
    }
    return before + String.join(",", parts);
  }

  /** The file of an id, or of a path inside what is open; null if it is neither. */
  private @Nullable Path known(String part) {
    Path file = ID.matcher(part).matches() ? index.byId(part) : null;
    return file == null ? index.opened().inside(part).orElse(null) : file;
  }

  /** What commas separate, but for those in braces. */
  private static List<String> parts(String value) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '{') depth++;
      if (c == '}') depth--;
      if (c == ',' && depth <= 0) {
        parts.add(value.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(value.substring(start));
    return parts;
  }

  /** A name that is no path at all (a built-in machine) may stand; a path must be opened. */
  private void requireWithin(SettingSpec spec, String named) {
    String plain = WILD.split(named, 2)[0];
    boolean pattern = plain.length() < named.length();
    Path path = path(spec, plain);
    if (pattern) {
      int slash = plain.lastIndexOf('/');
      path = path(spec, slash < 0 ? "." : slash == 0 ? "/" : plain.substring(0, slash));
      boolean climbs = named.substring(plain.length()).contains("..");
      if (climbs || !index.opened().holds(path)) throw notOpened(named);
    } else if (index.opened().leadsOut(path)) {
      throw notOpened(named);
    }
  }

  private void refuseOutside(String value) {
    OpenedPaths opened = index.opened();
    for (String candidate : List.of(value, value.substring(value.indexOf('=') + 1))) {
      if (!candidate.contains("/") && !candidate.contains("\\")) continue;
      try {
        Path path = Path.of(candidate);
        boolean there = path.getFileName() != null && Files.exists(path);
        if (there && !opened.holds(path)) throw notOpened(candidate);
      } catch (InvalidPathException e) {
        // No path, so it names no file.
      }
    }
  }

  private static Path path(SettingSpec spec, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw HttpException.badRequest("'" + spec.name() + "' holds what is no path");
    }
  }

  private static HttpException notOpened(String named) {
    return HttpException.forbidden("'" + named + "' is not among the opened files");
  }
}
