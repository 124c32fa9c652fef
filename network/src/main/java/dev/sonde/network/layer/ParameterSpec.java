package dev.sonde.network.layer;

import dev.sonde.tensor.Shape;

/**
 * A parameter that a layer asks for.
 *
 * @param name as in PyTorch's state dict: {@code encoder.rnn.weight_hh_l0}
 * @param fanIn inputs that one output sums over
 * @param fanOut outputs that one input reaches
 */
public record ParameterSpec(String name, Shape shape, Role role, long fanIn, long fanOut) {

  public static ParameterSpec of(String name, Role role, long fanIn, long fanOut, long... shape) {
    return new ParameterSpec(name, Shape.of(shape), role, fanIn, fanOut);
  }
}
