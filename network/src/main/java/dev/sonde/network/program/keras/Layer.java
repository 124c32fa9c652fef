package dev.sonde.network.program.keras;

import dev.sonde.network.program.ProgramException;
import java.util.Arrays;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A layer of a configuration.
 *
 * @param file as messages name it
 * @param name its own
 * @param kind its class, such as {@code Conv2D}
 * @param module where the class is from; empty if the file does not say
 * @param config its settings
 */
record Layer(String file, String name, String kind, String module, JsonNode config) {

  /** More than any size, stride or factor of a real network. */
  private static final long MOST = 1L << 31;

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{0,200}");

  static Layer of(String file, JsonNode node) {
    JsonNode config = node.path("config");
    String name = config.path("name").asString(node.path("name").asString(""));
    if (!NAME.matcher(name).matches()) {
      throw new ProgramException(file + ": a layer's name is longer than 200, or no text");
    }
    String kind = node.path("class_name").asString("");
    return new Layer(file, name, kind, node.path("module").asString(""), config);
  }

  /** A function of {@code keras.ops} that stands among the layers. */
  boolean isOperation() {
    return module.startsWith("keras.ops") || module.startsWith("keras.src.ops");
  }

  boolean isModel() {
    return config.path("layers").isArray() || (kind.equals("Sequential") && config.isArray());
  }

  ProgramException wrong(String what) {
    return new ProgramException(
        file + ": layer '" + name + "' (" + (kind.isEmpty() ? "no class" : kind) + "): " + what);
  }

  boolean has(String setting) {
    return !config.path(setting).isMissingNode() && !config.path(setting).isNull();
  }

  boolean truth(String setting, boolean usual) {
    return config.path(setting).asBoolean(usual);
  }

  double real(String setting, double usual) {
    if (!has(setting)) return usual;
    JsonNode found = config.path(setting);
    if (found.isNumber()) return found.asDouble();
    // Keras 3 writes some numbers as arrays of NumPy: {"config": {"value": 0.2}}.
    JsonNode inner = found.path("config").path("value");
    if (inner.isNumber()) return inner.asDouble();
    throw wrong("its " + setting + " is no number");
  }

  String text(String setting, String usual) {
    return config.path(setting).asString(usual);
  }

  long whole(String setting, long usual) {
    return has(setting) ? whole(setting, config.path(setting)) : usual;
  }

  private long whole(String setting, JsonNode found) {
    if (found.isIntegralNumber() && Math.abs(found.asDouble()) < MOST) return found.asLong();
    throw wrong("its " + setting + " is no whole number");
  }

  /** One number per axis; a single number stands for all. */
  long[] wholes(String setting, int axes, long usual) {
    long[] all = new long[axes];
    Arrays.fill(all, usual);
    if (!has(setting)) return all;
    JsonNode found = config.path(setting);
    if (!found.isArray()) Arrays.fill(all, whole(setting, found));
    else if (found.size() == axes) Arrays.setAll(all, i -> whole(setting, found.get(i)));
    else if (found.size() == 1) Arrays.fill(all, whole(setting, found.get(0)));
    else throw wrong("its " + setting + " has " + found.size() + " numbers, expected " + axes);
    return all;
  }

  /** As {@link #wholes}, all of them at least 1. */
  long[] sizes(String setting, int axes, long usual) {
    long[] all = wholes(setting, axes, usual);
    for (long one : all) if (one < 1) throw wrong("its " + setting + " is " + one);
    return all;
  }

  /** A list of any length; a single number is a list of one. */
  long[] list(String setting, long... usual) {
    if (!has(setting)) return usual;
    JsonNode found = config.path(setting);
    if (!found.isArray()) return new long[] {whole(setting, found)};
    if (found.size() > 16) throw wrong("its " + setting + " has " + found.size() + " numbers");
    long[] all = new long[found.size()];
    Arrays.setAll(all, i -> whole(setting, found.get(i)));
    return all;
  }

  /** What is before and after each axis: {@code 1}, {@code [1, 2]}, {@code [[1, 1], [2, 2]]}. */
  long[][] margins(String setting, int axes, long usual) {
    long[][] all = new long[axes][];
    JsonNode found = config.path(setting);
    for (int axis = 0; axis < axes; axis++) {
      JsonNode one = found.isArray() && found.size() == axes ? found.get(axis) : found;
      boolean pair = axes == 1 && found.isArray() && found.size() == 2;
      if (pair) one = found;
      if (one.isArray() && one.size() == 2) {
        all[axis] = new long[] {whole(setting, one.get(0)), whole(setting, one.get(1))};
      } else if (has(setting)) {
        long same = whole(setting, one);
        all[axis] = new long[] {same, same};
      } else {
        all[axis] = new long[] {usual, usual};
      }
      if (all[axis][0] < 0 || all[axis][1] < 0) throw wrong("its " + setting + " is negative");
    }
    return all;
  }
}
