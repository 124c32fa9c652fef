package dev.sonde.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Holds that a settings record refuses what no setting may be. */
public final class OutOfRange {

  private OutOfRange() {}

  /**
   * Puts a negative number, the least of its type, and NaN or an infinity into each numeric
   * component in turn.
   *
   * @param settings all of whose values are good
   * @param free components that may be anything; {@code seed} may anyway
   */
  public static void isRefused(Record settings, String... free)
      throws ReflectiveOperationException {
    RecordComponent[] components = settings.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
    Constructor<?> constructor = settings.getClass().getDeclaredConstructor(types);
    constructor.setAccessible(true);
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      component.getAccessor().setAccessible(true);
      values.add(component.getAccessor().invoke(settings));
    }
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      if (name.equals("seed") || List.of(free).contains(name)) continue;
      for (Object wrong : wrong(types[i])) {
        Object[] arguments = values.toArray();
        arguments[i] = wrong;
        Throwable thrown = catchThrowable(() -> constructor.newInstance(arguments));
        String what = settings.getClass().getName() + "." + name + " = " + wrong;
        assertThat(thrown).as(what).isNotNull();
        assertThat(thrown.getCause())
            .as(what)
            .isInstanceOfAny(IllegalArgumentException.class, InputException.class)
            .hasMessageMatching("(?s).*\\S.*");
      }
    }
  }

  private static List<Object> wrong(Class<?> type) {
    if (type == int.class) return List.of(-1, Integer.MIN_VALUE);
    if (type == long.class) return List.of(-1L, Long.MIN_VALUE);
    if (type == double.class) return List.of(-1.0, Double.NaN, Double.NEGATIVE_INFINITY);
    return List.of();
  }
}
