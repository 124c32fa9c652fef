package dev.sonde.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How values of one type are read from text. */
record Value(SettingSpec.Kind kind, List<String> choices, Reader reader) {

  /** Reads one value, or throws what {@link #read} turns into words. */
  @FunctionalInterface
  interface Reader extends Function<String, Object> {}

  static Value of(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return new Value(SettingSpec.Kind.TRUTH, List.of(), Value::truth);
    }
    if (type == int.class || type == Integer.class) {
      return new Value(SettingSpec.Kind.INTEGER, List.of(), Integer::valueOf);
    }
    if (type == long.class || type == Long.class) {
      return new Value(SettingSpec.Kind.INTEGER, List.of(), Long::valueOf);
    }
    if (type == double.class || type == Double.class) {
      return new Value(SettingSpec.Kind.NUMBER, List.of(), Double::valueOf);
    }
    if (type == String.class) return new Value(SettingSpec.Kind.TEXT, List.of(), text -> text);
    if (type == Path.class) return new Value(SettingSpec.Kind.PATH, List.of(), Path::of);
    if (type.isEnum()) {
      List<Object> constants = List.of(type.getEnumConstants());
      List<String> names = constants.stream().map(Value::shown).toList();
      return new Value(SettingSpec.Kind.CHOICE, names, text -> choice(constants, text));
    }
    Method parse = parse(type);
    return new Value(SettingSpec.Kind.TEXT, List.of(), text -> call(parse, text));
  }

  /**
   * Types that name their values: a static method {@code parse(String)} or {@code named(String)}.
   */
  private static Method parse(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> m.getName().equals("parse") || m.getName().equals("named"))
        .filter(m -> m.getParameterCount() == 1 && m.getParameterTypes()[0] == String.class)
        .filter(m -> type.isAssignableFrom(m.getReturnType()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type + " cannot be read from a text"));
  }

  private static Object call(Method parse, String text) {
    try {
      parse.setAccessible(true);
      return parse.invoke(null, text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** What one text names in a list: {@code all} choices, or {@code both} of two, or itself. */
  List<String> all(String text) {
    boolean everything =
        switch (text.strip().toLowerCase(Locale.ROOT)) {
          case "all" -> true;
          case "both" -> choices.size() == 2;
          default -> false;
        };
    return everything && !choices.isEmpty() ? choices : List.of(text);
  }

  /** {@code JENSEN_SHANNON} is written as it calls itself, or {@code jensen-shannon}. */
  private static String shown(Object constant) {
    String name = ((Enum<?>) constant).name();
    String said = constant.toString();
    return said.equals(name) ? name.toLowerCase(Locale.ROOT).replace('_', '-') : said;
  }

  /** A value as it is written, and can be read again. */
  static String text(Object value) {
    return value instanceof Enum<?> constant ? shown(constant) : String.valueOf(value);
  }

  private static Object choice(List<Object> constants, String text) {
    String wanted = text.strip().replace('_', '-');
    for (Object constant : constants) {
      String name = ((Enum<?>) constant).name().replace('_', '-');
      if (name.equalsIgnoreCase(wanted) || constant.toString().equalsIgnoreCase(text.strip())) {
        return constant;
      }
    }
    throw new IllegalArgumentException(text);
  }

  /**
   * Reads a value.
   *
   * @throws SettingsException if the text is none
   */
  Object read(String name, String text) {
    try {
      return reader.apply(kind == SettingSpec.Kind.TEXT ? text : text.strip());
    } catch (NumberFormatException e) {
      String what = kind == SettingSpec.Kind.INTEGER ? "a whole number" : "a number";
      throw new SettingsException(name, "'" + text + "' is not " + what, e);
    } catch (InvalidPathException e) {
      throw new SettingsException(name, "'" + text + "' is no path", e);
    } catch (SettingsException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(name, reason(text, e), e);
    }
  }

  private String reason(String text, IllegalArgumentException e) {
    return switch (kind) {
      case CHOICE -> "'" + text + "' is none of " + String.join(", ", choices);
      case TRUTH -> "'" + text + "' is neither true nor false";
      case INTEGER, NUMBER, PATH, TEXT -> String.valueOf(e.getMessage());
    };
  }
}
