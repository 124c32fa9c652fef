package dev.sonde.study.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a file's network was trained, as far as it is written down: in the file, and in {@code
 * config.json}, {@code run.json} or Lightning's {@code hparams.yaml} beside it or in the folder
 * above. Values only, of bounded length and number; what is nested deeper than two levels is left
 * out.
 */
final class Beside {

  private static final List<String> NAMES = List.of("config.json", "run.json", "hparams.yaml");
  private static final long MOST_BYTES = 1 << 20;
  private static final int MOST_ENTRIES = 64;
  private static final int MOST_LETTERS = 200;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** A plain line of YAML; what is indented belongs to something nested. */
  private static final Pattern YAML =
      Pattern.compile("([A-Za-z_][\\w.-]*):\\s+([^\\s#&*!|>\\[{].*?)\\s*(?:\\s#.*)?");

  /** {@code epoch-0010}, {@code step=500}. */
  private static final Pattern NUMBERED =
      Pattern.compile("(?i)(?:epoch|step|checkpoint|ckpt|iter(?:ation)?)[-_=]?(\\d{1,15})");

  private Beside() {}

  /** Files of settings that belong to a checkpoint, the nearest of each name. */
  static List<Path> files(Path checkpoint) {
    List<Path> found = new ArrayList<>();
    Path own = checkpoint.toAbsolutePath().normalize().getParent();
    Path above = own == null ? null : own.getParent();
    for (String name : NAMES) {
      Path file = own == null ? null : nearest(own, above, name);
      if (file != null) found.add(file);
    }
    return found;
  }

  private static @Nullable Path nearest(Path own, @Nullable Path above, String name) {
    Path here = own.resolve(name);
    if (Files.isRegularFile(here)) return here;
    Path there = above == null ? here : above.resolve(name);
    return Files.isRegularFile(there) ? there : null;
  }

  /** What is known, by name; of one that is said twice the file's own word counts. */
  static SortedMap<String, String> read(Path checkpoint, Map<String, String> inFile) {
    SortedMap<String, String> all = new TreeMap<>();
    for (Path file : files(checkpoint)) {
      try {
        if (Files.size(file) > MOST_BYTES) continue;
        String text = Files.readString(file);
        if (file.toString().endsWith(".yaml")) yaml(text, all);
        else add("", MAPPER.readTree(text), 0, all);
      } catch (IOException | JacksonException e) {
        // Damaged settings say nothing; the weights are what is surveyed.
      }
    }
    inFile.forEach((name, value) -> put(name, value, all));
    while (all.size() > MOST_ENTRIES) all.remove(all.lastKey());
    return all;
  }

  private static void yaml(String text, Map<String, String> all) {
    for (String line : text.lines().toList()) {
      Matcher plain = YAML.matcher(line);
      if (plain.matches()) put(plain.group(1), plain.group(2).replaceAll("^['\"]|['\"]$", ""), all);
    }
  }

  private static void add(String name, JsonNode node, int depth, Map<String, String> all) {
    if (node.isValueNode() && !name.isEmpty()) {
      put(name, node.asString(""), all);
    } else if (node.isObject() && depth <= 1) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String whole = name.isEmpty() ? member.getKey() : name + "." + member.getKey();
        add(whole, member.getValue(), depth + 1, all);
      }
    }
  }

  private static void put(String name, String value, Map<String, String> all) {
    if (name.length() <= MOST_LETTERS && value.length() <= MOST_LETTERS) all.put(name, value);
  }

  static String json(SortedMap<String, String> settings) {
    return MAPPER.writeValueAsString(settings);
  }

  /** The epoch or step: said in the file, or in its name; else null. */
  static @Nullable Double order(Path checkpoint, Map<String, String> inFile) {
    for (String name : List.of("global_step", "step", "epoch")) {
      String said = inFile.get(name);
      if (said != null && said.matches("\\d{1,15}")) return Double.valueOf(said);
    }
    Matcher numbered = NUMBERED.matcher(String.valueOf(checkpoint.getFileName()));
    Double last = null;
    while (numbered.find()) last = Double.valueOf(numbered.group(1));
    return last;
  }
}
