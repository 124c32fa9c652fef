package dev.sonde.network.transformer.dictionary;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.CaptureFile;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What stands at a site while a model reads texts, a row per token. The first token of every text
 * is left out: in many models its activations are of another size.
 *
 * @param values {@code [tokens × width]}, in a file
 */
public record Activations(Tensor values) {

  private static final String NAME = "activations";

  public int count() {
    return Math.toIntExact(values.shape().extent(0));
  }

  public int width() {
    return Math.toIntExact(values.shape().extent(1));
  }

  /**
   * Reads texts and streams the site's values to a file.
   *
   * @param read hears of texts that were read
   * @throws TransformerException if the site is not there, has no value per token, or no text has
   *     two tokens
   */
  public static Activations capture(
      Transformer model, String site, List<int[]> texts, Path file, LongConsumer read)
      throws IOException {
    try (CaptureFile target = CaptureFile.create(file)) {
      boolean any = false;
      for (int[] text : texts) {
        if (text.length >= 2) {
          float[] rows = rows(model.run(Input.Tokens.of(text), Tap.values(site)), site, text);
          int width = rows.length / (text.length - 1);
          Tensor tensor = Tensor.ofFloats(NAME, Shape.of(text.length - 1L, width), rows);
          target.append(Capture.of(List.of(tensor)));
          any = true;
        }
        read.accept(1);
      }
      if (!any) throw new TransformerException("no text of two tokens or more");
      Checkpoint finished = target.finish(Map.of("site", site));
      return new Activations(finished.tensor(NAME));
    }
  }

  /** All tokens but the first, {@code [tokens × width]}; heads side by side. */
  static float[] rows(Capture seen, String site, int[] text) {
    if (seen.addresses().size() != 1) {
      throw new TransformerException(
          "'" + site + "' names " + seen.addresses().size() + " sites; name one");
    }
    Tensor values = seen.values(seen.addresses().getFirst());
    boolean perToken =
        values.shape().rank() >= 3
            && values.shape().extent(0) == 1
            && values.shape().extent(1) == text.length;
    if (!perToken) {
      throw new TransformerException(
          "site '"
              + site
              + "' has shape "
              + values.shape()
              + ", no row for each of the "
              + text.length
              + " tokens; take one such as blocks.0.resid_post");
    }
    float[] all = values.toFloats();
    return Arrays.copyOfRange(all, all.length / text.length, all.length);
  }
}
