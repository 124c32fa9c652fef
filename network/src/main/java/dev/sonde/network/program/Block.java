package dev.sonde.network.program;

import java.util.List;

/**
 * Steps in their order, and what they are for.
 *
 * @param results what a function or program gives back; none where the block is a part of another,
 *     whose names it shares
 */
public record Block(List<Step> steps, List<Operand> results) {

  public Block {
    steps = List.copyOf(steps);
    results = List.copyOf(results);
  }

  static Block of(List<Step> steps) {
    return new Block(steps, List.of());
  }
}
