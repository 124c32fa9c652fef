package dev.sonde.settings;

import dev.sonde.file.InputException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one kind of settings record; see the package. Names are unique over a record and
 * all that it nests.
 */
public final class SettingsCodec<S extends Record> {

  private static final ClassValue<SettingsCodec<?>> CODECS =
      new ClassValue<>() {
        @Override
        protected SettingsCodec<?> computeValue(Class<?> type) {
          return new SettingsCodec<>(type.asSubclass(Record.class));
        }
      };

  /** A component as it stands in the record: a setting, or more of them. */
  private sealed interface Part {
    record One(Component component) implements Part {}

    record Several(RecordComponent component, SettingsCodec<?> codec) implements Part {}
  }

  private final Class<S> type;
  private final List<Part> parts = new ArrayList<>();
  private final List<SettingSpec> specs = new ArrayList<>();

  private SettingsCodec(Class<S> type) {
    this.type = type;
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.isAnnotationPresent(Nested.class)) {
        SettingsCodec<?> nested = of(component.getType().asSubclass(Record.class));
        parts.add(new Part.Several(component, nested));
        specs.addAll(nested.specs);
      } else {
        Component one = Component.of(component);
        parts.add(new Part.One(one));
        specs.add(one.spec());
      }
    }
    long different = specs.stream().map(SettingSpec::name).distinct().count();
    if (different != specs.size()) {
      throw new IllegalStateException(type.getName() + " has two settings of one name");
    }
  }

  /**
   * The codec of a record.
   *
   * @throws IllegalStateException if a component carries no {@link Setting}
   */
  @SuppressWarnings("unchecked") // the map's value for a class is that class's codec
  public static <S extends Record> SettingsCodec<S> of(Class<S> type) {
    return (SettingsCodec<S>) CODECS.get(type);
  }

  /**
   * For a record's compact constructor: checks the bounds that its components state.
   *
   * @param values of all components in their order
   * @throws SettingsException if one lies outside
   */
  public static void check(Class<? extends Record> type, @Nullable Object... values) {
    List<Part> parts = of(type).parts;
    for (int i = 0; i < values.length; i++) {
      if (parts.get(i) instanceof Part.One(Component one)) one.checked(values[i]);
    }
  }

  /** All settings in the record's order, nested ones in their place. */
  public List<SettingSpec> specs() {
    return List.copyOf(specs);
  }

  /** All settings at their defaults; one that needs a value makes it throw. */
  public S defaults() {
    return read(Map.of());
  }

  /** Reads a record from texts, lists as one text; see {@link #readAll}. */
  public S read(Map<String, String> texts) {
    Map<String, List<String>> all = new TreeMap<>();
    Map<String, SettingSpec> byName = byName();
    texts.forEach(
        (name, text) -> {
          SettingSpec spec = byName.get(Component.snake(name));
          all.put(name, spec != null && spec.list() ? spec.split(text) : List.of(text));
        });
    return readAll(all);
  }

  /**
   * Reads a record; what is not there takes its default.
   *
   * @param texts by name; of a list one text for each value
   * @throws SettingsException if a name is unknown, a value missing, of another kind or out of its
   *     bounds; or whatever {@link InputException} the record's constructor throws
   */
  public S readAll(Map<String, List<String>> texts) {
    Map<String, List<String>> byName = new TreeMap<>();
    texts.forEach((name, values) -> byName.put(Component.snake(name), values));
    requireKnown(byName.keySet());
    return read(byName::get);
  }

  /** Where the texts of a setting come from; null where none are given. */
  private interface Source {
    @Nullable List<String> of(String name);
  }

  private S read(Source source) {
    return made(
        part ->
            switch (part) {
              case Part.One(Component one) -> one.read(source.of(one.name()));
              case Part.Several(RecordComponent component, SettingsCodec<?> codec) ->
                  codec.read(source);
            });
  }

  private Map<String, SettingSpec> byName() {
    return specs.stream().collect(Collectors.toMap(SettingSpec::name, spec -> spec));
  }

  private void requireKnown(Set<String> names) {
    Set<String> known = byName().keySet();
    for (String name : names) {
      if (known.contains(name)) continue;
      throw new SettingsException(
          name,
          "no such setting; there are "
              + String.join(", ", specs.stream().map(SettingSpec::name).toList()));
    }
  }

  /** Every setting as text, in the record's order; those without a value are left out. */
  public Map<String, String> write(S settings) {
    return write(settings, false);
  }

  /** Only those that can change the result, as provenance has them. */
  public Map<String, String> writeForResult(S settings) {
    return write(settings, true);
  }

  private Map<String, String> write(Record settings, boolean resultOnly) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Part part : parts) {
      switch (part) {
        case Part.One(Component one) -> {
          if (resultOnly && !one.spec().affectsResult()) continue;
          String text = one.write(one.get(settings));
          if (text != null) all.put(one.name(), text);
        }
        case Part.Several(RecordComponent component, SettingsCodec<?> codec) ->
            all.putAll(codec.write(nested(component, settings), resultOnly));
      }
    }
    return all;
  }

  /** The value of each setting by name, in the record's order; null where there is none. */
  public Map<String, @Nullable Object> values(S settings) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    values(settings, all);
    return all;
  }

  private void values(Record settings, Map<String, @Nullable Object> all) {
    for (Part part : parts) {
      switch (part) {
        case Part.One(Component one) -> all.put(one.name(), one.get(settings));
        case Part.Several(RecordComponent component, SettingsCodec<?> codec) ->
            codec.values(nested(component, settings), all);
      }
    }
  }

  /**
   * The same settings but for one.
   *
   * @throws SettingsException if there is no such setting, or it cannot have the value
   */
  public S with(S settings, String setting, @Nullable Object value) {
    String name = Component.snake(setting);
    requireKnown(Set.of(name));
    return type.cast(changed(settings, name, value));
  }

  private Record changed(Record settings, String name, @Nullable Object value) {
    return made(
        part ->
            switch (part) {
              case Part.One(Component one) ->
                  one.name().equals(name) ? one.checked(value) : one.get(settings);
              case Part.Several(RecordComponent component, SettingsCodec<?> codec) -> {
                Record nested = nested(component, settings);
                yield codec.byName().containsKey(name)
                    ? codec.changed(nested, name, value)
                    : nested;
              }
            });
  }

  private static Record nested(RecordComponent component, Record settings) {
    try {
      component.getAccessor().setAccessible(true);
      return (Record) component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a part of the record is to be. */
  private interface Filler {
    @Nullable Object of(Part part);
  }

  private S made(Filler filler) {
    @Nullable Object[] values = new Object[parts.size()];
    Class<?>[] types = new Class<?>[parts.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = filler.of(parts.get(i));
      types[i] = type.getRecordComponents()[i].getType();
    }
    try {
      Constructor<S> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InputException cause) throw cause;
      if (e.getCause() instanceof IllegalArgumentException cause) {
        throw new SettingsException("", String.valueOf(cause.getMessage()), cause);
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalArgumentException e) {
      throw new SettingsException("", "a value of another type: " + e.getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
