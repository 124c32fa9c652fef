package dev.sonde.network.program;

import dev.sonde.network.torch.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object of a program: a module or another class, with attributes that it may change. */
public final class Instance implements Value.Reference {

  private final String type;
  private final String path;
  private final Map<String, Value> attributes = new LinkedHashMap<>();

  /**
   * @param type name of its class
   * @param path of the module that it is; empty for the root and for other objects
   */
  public Instance(String type, String path) {
    this.type = type;
    this.path = path;
  }

  public String type() {
    return type;
  }

  public String path() {
    return path;
  }

  /** By name; may be changed. */
  public Map<String, Value> attributes() {
    return attributes;
  }

  /** An attribute that is a constant of the program: read when it is asked for. */
  public record Stored(String address) implements Value.Reference {}

  @Override
  public String toString() {
    return "an object of class " + type;
  }
}
