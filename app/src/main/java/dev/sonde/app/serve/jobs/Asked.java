package dev.sonde.app.serve.jobs;

import dev.sonde.app.ask.SettingOptions;
import dev.sonde.app.output.Session;
import dev.sonde.file.Digests;
import dev.sonde.question.Question;
import dev.sonde.settings.SettingSpec;
import dev.sonde.settings.SettingsCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question with its settings.
 *
 * @param texts the settings that a person gave, by name, each value as text
 * @param inputs the files that it reads
 */
public record Asked<S extends Record, A>(
    Question<S, A> question, S settings, Map<String, List<String>> texts, List<Path> inputs) {

  private static final int KEY_LENGTH = 16;

  public Asked {
    texts = new LinkedHashMap<>(texts);
    inputs = List.copyOf(inputs);
  }

  /**
   * The same for the same question of the same files, also after a restart; another one when a file
   * has changed.
   */
  String key() {
    StringBuilder all = new StringBuilder(question.about().schema());
    codec()
        .writeForResult(settings)
        .forEach((name, value) -> all.append('\0').append(name).append('=').append(value));
    for (Path input : inputs) all.append('\0').append(input).append(stamp(input));
    return Digests.sha256(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, KEY_LENGTH);
  }

  private static String stamp(Path input) {
    try {
      return " " + Files.size(input) + " " + Files.getLastModifiedTime(input).toMillis();
    } catch (IOException e) {
      return "";
    }
  }

  private SettingsCodec<S> codec() {
    return question.about().codec();
  }

  /** The line that asks it in a shell. */
  public String command() {
    List<String> options = new ArrayList<>();
    List<String> unnamed = new ArrayList<>();
    for (SettingSpec spec : codec().specs()) {
      List<String> values = texts.get(spec.name());
      if (values == null) continue;
      if (spec.position() >= 0) {
        unnamed.addAll(values);
      } else if (spec.kind() == SettingSpec.Kind.TRUTH) {
        String name = SettingOptions.option(spec.name());
        boolean on = Arrays.asList("true", "yes", "on").contains(values.getFirst());
        boolean initial = Boolean.parseBoolean(spec.initial());
        if (on != initial || spec.optional()) {
          options.add(on ? name : "--no-" + name.substring(2));
        }
      } else if (spec.list() && !spec.separator().isEmpty()) {
        options.add(SettingOptions.option(spec.name()));
        options.add(String.join(spec.separator(), values));
      } else {
        for (String value : values) {
          options.add(SettingOptions.option(spec.name()));
          options.add(value);
        }
      }
    }
    List<String> arguments = new ArrayList<>(List.of(question.about().name()));
    arguments.addAll(unnamed);
    arguments.addAll(options);
    return Session.commandOf(arguments);
  }

  /** A Java program's lines that ask it. */
  public String java() {
    return JavaLines.of(question, texts);
  }
}
