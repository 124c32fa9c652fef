package dev.sonde.app;

import dev.sonde.question.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What commands say, without what differs from one machine or day to the next: versions, durations,
 * and more digits than native libraries agree on.
 */
final class GoldenText {

  private static final int DIGITS = 5;

  /** Below this a number is what rounding leaves of zero. */
  private static final double NOTHING = 1e-9;

  private static final double TOLERANCE = 1e-4;

  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.#])-?\\d+(?:\\.\\d+(?:[eE]-?\\d+)?|[eE]-?\\d+)(?!\\w|\\.\\d)");

  private static final Pattern DURATION =
      Pattern.compile("(?<![\\w.])\\d+(?:\\.\\d+)? (?:ms|s|seconds?|minutes?)(?!\\w)");

  private static final Pattern SECONDS = Pattern.compile("(?m)^seconds +[\\d.]+$");

  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?Z");

  private static final Pattern VERSION =
      Pattern.compile("sonde \\d+\\.\\d+\\.\\d+|Sonde \\d+\\.\\d+\\.\\d+|Java \\d+[\\w.+-]*");

  private static final Pattern DIGEST = Pattern.compile("(?<!\\w)[0-9a-f]{64}(?!\\w)");

  private static final Pattern EMBEDDED = Pattern.compile("base64,[\\w+/=]+");

  /** Figures have figures in them: the innermost first. */
  private static final Pattern FIGURE = Pattern.compile("(?s)<svg\\b(?:(?!<svg\\b).)*?</svg>");

  private static final Pattern UNSEEN =
      Pattern.compile("(?s)<(script|style)\\b.*?</\\1>|<!--.*?-->");

  private static final Pattern TAG = Pattern.compile("(?s)<[^>]*>");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private GoldenText() {}

  /** A text with the version of the build that wrote it replaced by one word for all builds. */
  static String withoutVersion(String text) {
    String version = "(?<![\\w.])" + Pattern.quote(Version.current()) + "(?![\\w.])";
    return text.replaceAll(version, "development");
  }

  /** Words with their numbers rounded. */
  static String plain(String text) {
    return steady(DIGEST.matcher(text).replaceAll("SHA-256")).stripTrailing() + "\n";
  }

  private static String steady(String text) {
    String said = VERSION.matcher(text).replaceAll(GoldenText::unversioned);
    said = TIME.matcher(said).replaceAll("TIME");
    said = SECONDS.matcher(said).replaceAll("seconds N");
    said = DURATION.matcher(said).replaceAll("N s");
    said = NUMBER.matcher(said).replaceAll(m -> rounded(Double.parseDouble(m.group())));
    return said.replace("\r", "");
  }

  private static String unversioned(MatchResult match) {
    String text = match.group();
    return text.substring(0, text.indexOf(' ')) + " VERSION";
  }

  /** To five significant digits, whole numbers as such. */
  static String rounded(double value) {
    if (Math.abs(value) < NOTHING) return "0";
    String text = String.format(Locale.ROOT, "%." + (DIGITS - 1) + "e", value);
    return java.math.BigDecimal.valueOf(Double.parseDouble(text))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** The words of a page, one element a line; figures left out. */
  static String words(String html) {
    String shown = UNSEEN.matcher(html).replaceAll("\n");
    String before = "";
    while (!shown.equals(before)) {
      before = shown;
      shown = FIGURE.matcher(before).replaceAll("\n");
    }
    List<String> lines = new ArrayList<>();
    for (String line : TAG.matcher(shown).replaceAll("\n").split("\n")) {
      if (!line.isBlank()) lines.add(line.strip());
    }
    return plain(String.join("\n", lines));
  }

  /** A figure or page without its numbers: what is drawn, not where. */
  static String outline(String markup) {
    String text = EMBEDDED.matcher(markup).replaceAll("base64,");
    text = text.replaceAll("#[0-9a-f]{6}\\b", "#").replaceAll("[0-9a-f]{64}", "SHA-256");
    text = VERSION.matcher(text).replaceAll(GoldenText::unversioned);
    return text.replaceAll("-?\\d+(\\.\\d+)?([eE]-?\\d+)?", "0").replaceAll("−0", "0");
  }

  /** A document with rounded numbers, indented. */
  static String json(String text) {
    return MAPPER.writeValueAsString(steady(MAPPER.readTree(text), "")) + "\n";
  }

  static boolean isJson(String text) {
    return text.startsWith("{");
  }

  private static JsonNode steady(JsonNode node, String name) {
    switch (node) {
      case ObjectNode object -> {
        // Provenance's settings come out of maps that are in another order in every process.
        // A run's description has the program's version in it.
        if (object.path("path").asString("").endsWith("run.json")) object.remove("bytes");
        Set<String> keys = new TreeSet<>(object.propertyNames());
        for (String key : name.equals("settings") ? keys : List.copyOf(object.propertyNames())) {
          JsonNode value = steady(object.get(key), key);
          if (name.equals("settings")) object.remove(key);
          object.set(key, value);
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) array.set(i, steady(array.get(i), name));
      }
      default -> {
        if (name.endsWith("seconds")) return StringNode.valueOf("N");
        if (List.of("sonde", "java", "sha256").contains(name)) return StringNode.valueOf(name);
        if (node.isFloatingPointNumber()) {
          return DoubleNode.valueOf(Double.parseDouble(rounded(node.asDouble())));
        }
        if (node.isString() && !name.equals("command")) {
          return StringNode.valueOf(steady(node.asString()));
        }
      }
    }
    return node;
  }

  /**
   * The words alone. Where every step of a computation enlarges what a processor rounds otherwise,
   * as in t-SNE, numbers of two machines agree in no digit.
   */
  static String withoutNumbers(String text) {
    return DIGEST
        .matcher(text)
        .replaceAll("SHA-256")
        .replaceAll("[-−]?\\d+(\\.\\d+)?([eE]-?\\d+)?", "N")
        .replaceAll(" +", " ");
  }

  /** The same words, and numbers that differ by no more than rounding. */
  static boolean agree(String one, String other) {
    if (one.equals(other)) return true;
    if (!NUMBER.matcher(one).replaceAll("N").equals(NUMBER.matcher(other).replaceAll("N"))) {
      return false;
    }
    List<Double> left = numbers(one);
    List<Double> right = numbers(other);
    for (int i = 0; i < left.size(); i++) {
      double most = Math.max(Math.abs(left.get(i)), Math.abs(right.get(i)));
      if (Math.abs(left.get(i) - right.get(i)) > TOLERANCE * most + NOTHING) return false;
    }
    return true;
  }

  private static List<Double> numbers(String text) {
    return NUMBER.matcher(text).results().map(m -> Double.valueOf(m.group())).toList();
  }
}
