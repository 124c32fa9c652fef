package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Fourier;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import java.util.List;

/** Sound and other signals: transforms and the windows before them. */
final class SignalOperators {

  private static final String WINDOW = "output_datatype periodic";

  private SignalOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.one("DFT", 1, Units.BY_RANK, "axis inverse onesided", SignalOperators::transform),
        Operator.one("STFT", 2, Units.BY_RANK, "onesided", SignalOperators::shortTime),
        window("HannWindow", .5, .5, 0),
        window("HammingWindow", 25.0 / 46, 21.0 / 46, 0),
        window("BlackmanWindow", .42, .5, .08),
        Operator.one(
                "MelWeightMatrix", 5, Units.BY_RANK, "output_datatype", SignalOperators::melWeights)
            .exact());
  }

  /** A sum of cosines: a₀ − a₁·cos(2πn/N) + a₂·cos(4πn/N). */
  private static Operator window(String name, double a0, double a1, double a2) {
    return Operator.one(
            name,
            1,
            Units.BY_RANK,
            WINDOW,
            call -> {
              long size = call.number(0, 0);
              call.requireSize(size);
              double period = call.flag("periodic", true) ? size : size - 1.0;
              double[] values = new double[Math.toIntExact(size)];
              for (int i = 0; i < values.length; i++) {
                double angle = 2 * Math.PI * i / period;
                values[i] = a0 - a1 * Math.cos(angle) + a2 * Math.cos(2 * angle);
              }
              return Array.ofDoubles(values, size).to(type(call));
            })
        .exact();
  }

  private static ElementType type(Call call) {
    return ElementTypes.of(call, call.integer("output_datatype", 1));
  }

  private static Array transform(Call call) {
    Array x = call.input(0);
    long asked = call.opset() >= 20 ? call.number(2, -2) : call.integer("axis", 1);
    int axis = call.axis(asked, x.rank());
    boolean inverse = call.flag("inverse", false);
    boolean half = call.flag("onesided", false);
    if (axis == x.rank() - 1) throw call.refused("transforms along the axis of real and imaginary");
    boolean complex = x.extent(-1) == 2;
    if (!complex && x.extent(-1) != 1) throw call.refused("transforms an array " + x.shape());
    long in = x.extent(axis);
    long length = call.number(1, half && inverse ? 2 * (in - 1) : in);
    if (length < 1) throw call.refused("transforms " + length + " elements");
    long[] shape = x.shape().toArray();
    shape[axis] = length;
    shape[shape.length - 1] = 2;
    call.requireSize(shape);
    if (half && inverse) {
      if (!complex) throw call.refused("goes back from real numbers");
      return Fourier.fromHalf(x, length, axis).unsqueeze(-1);
    }
    if (half) {
      if (complex) throw call.refused("transforms complex numbers to one side");
      return Fourier.half(x.squeeze(x.rank() - 1), length, axis);
    }
    Array whole = complex ? x : Functional.concatenate(x.rank() - 1, x, x.multiply(0));
    return Fourier.complex(whole, length, axis, inverse);
  }

  /** Transforms of pieces of a signal {@code [batch × time × 1 or 2]}, each behind a window. */
  private static Array shortTime(Call call) {
    Array x = call.input(0);
    long step = call.number(1, 0);
    boolean windowed = call.optional(2).isPresent();
    long length = call.number(3, windowed ? call.input(2).count() : 0);
    if (x.rank() == 2) x = x.unsqueeze(2);
    if (x.rank() != 3 || step < 1 || length < 1 || length > x.extent(1)) {
      throw call.refused(
          "takes pieces of " + length + " in steps of " + step + " of a signal " + x.shape());
    }
    boolean complex = x.extent(2) == 2;
    boolean half = call.flag("onesided", true) && !complex;
    call.requireSize(x.extent(0), (x.extent(1) - length) / step + 1, length, 2);
    // [batch × pieces × channels × length]
    Array pieces = Indexing.windows(x, 1, length, step);
    if (windowed) pieces = pieces.multiply(call.input(2));
    if (half) return Fourier.half(pieces.select(2, 0), length, 2);
    Array whole = pieces.transpose(2, 3);
    if (!complex) whole = Functional.concatenate(3, whole, whole.multiply(0));
    return Fourier.complex(whole, length, 2, false);
  }

  /** Triangles that are equally wide on the mel scale: {@code [frequencies × bins]}. */
  private static Array melWeights(Call call) {
    long bins = call.number(0, 0);
    long length = call.number(1, 0);
    double rate = call.number(2, 0);
    double low = mel(call.number(3));
    double high = mel(call.number(4));
    long rows = length / 2 + 1;
    call.requireSize(bins, rows);
    if (rate <= 0 || !(high >= low)) throw call.refused("has frequencies that make no sense");
    long[] edges = new long[Math.toIntExact(bins) + 2];
    double step = (high - low) / edges.length;
    for (int i = 0; i < edges.length; i++) {
      double hertz = 700 * (Math.pow(10, (low + i * step) / 2595) - 1);
      edges[i] = Math.clamp((long) Math.floor((length + 1) * hertz / rate), 0, rows);
    }
    double[] weights = new double[Math.toIntExact(rows * bins)];
    for (int bin = 0; bin < bins; bin++) {
      long left = edges[bin];
      long centre = edges[bin + 1];
      long right = edges[bin + 2];
      for (long f = left; f <= Math.min(centre, rows - 1); f++) {
        weights[(int) (f * bins + bin)] =
            centre == left ? 1 : (double) (f - left) / (centre - left);
      }
      for (long f = centre; f < Math.min(right, rows); f++) {
        weights[(int) (f * bins + bin)] = (double) (right - f) / (right - centre);
      }
    }
    return Array.ofDoubles(weights, rows, bins).to(type(call));
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }
}
