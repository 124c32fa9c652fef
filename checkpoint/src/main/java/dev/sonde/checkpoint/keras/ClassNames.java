package dev.sonde.checkpoint.keras;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How Keras makes names of layers and of groups in a file out of classes. */
public final class ClassNames {

  private static final Pattern NOT_WORD = Pattern.compile("\\W+");
  private static final Pattern BEFORE_WORD = Pattern.compile("(.)([A-Z][a-z]+)");
  private static final Pattern BEFORE_CAPITAL = Pattern.compile("([a-z])([A-Z])");
  private static final Pattern COUNTED = Pattern.compile("(.+?)(?:_\\d+)?");

  private ClassNames() {}

  /**
   * Keras' {@code to_snake_case}: {@code Conv2D} is {@code conv2d}, {@code ReLU} is {@code re_lu}.
   */
  public static String snakeCase(String className) {
    String word = NOT_WORD.matcher(className).replaceAll("");
    word = BEFORE_WORD.matcher(word).replaceAll("$1_$2");
    return BEFORE_CAPITAL.matcher(word).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
  }

  /** A name without the number that tells it from others: {@code dense} of {@code dense_1}. */
  static String uncounted(String name) {
    Matcher matcher = COUNTED.matcher(name);
    return matcher.matches() ? matcher.group(1) : name;
  }

  /**
   * Whether Keras made a layer's name up of its class: then {@code .keras} archives are read under
   * the name of the group in the file, which does not differ from run to run.
   *
   * @param group of the file: the class in snake case, counted
   */
  public static boolean isMadeUp(String name, String group) {
    return name.isEmpty() || uncounted(name).equals(uncounted(group));
  }
}
