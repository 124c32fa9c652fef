package dev.sonde.network.program;

/**
 * Where a step comes from, for messages.
 *
 * @param module path of the module, {@code layers.3.mlp}; may be empty
 * @param node its name in the file; may be empty
 * @param line of the source that it was made from; may be empty
 */
public record Origin(String module, String node, String line) {

  public static final Origin NONE = new Origin("", "", "");

  public static Origin of(String module, String node) {
    return new Origin(module, node, "");
  }

  /** The words that a message adds; empty if nothing is known. */
  String words() {
    StringBuilder words = new StringBuilder();
    if (!node.isEmpty()) words.append(" (node '").append(node).append('\'');
    if (!module.isEmpty()) {
      words.append(words.isEmpty() ? " (" : ", ").append("module '").append(module).append('\'');
    }
    if (!line.isEmpty()) words.append(words.isEmpty() ? " (" : ", ").append("at ").append(line);
    return words.isEmpty() ? "" : words.append(')').toString();
  }
}
