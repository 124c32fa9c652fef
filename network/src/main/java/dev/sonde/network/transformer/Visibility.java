package dev.sonde.network.transformer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import org.jspecify.annotations.Nullable;

/** Which keys a query sees: by order, window, and what only fills rows up. */
final class Visibility {

  private final Architecture architecture;
  private final Input input;
  private final @Nullable KeyValues past;
  private final ElementType type;

  Visibility(Architecture architecture, Input input, @Nullable KeyValues past, ElementType type) {
    this.architecture = architecture;
    this.input = input;
    this.past = past;
    this.type = type;
  }

  /** Positions before the first query. */
  int before() {
    return past == null ? 0 : past.length();
  }

  /** Whether the mask of a layer is nothing but the order of positions. */
  boolean isPlainCausal(int layer, int queries) {
    return architecture.attention().causal()
        && before() == 0
        && isFull()
        && !windowed(layer, queries);
  }

  /** Whether every query of a layer sees every key. */
  boolean seesAll(int layer, int queries) {
    boolean ordered = architecture.attention().causal() && queries > 1;
    return !ordered && isFull() && !windowed(layer, before() + queries);
  }

  private boolean windowed(int layer, int keys) {
    int window = architecture.attention().windows().get(layer);
    return window > 0 && window < keys;
  }

  private boolean isFull() {
    return !(input instanceof Input.Tokens tokens) || tokens.isFull();
  }

  /** 0 where a query sees a key, else −∞: {@code [rows or 1 × 1 × queries × keys]}. */
  Array mask(int layer, int queries) {
    int before = before();
    int keys = before + queries;
    int window = architecture.attention().windows().get(layer);
    boolean causal = architecture.attention().causal();
    int rows = isFull() ? 1 : input.rows();
    float[] mask = new float[Math.toIntExact((long) rows * queries * keys)];
    for (int row = 0, at = 0; row < rows; row++) {
      int length = input instanceof Input.Tokens t && rows > 1 ? t.lengths()[row] : keys;
      if (input instanceof Input.Tokens t && rows == 1 && !t.isFull()) length = t.lengths()[0];
      for (int query = 0; query < queries; query++) {
        for (int key = 0; key < keys; key++, at++) {
          boolean later = causal && key > before + query;
          boolean far = window > 0 && Math.abs(before + query - key) >= window;
          // What fills a row up sees at least itself: a softmax of nothing is no number.
          boolean filler = key >= length && key != before + query;
          if (later || far || filler) mask[at] = Float.NEGATIVE_INFINITY;
        }
      }
    }
    return Array.of(mask, rows, 1, queries, keys).to(type);
  }
}
