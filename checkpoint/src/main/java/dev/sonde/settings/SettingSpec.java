package dev.sonde.settings;

import java.util.List;
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
    char letter) {

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
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Whether a value must be given. */
  public boolean required() {
    return initial == null && !optional && !list && kind != Kind.TRUTH;
  }
}
