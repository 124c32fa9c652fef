package dev.sonde.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One component of a settings record: its description, and how its values are read and written. */
record Component(SettingSpec spec, Setting setting, Value value, RecordComponent component) {

  static Component of(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException(
          component.getDeclaringRecord().getSimpleName()
              + "."
              + component.getName()
              + " carries neither @Setting nor @Nested");
    }
    boolean list = component.getType() == List.class;
    Class<?> type = list ? element(component.getGenericType()) : component.getType();
    Value value = Value.of(type);
    boolean optional =
        component.getAnnotatedType().isAnnotationPresent(Nullable.class)
            || component.getAccessor().getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
    SettingSpec spec =
        new SettingSpec(
            snake(component.getName()),
            value.kind(),
            list,
            optional,
            setting.help(),
            setting.unit(),
            setting.initial().isEmpty() ? null : setting.initial(),
            Bounds.of(setting).words(),
            value.choices(),
            setting.label().isEmpty() ? label(component.getName(), value.kind()) : setting.label(),
            setting.affectsResult(),
            setting.input(),
            setting.position(),
            Arrays.asList(setting.alsoNamed()),
            setting.separator(),
            setting.letter());
    return new Component(spec, setting, value, component);
  }

  private static Class<?> element(Type list) {
    if (list instanceof ParameterizedType type
        && type.getActualTypeArguments()[0] instanceof Class<?> element) {
      return element;
    }
    throw new IllegalStateException("a list of what? " + list);
  }

  private static String label(String name, SettingSpec.Kind kind) {
    return switch (kind) {
      case INTEGER -> "N";
      case NUMBER -> "X";
      case PATH -> "FILE";
      case TRUTH, CHOICE, TEXT -> snake(name).toUpperCase(Locale.ROOT);
    };
  }

  /** {@code nearZero} → {@code near_zero}. */
  static String snake(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  String name() {
    return spec.name();
  }

  /** A value out of texts, one each for a list; null where none is given and none need be. */
  @Nullable Object read(@Nullable List<String> given) {
    List<String> texts = given;
    if (texts == null) {
      if (spec.initial() != null) return read(spec.initial());
      if (spec.list()) return List.of();
      if (spec.kind() == SettingSpec.Kind.TRUTH && !spec.optional()) return false;
      if (spec.optional()) return null;
      throw new SettingsException(name(), "needed: " + spec.help());
    }
    if (spec.list()) {
      if (texts.size() == 1) texts = value.all(texts.getFirst());
      List<Object> all = new ArrayList<>();
      for (String text : texts) all.add(one(text));
      return List.copyOf(all);
    }
    if (texts.size() != 1) throw new SettingsException(name(), "given " + texts.size() + " times");
    return one(texts.getFirst());
  }

  /** A value out of one text. */
  private @Nullable Object read(String text) {
    if (!spec.list()) return one(text);
    return read(spec.split(text));
  }

  private Object one(String text) {
    Object read = value.read(name(), text);
    if (read instanceof Number number) Bounds.of(setting).check(name(), number);
    return read;
  }

  /** The value itself, if it lies within its bounds. */
  @Nullable Object checked(@Nullable Object replacement) {
    if (replacement == null) return null;
    for (Object each : replacement instanceof List<?> all ? all : List.of(replacement)) {
      if (each instanceof Number number) Bounds.of(setting).check(name(), number);
    }
    return replacement;
  }

  @Nullable Object get(Record from) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(from);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As one text; null where there is no value. */
  @Nullable String write(@Nullable Object held) {
    if (held == null) return null;
    if (held instanceof List<?> all) return spec.joined(all.stream().map(Value::text).toList());
    return Value.text(held);
  }
}
