package dev.sonde.network.text;

/**
 * The special tokens around a text.
 *
 * @param before such as {@code [CLS]}
 * @param after such as {@code [SEP]}
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Frame(int[] before, int[] after) {

  static final Frame NONE = new Frame(new int[0], new int[0]);

  /** This around {@code inner}. */
  Frame around(Frame inner) {
    Ids first = new Ids();
    first.addAll(before);
    first.addAll(inner.before);
    Ids last = new Ids();
    last.addAll(inner.after);
    last.addAll(after);
    return new Frame(first.toArray(), last.toArray());
  }
}
