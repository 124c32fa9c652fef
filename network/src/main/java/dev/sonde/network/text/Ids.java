package dev.sonde.network.text;

import java.util.Arrays;

/** A growing list of ids. */
final class Ids {

  private int[] values = new int[16];
  private int size;

  void add(int id) {
    if (size == values.length) values = Arrays.copyOf(values, 2 * size);
    values[size++] = id;
  }

  void addAll(int[] ids) {
    for (int id : ids) add(id);
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }

  int[] from(int start) {
    return Arrays.copyOfRange(values, start, size);
  }
}
