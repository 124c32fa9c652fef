package dev.sonde.network.transformer;

import dev.sonde.tensor.Tensor;
import java.util.List;

/** What a transformer reads: rows of tokens, or images. */
public sealed interface Input {

  /** How many rows or images. */
  int rows();

  /**
   * Rows of token ids of equal length; those that are shorter are filled up behind, and nothing
   * attends to what fills them up.
   *
   * @param ids {@code [rows × positions]}, row-major
   * @param lengths how many of each row's positions count
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Tokens(int[] ids, int[] lengths, int positions) implements Input {

    public Tokens {
      if (positions < 1 || lengths.length < 1 || ids.length != lengths.length * positions) {
        throw new TransformerException(
            ids.length + " ids are not " + lengths.length + " rows of " + positions);
      }
      for (int length : lengths) {
        if (length < 1 || length > positions) {
          throw new TransformerException(
              "a row of " + length + " tokens among rows of " + positions);
        }
      }
    }

    public static Tokens of(int... ids) {
      return of(List.of(ids), 0);
    }

    /**
     * @param filler what shorter rows are filled up with
     */
    public static Tokens of(List<int[]> rows, int filler) {
      int positions = rows.stream().mapToInt(row -> row.length).max().orElse(0);
      int[] ids = new int[rows.size() * positions];
      int[] lengths = new int[rows.size()];
      java.util.Arrays.fill(ids, filler);
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = rows.get(i).length;
        System.arraycopy(rows.get(i), 0, ids, i * positions, lengths[i]);
      }
      return new Tokens(ids, lengths, positions);
    }

    /** The same row so many times. */
    public static Tokens repeated(int[] row, int times) {
      return of(java.util.Collections.nCopies(times, row), 0);
    }

    @Override
    public int rows() {
      return lengths.length;
    }

    boolean isFull() {
      for (int length : lengths) if (length < positions) return false;
      return true;
    }
  }

  /**
   * Images.
   *
   * @param pixels {@code [images × channels × height × width]}, normalised as the model wants
   */
  record Pixels(Tensor pixels) implements Input {

    public Pixels {
      if (pixels.shape().rank() != 4) {
        throw new TransformerException(
            "images have shape [images, channels, height, width], not " + pixels.shape());
      }
    }

    @Override
    public int rows() {
      return Math.toIntExact(pixels.shape().extent(0));
    }
  }
}
