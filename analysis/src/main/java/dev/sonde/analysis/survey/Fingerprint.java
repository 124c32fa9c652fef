package dev.sonde.analysis.survey;

import dev.sonde.file.Digests;
import dev.sonde.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * An architecture as a short word: a hash of the tensors' addresses and shapes. Order in the file,
 * format and element type (but for complex ones) do not count, so a converted or rounded copy has
 * the same.
 */
public final class Fingerprint {

  private static final int DIGITS = 16;

  private Fingerprint() {}

  /** {@value #DIGITS} hexadecimal digits; the same on every machine. */
  public static String of(List<Tensor> tensors) {
    StringBuilder all = new StringBuilder();
    for (Tensor tensor : sorted(tensors)) {
      String shape = tensor.shape() + (tensor.dtype().isComplex() ? " complex" : "");
      all.append(tensor.address().length()).append(':').append(tensor.address());
      all.append(shape.length()).append(':').append(shape);
    }
    byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
    return Digests.sha256(bytes).substring(0, DIGITS);
  }

  /** In the order of their addresses, as all of this package takes them. */
  static List<Tensor> sorted(List<Tensor> tensors) {
    return tensors.stream().sorted(Comparator.comparing(Tensor::address)).toList();
  }
}
