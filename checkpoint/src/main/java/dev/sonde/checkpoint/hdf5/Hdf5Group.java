package dev.sonde.checkpoint.hdf5;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group: a path and what is noted beside it. */
public final class Hdf5Group {

  private final String path;
  private final LazyAttributes attributes;

  Hdf5Group(String path, LazyAttributes attributes) {
    this.path = path;
    this.attributes = attributes;
  }

  /** {@code /}, {@code /model_weights}, … */
  public String path() {
    return path;
  }

  /** The group's attributes by name, read at the first call. */
  public Map<String, Hdf5Attribute> attributes() {
    return attributes.get();
  }

  /** The attribute of a name, or null. */
  public @Nullable Hdf5Attribute attribute(String name) {
    return attributes().get(name);
  }
}
