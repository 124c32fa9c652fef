package dev.sonde.network.json;

import dev.sonde.file.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of a JSON file that knows where it stands.
 *
 * <pre>{@code
 * Json config = Json.read(folder.resolve("config.json"), 1 << 20, TransformerException::new);
 * int layers = config.at("num_hidden_layers").integer(1, 1000);
 * }</pre>
 */
public final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final String place;
  private final JsonNode node;
  private final Function<String, ? extends InputException> failure;

  private Json(String place, JsonNode node, Function<String, ? extends InputException> failure) {
    this.place = place;
    this.node = node;
    this.failure = failure;
  }

  /**
   * Reads a file.
   *
   * @param most the most bytes that are sensible; more is an error, not an allocation
   * @param failure makes the reader's exception of a message
   */
  public static Json read(
      Path file, long most, Function<String, ? extends InputException> failure) {
    try {
      long size = Files.size(file);
      if (size > most) {
        throw failure.apply(file + ": has " + size + " bytes, at most " + most + " are read");
      }
      return of(file.toString(), Files.readAllBytes(file), failure);
    } catch (NoSuchFileException e) {
      throw failure.apply(file + ": no such file");
    } catch (IOException e) {
      throw failure.apply(file + ": cannot be read: " + e.getMessage());
    }
  }

  /** Reads what a file called {@code name} holds. */
  public static Json of(
      String name, byte[] text, Function<String, ? extends InputException> failure) {
    try {
      return new Json(name, MAPPER.readTree(text), failure);
    } catch (JacksonException e) {
      throw failure.apply(name + ": not valid JSON: " + e.getOriginalMessage());
    }
  }

  /** The value of a property; {@link #isAbsent} if there is none. */
  public Json at(String property) {
    return new Json(place + ": " + property, node.path(property), failure);
  }

  /** The same object with another value of a property. */
  public Json with(String property, Object value) {
    if (!(node instanceof ObjectNode object)) throw wrong("an object");
    ObjectNode changed = MAPPER.createObjectNode();
    changed.setAll(object);
    changed.set(property, MAPPER.valueToTree(value));
    return new Json(place, changed, failure);
  }

  /** Whether it is missing or null. */
  public boolean isAbsent() {
    return node.isMissingNode() || node.isNull();
  }

  /** Whether it is missing; unlike null, which says that there is none, it leaves a default. */
  public boolean isMissing() {
    return node.isMissingNode();
  }

  public boolean isText() {
    return node.isString();
  }

  public boolean isArray() {
    return node.isArray();
  }

  public boolean isObject() {
    return node.isObject();
  }

  public boolean isNumber() {
    return node.isNumber();
  }

  /** This, unless it is absent. */
  public Optional<Json> optional() {
    return isAbsent() ? Optional.empty() : Optional.of(this);
  }

  public String text() {
    if (!node.isString()) throw wrong("text");
    return node.stringValue();
  }

  public String text(String otherwise) {
    return isAbsent() ? otherwise : text();
  }

  public boolean truth(boolean otherwise) {
    if (isAbsent()) return otherwise;
    if (!node.isBoolean()) throw wrong("true or false");
    return node.booleanValue();
  }

  /** A whole number within bounds, both included. */
  public int integer(int least, int most) {
    String range = "a whole number from " + least + " to " + most;
    if (!node.isIntegralNumber() || !node.canConvertToLong()) throw wrong(range);
    long value = node.longValue();
    if (value < least || value > most) throw wrong(range);
    return (int) value;
  }

  public int integer(int least, int most, int otherwise) {
    return isAbsent() ? otherwise : integer(least, most);
  }

  public double number() {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) throw wrong("a number");
    return node.doubleValue();
  }

  public double number(double otherwise) {
    return isAbsent() ? otherwise : number();
  }

  /** The elements of a list. */
  public List<Json> list() {
    if (!node.isArray()) throw wrong("a list");
    List<Json> elements = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      elements.add(new Json(place + "[" + elements.size() + "]", element, failure));
    }
    return elements;
  }

  /** The properties of an object, in the file's order. */
  public Collection<Map.Entry<String, Json>> properties() {
    if (!node.isObject()) throw wrong("an object");
    return node.properties().stream()
        .map(entry -> Map.entry(entry.getKey(), at(entry.getKey())))
        .toList();
  }

  /** An error about this part. */
  public InputException wrong(String expected) {
    return failure.apply(place + ": found " + found() + ", expected " + expected);
  }

  /** An error about this part in words of the caller. */
  public InputException error(String message) {
    return failure.apply(place + ": " + message);
  }

  private String found() {
    if (node.isMissingNode()) return "nothing";
    if (node.isArray()) return "a list of " + node.size();
    if (node.isObject()) return "an object";
    String text = node.toString();
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  @Override
  public String toString() {
    return place;
  }
}
