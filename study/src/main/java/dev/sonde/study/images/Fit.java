package dev.sonde.study.images;

/** How pictures of any size become images of one size. */
public sealed interface Fit {
  /** As they are; pictures of different sizes are an error. */
  record None() implements Fit {}

  /** Stretched to {@code height × width}. */
  record Stretch(int height, int width) implements Fit {
    public Stretch {
      require(height, width);
    }
  }

  /**
   * The shorter side made {@code side} long, then the middle {@code height × width} cut out: what
   * ImageNet networks are tested with (256, then 224 × 224).
   */
  record Crop(int side, int height, int width) implements Fit {
    public Crop {
      require(height, width);
      require(side, side);
      if (side < Math.max(height, width)) {
        throw new ImageException(
            "cannot cut " + height + " × " + width + " out of a shorter side of " + side);
      }
    }

    /** Of any size, in ImageNet's proportion: the shorter side is 256/224 of the longer one cut. */
    public static Crop middle(int height, int width) {
      int side = (int) Math.round(Math.max(height, width) * 256 / 224.0);
      return new Crop(side, height, width);
    }
  }

  private static void require(int height, int width) {
    if (height < 1 || width < 1 || height > Limits.SIDE || width > Limits.SIDE) {
      throw new ImageException(
          "images of " + height + " × " + width + ": each side from 1 to " + Limits.SIDE);
    }
  }

  /** 256, then 224 × 224. */
  static Fit imageNet() {
    return Crop.middle(224, 224);
  }
}
