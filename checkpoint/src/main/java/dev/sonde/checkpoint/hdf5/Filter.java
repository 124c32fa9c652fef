package dev.sonde.checkpoint.hdf5;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One step that a chunk's bytes went through when they were written.
 *
 * <p>Source: HDF5 File Format Specification 3.0, IV.A.2.l, and the registry of filters.
 */
sealed interface Filter {

  record Deflate() implements Filter {}

  /**
   * The first bytes of all elements, then the second ones, …
   *
   * @param unit bytes of an element
   */
  record Shuffle(int unit) implements Filter {}

  record Fletcher32() implements Filter {}

  record Lzf() implements Filter {}

  /** More filters than the format allows are a sign of damage. */
  int MAX = 32;

  int NAMED = 256;

  static List<Filter> read(Cursor in, long elementSize) {
    int version = in.u8();
    if (version != 1 && version != 2) throw in.error("a filter pipeline of version " + version);
    int count = in.u8();
    if (count > MAX) throw in.error(count + " filters, at most " + MAX + " are allowed");
    if (version == 1) in.skip(6);
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < count; i++) filters.add(one(in, version, elementSize));
    return filters;
  }

  private static Filter one(Cursor in, int version, long elementSize) {
    int id = in.u16();
    int nameLength = version == 1 || id >= NAMED ? in.u16() : 0;
    in.skip(2);
    int values = in.u16();
    long start = in.at();
    String name = in.take(nameLength).utf8Rest();
    if (version == 1) in.align(start, 8);
    long[] data = new long[values];
    for (int i = 0; i < values; i++) data[i] = in.u32();
    if (version == 1 && values % 2 == 1) in.skip(4);
    return switch (id) {
      case 1 -> new Deflate();
      case 2 -> new Shuffle((int) shuffleUnit(in, data, elementSize));
      case 3 -> new Fletcher32();
      case 32000 -> new Lzf();
      default -> throw in.error("filter " + id + describe(id, name) + " cannot be read");
    };
  }

  private static long shuffleUnit(Cursor in, long[] data, long elementSize) {
    long unit = data.length == 0 ? elementSize : data[0];
    if (unit <= 0 || unit > 1 << 16) throw in.error("a shuffle of elements of " + unit + " bytes");
    return unit;
  }

  private static String describe(int id, String name) {
    String known =
        switch (id) {
          case 4 -> "szip";
          case 5 -> "n-bit";
          case 6 -> "scale-offset";
          case 307 -> "bzip2";
          case 32001 -> "blosc";
          case 32004 -> "lz4";
          case 32008 -> "bitshuffle";
          case 32013 -> "zfp";
          case 32015 -> "zstd";
          case 32026 -> "blosc2";
          default -> name;
        };
    return known.isEmpty() ? "" : " (" + known + ")";
  }

  /** Whether nothing but the order of bytes changes, so that the stored size is the real one. */
  static boolean keepsSize(List<Filter> filters) {
    return filters.stream().allMatch(filter -> filter instanceof Shuffle);
  }

  static List<Filter> reversed(List<Filter> filters) {
    Filter[] turned = filters.toArray(new Filter[0]);
    for (int i = 0, j = turned.length - 1; i < j; i++, j--) {
      Filter first = turned[i];
      turned[i] = turned[j];
      turned[j] = first;
    }
    return Arrays.asList(turned);
  }
}
