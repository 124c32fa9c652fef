package dev.sonde.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One setting, as a program reads it.
 *
 * @param name in snake case
 * @param kind of its values
 * @param list whether it holds several of them
 * @param optional whether it may be left without a value
 * @param help what it does
 * @param unit of a number, or empty
 * @param initial its value where none is given, or null
 * @param bounds of a number in words, "2 to 65536", or empty
 * @param choices all values of a closed kind, or none
 * @param label what stands for the value in a usage line
 * @param affectsResult whether it can change the result
 * @param input whether it names files that are read
 * @param position where it stands unnamed on a command line, or −1
 * @param alsoNamed other names under which it is accepted
 * @param separator of a list's values in one text; empty where each is given by itself
 * @param letter that stands for it, or 0
 */
public record SettingSpec(
    String name,
    Kind kind,
    boolean list,
    boolean optional,
    String help,
    String unit,
    @Nullable String initial,
    String bounds,
    List<String> choices,
    String label,
    boolean affectsResult,
    boolean input,
    int position,
    List<String> alsoNamed,
    String separator,
    char letter) {

  private static final String LINE_END = "\n";

  public SettingSpec {
    choices = List.copyOf(choices);
    alsoNamed = List.copyOf(alsoNamed);
  }

  /** What a value is. */
  public enum Kind {
    TRUTH,
    INTEGER,
    NUMBER,
    CHOICE,
    PATH,
    TEXT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The values of a list that one text holds. */
  public List<String> split(String text) {
    if (text.isEmpty()) return List.of();
    String sign = separator.isEmpty() ? LINE_END : separator;
    return Arrays.asList(text.split(Pattern.quote(sign), -1));
  }

  /** The values of a list as one text. */
  String joined(List<String> values) {
    String sign = separator.isEmpty() ? LINE_END : separator;
    return String.join(sign, values);
  }

  /** Whether a value must be given. */
  public boolean required() {
    return initial == null && !optional && !list && kind != Kind.TRUTH;
  }
}
