package dev.sonde.checkpoint.onnx;

/**
 * One axis of a value's shape.
 *
 * @param size the extent, or −1 where it is only known when the model runs
 * @param symbol the axis's name, such as {@code batch}; empty if it has none
 */
public record OnnxDimension(long size, String symbol) {

  /** {@code 224}, {@code batch} or {@code ?}. */
  @Override
  public String toString() {
    if (size >= 0) return Long.toString(size);
    return symbol.isEmpty() ? "?" : symbol;
  }
}
