package dev.sonde.study.images;

/**
 * Changes a picture's size by a triangle filter as wide as the reduction, so that nothing aliases:
 * bilinear with antialiasing, what Pillow and torchvision do before an ImageNet network.
 */
final class Resampling {
  private Resampling() {}

  static Picture fit(Picture picture, Fit fit) {
    return switch (fit) {
      case Fit.None _ -> picture;
      case Fit.Stretch s -> resize(picture, s.height(), s.width());
      case Fit.Crop c -> {
        int shorter = Math.min(picture.height(), picture.width());
        // As torchvision: the longer side is rounded down.
        int height = (int) ((long) c.side() * picture.height() / shorter);
        int width = (int) ((long) c.side() * picture.width() / shorter);
        if (height > Limits.SIDE || width > Limits.SIDE) {
          throw new ImageException(
              "a picture of "
                  + picture.width()
                  + " × "
                  + picture.height()
                  + " is too narrow to be cut to a square");
        }
        yield crop(resize(picture, height, width), c.height(), c.width());
      }
    };
  }

  static Picture resize(Picture from, int height, int width) {
    if (from.height() == height && from.width() == width) return from;
    Weights across = Weights.of(from.width(), width);
    Weights down = Weights.of(from.height(), height);
    byte[] narrow = new byte[from.channels() * from.height() * width];
    byte[] all = new byte[from.channels() * height * width];
    for (int c = 0; c < from.channels(); c++) {
      for (int y = 0; y < from.height(); y++) {
        int row = (c * from.height() + y) * from.width();
        across.apply(from.bytes(), row, 1, narrow, (c * from.height() + y) * width, 1);
      }
      for (int x = 0; x < width; x++) {
        down.apply(
            narrow, c * from.height() * width + x, width, all, c * height * width + x, width);
      }
    }
    return new Picture(from.channels(), height, width, all);
  }

  private static Picture crop(Picture from, int height, int width) {
    int top = Math.round((from.height() - height) / 2f);
    int left = Math.round((from.width() - width) / 2f);
    byte[] all = new byte[from.channels() * height * width];
    for (int c = 0; c < from.channels(); c++) {
      for (int y = 0; y < height; y++) {
        int row = (c * from.height() + top + y) * from.width() + left;
        System.arraycopy(from.bytes(), row, all, (c * height + y) * width, width);
      }
    }
    return new Picture(from.channels(), height, width, all);
  }

  /** Which inputs, and how much of each, make every output along one axis. */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Weights(int[] first, float[][] weights) {
    static Weights of(int from, int to) {
      double scale = (double) from / to;
      double support = Math.max(scale, 1);
      int[] first = new int[to];
      float[][] all = new float[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + .5) * scale;
        int low = Math.max(0, (int) (centre - support + .5));
        int high = Math.min(from, (int) (centre + support + .5));
        double[] weights = new double[high - low];
        double sum = 0;
        for (int j = low; j < high; j++) {
          weights[j - low] = Math.max(0, 1 - Math.abs((j - centre + .5) / support));
          sum += weights[j - low];
        }
        first[i] = low;
        all[i] = new float[weights.length];
        for (int j = 0; j < weights.length; j++) all[i][j] = (float) (weights[j] / sum);
      }
      return new Weights(first, all);
    }

    void apply(byte[] in, int from, int inStep, byte[] out, int to, int outStep) {
      for (int i = 0; i < first.length; i++) {
        float sum = 0;
        int at = from + first[i] * inStep;
        for (float weight : weights[i]) {
          sum += weight * (in[at] & 0xff);
          at += inStep;
        }
        out[to + i * outStep] = (byte) Math.clamp(Math.round(sum), 0, 255);
      }
    }
  }
}
