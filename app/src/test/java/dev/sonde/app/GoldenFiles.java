package dev.sonde.app;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialPlan;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a command left in a folder, so that a golden holds it in a few lines. */
final class GoldenFiles {

  /** Tables of more lines are told by their first lines and the sums of their columns. */
  private static final int LINES = 24;

  private static final int FIRST = 6;

  private GoldenFiles() {}

  /**
   * Every file, by name.
   *
   * @param exact whether no native library had a hand in it, so that every byte is the same
   *     everywhere
   */
  static String described(Path folder, boolean exact) throws IOException {
    StringBuilder text = new StringBuilder();
    if (!Files.isDirectory(folder)) return "";
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString();
        if (name.startsWith("trials/")) continue;
        text.append("--- ").append(name).append('\n').append(described(file, name, exact));
      }
    }
    return text.toString();
  }

  private static String described(Path file, String name, boolean exact) throws IOException {
    if (name.endsWith("plan.jsonl")) return plan(file);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "html" -> {
        String html = GoldenText.withoutVersion(Files.readString(file));
        yield digest(html, exact) + GoldenText.words(html);
      }
      case "svg" -> digest(GoldenText.withoutVersion(Files.readString(file)), exact);
      case "csv" -> table(Files.readAllLines(file));
      case "txt", "md", "dot" -> GoldenText.plain(Files.readString(file));
      case "json" -> GoldenText.json(Files.readString(file));
      case "npy", "npz", "safetensors" -> tensors(file);
      case "png", "pdf" -> exact ? sha256(Files.readAllBytes(file)) + "\n" : "";
      default -> "";
    };
  }

  private static String digest(String markup, boolean exact) {
    String what = exact ? "bytes " : "outline ";
    String of =
        exact ? markup.replaceAll("Java \\d+[\\w.+-]*", "Java") : GoldenText.outline(markup);
    return what + sha256(of.getBytes(StandardCharsets.UTF_8)) + "\n";
  }

  private static String plan(Path file) throws IOException {
    List<Trial> trials = TrialPlan.read(file).all();
    List<String> keys = trials.stream().map(Trial::key).sorted().toList();
    StringBuilder text = new StringBuilder();
    text.append(trials.size()).append(" trials, keys ");
    text.append(sha256(String.join("\n", keys).getBytes(StandardCharsets.UTF_8))).append('\n');
    for (Trial trial : trials.subList(0, Math.min(3, trials.size()))) {
      text.append(trial.kind()).append(' ').append(trial.key()).append('\n');
    }
    return text.toString();
  }

  private static String tensors(Path file) {
    StringBuilder text = new StringBuilder();
    Checkpoint opened = Checkpoint.open(file);
    for (Tensor tensor : opened.tensors()) {
      float[] values = tensor.toFloats();
      double sum = 0;
      double squares = 0;
      for (float value : values) {
        sum += value;
        squares += (double) value * value;
      }
      text.append(tensor.address()).append(' ').append(tensor.shape());
      text.append(" sum ").append(GoldenText.rounded(sum));
      text.append(" norm ").append(GoldenText.rounded(Math.sqrt(squares)));
      text.append('\n');
    }
    new TreeMap<>(opened.metadata())
        .forEach((key, value) -> text.append(key + " = " + value + "\n"));
    return text.toString();
  }

  private static String table(List<String> lines) {
    if (lines.size() <= LINES) return GoldenText.plain(String.join("\n", lines));
    List<String> told = new ArrayList<>(lines.subList(0, FIRST));
    told.add("… " + (lines.size() - 1) + " rows; sums of the columns of numbers:");
    String[] header = lines.getFirst().split(",", -1);
    for (int c = 0; c < header.length; c++) {
      double sum = 0;
      int numbers = 0;
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        if (cells.length != header.length || !cells[c].matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?")) {
          continue;
        }
        sum += Double.parseDouble(cells[c]);
        numbers++;
      }
      if (numbers > 0) told.add(header[c] + " " + GoldenText.rounded(sum) + " of " + numbers);
    }
    return GoldenText.plain(String.join("\n", told));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
