package dev.sonde.analysis.channels;

/**
 * One number per image and channel.
 *
 * @param values {@code [images × channels]}, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // large, never compared
public record ImageRows(float[] values, int channels) {

  public ImageRows {
    if (channels < 1 || values.length % channels != 0) {
      throw new IllegalArgumentException(values.length + " values of " + channels + " channels");
    }
  }

  public int images() {
    return values.length / channels;
  }

  double at(int image, int channel) {
    return values[image * channels + channel];
  }

  /** The values of one channel in growing order. */
  double[] sorted(int channel) {
    double[] column = new double[images()];
    for (int i = 0; i < column.length; i++) column[i] = at(i, channel);
    java.util.Arrays.sort(column);
    return column;
  }
}
