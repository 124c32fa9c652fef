package dev.sonde.app.ask;

import dev.sonde.settings.SettingSpec;
import dev.sonde.settings.SettingsCodec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The settings of a record as options and parameters of a command, and back. Values are passed on
 * as texts: the codec alone knows what they may be.
 */
public final class SettingOptions<S extends Record> {

  private final SettingsCodec<S> codec;

  public SettingOptions(SettingsCodec<S> codec) {
    this.codec = codec;
  }

  /** {@code near_zero} → {@code --near-zero}. */
  public static String option(String setting) {
    return "--" + setting.replace('_', '-');
  }

  public void addTo(CommandSpec command) {
    for (SettingSpec spec : codec.specs()) {
      if (spec.position() >= 0) command.addPositional(positional(spec));
      else command.addOption(option(spec));
      if (canBeTurnedOff(spec)) command.addOption(off(spec));
      spec.alsoNamed().forEach(name -> command.addOption(other(spec, name)));
    }
  }

  private static PositionalParamSpec positional(SettingSpec spec) {
    String index = spec.list() ? spec.position() + "..*" : String.valueOf(spec.position());
    String arity = spec.list() ? "0..*" : spec.required() ? "1" : "0..1";
    return PositionalParamSpec.builder()
        .index(index)
        .arity(arity)
        .paramLabel(spec.label())
        .type(spec.list() ? List.class : String.class)
        .auxiliaryTypes(String.class)
        .description(escaped(help(spec)))
        .build();
  }

  private static OptionSpec option(SettingSpec spec) {
    List<String> names = new ArrayList<>();
    if (spec.letter() != 0) names.add("-" + spec.letter());
    names.add(option(spec.name()));
    return typed(OptionSpec.builder(names.toArray(String[]::new)), spec)
        .description(escaped(help(spec)))
        .build();
  }

  /** An older name, accepted and not listed. */
  private static OptionSpec other(SettingSpec spec, String name) {
    return typed(OptionSpec.builder(option(name)), spec).hidden(true).build();
  }

  private static OptionSpec.Builder typed(OptionSpec.Builder option, SettingSpec spec) {
    if (spec.kind() == SettingSpec.Kind.TRUTH) return option.type(boolean.class).arity("0");
    return option
        .paramLabel(spec.label())
        .arity("1")
        .type(spec.list() ? List.class : String.class)
        .auxiliaryTypes(String.class);
  }

  /** A truth that is on by default, or that may be neither on nor off. */
  private static boolean canBeTurnedOff(SettingSpec spec) {
    return spec.kind() == SettingSpec.Kind.TRUTH
        && (spec.optional() || Boolean.parseBoolean(spec.initial()));
  }

  private static OptionSpec off(SettingSpec spec) {
    return typed(OptionSpec.builder(offName(spec)), spec)
        .description("The opposite of " + option(spec.name()) + ".")
        .build();
  }

  private static String offName(SettingSpec spec) {
    return "--no-" + option(spec.name()).substring(2);
  }

  /** What it does, then unit, bounds, choices and default, as far as the sentence has not said. */
  private static String help(SettingSpec spec) {
    List<String> more = new ArrayList<>();
    if (!spec.choices().isEmpty()) more.add(String.join(", ", spec.choices()));
    if (!spec.unit().isEmpty()) more.add(spec.unit());
    if (!spec.bounds().isEmpty()) more.add(spec.bounds());
    boolean truth = spec.kind() == SettingSpec.Kind.TRUTH;
    if (spec.list() && spec.position() < 0 && spec.separator().isEmpty()) more.add("repeatable");
    if (spec.initial() != null && !truth) more.add("default: " + spec.initial());
    return sentence(spec.help())
        + (more.isEmpty() ? "" : " (" + String.join("; ", more) + ")")
        + ".";
  }

  /** Begins with a capital, unless the first word is a name that has none. */
  private static String sentence(String help) {
    return help.matches("[a-z]+[ ,;:].*")
        ? Character.toUpperCase(help.charAt(0)) + help.substring(1)
        : help;
  }

  /** Per cent signs begin a format in picocli's descriptions. */
  private static String escaped(String text) {
    return text.replace("%", "%%").replace("${", "$${");
  }

  /**
   * The record that a command line asks with.
   *
   * @throws dev.sonde.file.InputException if a value is not what it may be
   */
  S read(ParseResult parsed) {
    return codec.readAll(given(parsed));
  }

  /** What a command line says, by setting. */
  public Map<String, List<String>> given(ParseResult parsed) {
    Map<String, List<String>> texts = new TreeMap<>();
    // An option that is repeated is matched as often, each time with all of its values.
    Set<ArgSpec> matched = new LinkedHashSet<>(parsed.matchedArgs());
    for (SettingSpec spec : codec.specs()) {
      List<String> given = new ArrayList<>();
      for (ArgSpec arg : matched) if (names(arg, spec)) add(arg, spec, given);
      if (canBeTurnedOff(spec) && parsed.hasMatchedOption(offName(spec))) given.add("false");
      if (!given.isEmpty()) texts.put(spec.name(), given);
    }
    return texts;
  }

  private static boolean names(ArgSpec arg, SettingSpec spec) {
    if (arg instanceof PositionalParamSpec positional) {
      return spec.position() >= 0 && positional.index().min() == spec.position();
    }
    List<String> names = List.of(((OptionSpec) arg).names());
    return names.contains(option(spec.name()))
        || spec.alsoNamed().stream().anyMatch(other -> names.contains(option(other)));
  }

  private static void add(ArgSpec arg, SettingSpec spec, List<String> given) {
    if (spec.kind() == SettingSpec.Kind.TRUTH) {
      given.add("true");
      return;
    }
    for (String text : arg.stringValues()) {
      if (spec.list() && !spec.separator().isEmpty()) given.addAll(spec.split(text));
      else given.add(text);
    }
  }
}
