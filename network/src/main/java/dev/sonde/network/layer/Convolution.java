package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.util.List;

/**
 * Two-dimensional convolution {@code [batch × in × height × width] → [batch × out × …]}. Site: its
 * name; units are output channels.
 */
public record Convolution(
    String name, int in, int out, int kernel, int stride, int padding, int dilation, int groups)
    implements Layer {

  public Convolution {
    if (in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          name + ": " + groups + " groups do not divide " + in + " and " + out + " channels");
    }
  }

  public static Convolution of(String name, int in, int out, int kernel, int padding) {
    return new Convolution(name, in, out, kernel, 1, padding, 1, 1);
  }

  @Override
  public List<ParameterSpec> parameters() {
    long fanIn = (long) in / groups * kernel * kernel;
    long fanOut = (long) out * kernel * kernel;
    return List.of(
        ParameterSpec.of(
            name + ".weight", Role.WEIGHT, fanIn, fanOut, out, in / groups, kernel, kernel),
        ParameterSpec.of(name + ".bias", Role.BIAS, fanIn, fanOut, out));
  }

  public Array apply(Pass pass, Array x) {
    Array weight = pass.parameter(name + ".weight");
    Array bias = pass.parameter(name + ".bias");
    return pass.visit(
        name,
        Functional.conv2d(x.channelsLast(), weight, bias, stride, padding, dilation, groups),
        1);
  }
}
