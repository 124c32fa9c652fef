package dev.sonde.study.zoo.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Which pixels meet in a 3 × 3 convolution of stride 2 and padding 1. Each row of a table is a list
 * of pairs.
 *
 * @param forward per output pixel (tap, input pixel)
 * @param backward per input pixel (tap, output pixel)
 * @param taps per tap 0 … 8 (output pixel, input pixel)
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Grid(int[][] forward, int[][] backward, int[][] taps) {

  static final int TAPS = 9;

  static Grid of(int side) {
    int out = after(side);
    List<List<Integer>> forward = lists(out * out);
    List<List<Integer>> backward = lists(side * side);
    List<List<Integer>> taps = lists(TAPS);
    for (int p = 0; p < out * out; p++) {
      for (int t = 0; t < TAPS; t++) {
        int y = p / out * 2 + t / 3 - 1;
        int x = p % out * 2 + t % 3 - 1;
        if (y < 0 || x < 0 || y >= side || x >= side) continue;
        int q = y * side + x;
        forward.get(p).addAll(List.of(t, q));
        backward.get(q).addAll(List.of(t, p));
        taps.get(t).addAll(List.of(p, q));
      }
    }
    return new Grid(arrays(forward), arrays(backward), arrays(taps));
  }

  /** The output's side. */
  static int after(int side) {
    return (side - 1) / 2 + 1;
  }

  int inputs() {
    return backward.length;
  }

  int outputs() {
    return forward.length;
  }

  private static List<List<Integer>> lists(int count) {
    List<List<Integer>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) all.add(new ArrayList<>());
    return all;
  }

  private static int[][] arrays(List<List<Integer>> lists) {
    return lists.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }
}
