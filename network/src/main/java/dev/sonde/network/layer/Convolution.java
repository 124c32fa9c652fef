package dev.sonde.network.layer;

import dev.sonde.network.probe.ConvolutionTap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Spatial;
import java.util.List;

/**
 * Two-dimensional convolution {@code [batch × in × height × width] → [batch × out × …]}. Site: its
 * name; units are output channels.
 */
public record Convolution(
    String name,
    int in,
    int out,
    int kernel,
    int stride,
    int padding,
    int dilation,
    int groups,
    boolean biased)
    implements Layer {

  public Convolution {
    if (in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          name + ": " + groups + " groups do not divide " + in + " and " + out + " channels");
    }
  }

  public static Convolution of(String name, int in, int out, int kernel, int padding) {
    return new Convolution(name, in, out, kernel, 1, padding, 1, 1, true);
  }

  @Override
  public List<ParameterSpec> parameters() {
    long fanIn = (long) in / groups * kernel * kernel;
    long fanOut = (long) out * kernel * kernel;
    ParameterSpec weight =
        ParameterSpec.of(
            name + ".weight", Role.WEIGHT, fanIn, fanOut, out, in / groups, kernel, kernel);
    if (!biased) return List.of(weight);
    return List.of(weight, ParameterSpec.of(name + ".bias", Role.BIAS, fanIn, fanOut, out));
  }

  public Array apply(Pass pass, Array x) {
    Array weight = pass.parameter(name + ".weight");
    Array bias = biased ? pass.parameter(name + ".bias") : null;
    Array sums =
        pass.remembered(
            name,
            () ->
                Functional.conv2d(
                    x.channelsLast(), weight, bias, stride, padding, dilation, groups),
            x);
    Array output = pass.visit(name, sums, 1);
    if (pass.probed()) {
      Spatial.Geometry geometry =
          new Spatial.Geometry(pair(stride), pair(padding), pair(dilation), groups, false);
      pass.convolved(new ConvolutionTap.Use(name, List.of(), x.shape(), weight, geometry, output));
    }
    return output;
  }

  private static long[] pair(long number) {
    return new long[] {number, number};
  }
}
