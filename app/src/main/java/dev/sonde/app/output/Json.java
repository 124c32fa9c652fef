package dev.sonde.app.output;

import dev.sonde.analysis.Provenance;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Results as JSON: a record's components in their order, in snake case. JSON has no NaN and no
 * infinity, so these become {@code null}; the counts beside them say why.
 */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .addModule(
              new SimpleModule()
                  .addSerializer(double.class, new Finite())
                  .addSerializer(Double.class, new Finite()))
          .build();

  private Json() {}

  public static String of(Object result) {
    return MAPPER.writeValueAsString(result);
  }

  /** On one line. */
  public static String compact(Object result) {
    return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result);
  }

  /**
   * A document that somebody else wrote.
   *
   * @throws tools.jackson.core.JacksonException if it is no JSON
   */
  public static JsonNode read(byte[] document) {
    return MAPPER.readTree(document);
  }

  /**
   * An answer as one document: in which form it is, what was found, how it was made.
   *
   * @param schema name and version of the form, {@code sonde.stats/1}
   * @param document a record or a map; its members stand beside those two
   */
  public static String of(String schema, Object document, Provenance provenance) {
    return MAPPER.writeValueAsString(tree(schema, document, provenance));
  }

  private static ObjectNode tree(String schema, Object document, @Nullable Provenance provenance) {
    ObjectNode all = MAPPER.createObjectNode();
    all.put("schema", schema);
    if (!(MAPPER.valueToTree(document) instanceof ObjectNode members)) {
      throw new IllegalArgumentException(schema + ": an answer is an object with members");
    }
    all.setAll(members);
    if (provenance != null) all.set("provenance", MAPPER.valueToTree(provenance));
    return all;
  }

  /**
   * Prints an answer and a line end; its text is never held as a whole. See {@link #of(String,
   * Object, Provenance)}.
   *
   * @param how null where nothing was computed
   */
  public static void print(
      PrintWriter out, String schema, Object document, @Nullable Provenance how) {
    MAPPER
        .writer()
        .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .writeValue(out, tree(schema, document, how));
    out.println();
    out.flush();
  }

  private static final class Finite extends StdSerializer<Double> {
    Finite() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      if (Double.isFinite(value)) json.writeNumber(value);
      else json.writeNull();
    }
  }
}
