package dev.sonde.network.transformer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Functional;
import java.util.List;

/** Rotary positions: cosines and sines of a stretch of positions. */
final class Turn {

  private final Array cosines;
  private final Array sines;
  private final int turned;

  Turn(Architecture.Rotary rotary, int first, int positions, ElementType type) {
    List<Double> frequencies = rotary.frequencies(first + positions);
    int half = frequencies.size();
    float[] cos = new float[positions * half];
    float[] sin = new float[positions * half];
    for (int p = 0; p < positions; p++) {
      for (int i = 0; i < half; i++) {
        // Rounded as everybody who computes in single precision rounds: of far positions it shows.
        float angle = (first + p) * frequencies.get(i).floatValue();
        cos[p * half + i] = (float) (Math.cos(angle) * rotary.factor());
        sin[p * half + i] = (float) (Math.sin(angle) * rotary.factor());
      }
    }
    cosines = Array.of(cos, positions, 1, half).to(type);
    sines = Array.of(sin, positions, 1, half).to(type);
    turned = 2 * half;
  }

  /** {@code x [rows × positions × heads × width]}, turned. */
  Array of(Array x) {
    int half = turned / 2;
    Array a = x.narrow(3, 0, half);
    Array b = x.narrow(3, half, half);
    Array first = a.multiply(cosines).subtract(b.multiply(sines));
    Array second = b.multiply(cosines).add(a.multiply(sines));
    long rest = x.extent(3) - turned;
    if (rest == 0) return Functional.concatenate(3, first, second);
    return Functional.concatenate(3, first, second, x.narrow(3, turned, rest));
  }
}
