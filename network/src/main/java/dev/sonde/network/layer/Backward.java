package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import java.util.List;
import java.util.Map;

/** The backward of a stretch of computation that is written by hand. */
@FunctionalInterface
interface Backward {

  /** From the gradients at the outputs to those at the inputs and parameters. */
  Result apply(List<Array> outputGradients);

  /**
   * @param inputs one gradient per input of the stretch, in order
   * @param parameters of those that train
   */
  record Result(List<Array> inputs, Map<Parameter, Gradient> parameters) {}
}
