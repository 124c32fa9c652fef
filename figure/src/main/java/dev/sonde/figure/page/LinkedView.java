package dev.sonde.figure.page;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.figure.colour.Palette;
import dev.sonde.figure.scene.ImageSheet;
import dev.sonde.figure.scene.Words;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Inputs beside neurons, linked: selected inputs show which neurons are more active for them than
 * for all, selected neurons show the inputs for which they are. A pointer that rests on an input
 * shows its picture and its classes. Plain script of the page; nothing is asked of the network.
 *
 * @param title of the view
 * @param classes names
 * @param inputs their places and classes
 * @param neurons their places and classes; may be empty: then inputs stand alone
 * @param activations one byte per [input × neuron], each neuron's range from least to greatest
 *     activation in 255 steps
 * @param pictures of the inputs, or null
 */
public record LinkedView(
    String title,
    List<String> classes,
    List<Input> inputs,
    List<Neuron> neurons,
    String activations,
    @Nullable ImageSheet pictures) {

  /**
   * @param name how it is called where it is named
   * @param label its class
   * @param predicted the class the network takes it for
   */
  public record Input(String name, double x, double y, int label, int predicted) {}

  /**
   * @param strongest the class for which it is most important, or −1
   * @param opacity of its point
   */
  public record Neuron(String name, double x, double y, int strongest, double opacity) {}

  public LinkedView {
    classes = List.copyOf(classes);
    inputs = List.copyOf(inputs);
    neurons = List.copyOf(neurons);
    if (pictures != null && pictures.count() != inputs.size()) {
      throw new IllegalArgumentException(
          "%d pictures of %d inputs".formatted(pictures.count(), inputs.size()));
    }
  }

  /**
   * @param activations [inputs × units of the layer]
   * @param columns which unit each of the neurons is
   */
  public static LinkedView of(
      String title,
      List<String> classes,
      List<Input> inputs,
      List<Neuron> neurons,
      Points activations,
      List<Integer> columns,
      @Nullable ImageSheet pictures) {
    if (activations.count() != inputs.size() || columns.size() != neurons.size()) {
      throw new IllegalArgumentException(
          "activations of %d inputs for %d, %d columns for %d neurons"
              .formatted(activations.count(), inputs.size(), columns.size(), neurons.size()));
    }
    int n = inputs.size();
    byte[] bytes = new byte[Math.multiplyExact(n, neurons.size())];
    for (int k = 0; k < columns.size(); k++) {
      int column = columns.get(k);
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        low = Math.min(low, activations.at(i, column));
        high = Math.max(high, activations.at(i, column));
      }
      for (int i = 0; i < n && high > low; i++) {
        double share = (activations.at(i, column) - low) / (double) (high - low);
        bytes[i * columns.size() + k] = (byte) Math.round(255 * share);
      }
    }
    return new LinkedView(
        title, classes, inputs, neurons, Base64.getEncoder().encodeToString(bytes), pictures);
  }

  /** What the page's script reads. */
  String json() {
    StringBuilder out = new StringBuilder("{\"classes\":[");
    List<String> parts = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      parts.add(
          "{\"name\":"
              + quoted(classes.get(c))
              + ",\"colour\":\""
              + Palette.ofClass(c).hex()
              + "\"}");
    }
    out.append(String.join(",", parts)).append("],\"inputs\":[");
    parts.clear();
    for (Input i : inputs) {
      parts.add(
          "[%s,%s,%s,%d,%d]"
              .formatted(quoted(i.name), number(i.x), number(i.y), i.label, i.predicted));
    }
    out.append(String.join(",", parts)).append("],\"neurons\":[");
    parts.clear();
    for (Neuron k : neurons) {
      parts.add(
          "[%s,%s,%s,%d,%s]"
              .formatted(quoted(k.name), number(k.x), number(k.y), k.strongest, number(k.opacity)));
    }
    out.append(String.join(",", parts)).append("],\"activations\":\"").append(activations);
    out.append('"');
    if (pictures != null) {
      out.append(",\"pictures\":{\"uri\":\"").append(pictures.uri()).append("\",\"columns\":");
      out.append(pictures.columns()).append(",\"width\":").append(pictures.width());
      out.append(",\"height\":").append(pictures.height()).append('}');
    }
    return out.append('}').toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5g", value);
  }

  private static String quoted(String text) {
    return '"' + Words.line(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
