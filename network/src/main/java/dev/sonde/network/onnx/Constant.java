package dev.sonde.network.onnx;

import dev.sonde.network.torch.ElementType;
import dev.sonde.tensor.Tensor;

/** A value that stands in the file. */
sealed interface Constant {

  /** Real numbers: a parameter of the network, at this address. */
  record OfParameter(String address) implements Constant {}

  /**
   * Whole numbers and truths, and reals of another width than the network's.
   *
   * @param type of the elements, which may be codes in the file
   */
  record OfTensor(Tensor tensor, ElementType type) implements Constant {}

  /** Text. */
  record OfText(Datum.OfText text) implements Constant {}

  /**
   * Something that networks do not compute with.
   *
   * @param why completes the sentence "constant 'x' …"
   */
  record Unusable(String why) implements Constant {}
}
