package dev.sonde.checkpoint.gate;

import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** One tensor of a file and the gate blocks that it consists of. */
record Split(String whole, List<Tensor> blocks) {

  /**
   * The blocks of one matrix or bias vector.
   *
   * @param layer address of the layer; empty for a file that is nothing but one
   * @param kind {@code W_i}, {@code W_h}, {@code b_i}, {@code b_h}, or {@code b_} for an only bias
   * @param order the gates as they lie in the whole
   * @param suffix which layer and direction of several: {@code _l1_reverse}
   * @param block the view of the n-th gate in {@code order}
   */
  static Split of(
      Tensor whole,
      String layer,
      String kind,
      Cell cell,
      String order,
      String suffix,
      IntFunction<Tensor> block) {
    return new Split(whole.address(), blocks(layer, kind, cell, order, suffix, block));
  }

  private static List<Tensor> blocks(
      String layer,
      String kind,
      Cell cell,
      String order,
      String suffix,
      IntFunction<Tensor> block) {
    List<Tensor> blocks = new ArrayList<>();
    for (char gate : cell.gates().toCharArray()) {
      String name = kind + gate + suffix;
      String address = layer.isEmpty() ? name : layer + "/" + name;
      blocks.add(block.apply(order.indexOf(gate)).named(address));
    }
    return blocks;
  }

  /** As one whole whose blocks are those of both. */
  Split and(Split other) {
    List<Tensor> both = new ArrayList<>(blocks);
    both.addAll(other.blocks);
    return new Split(whole, both);
  }
}
