package dev.sonde.study.images;

/**
 * How files become images.
 *
 * @param split which part is read
 * @param colour channels of pictures
 * @param fit how pictures come to one size
 * @param layout axes of a rank-4 array
 */
public record ImageSettings(Split split, Colour colour, Fit fit, Layout layout) {
  /** Channels that pictures are read as. */
  public enum Colour {
    /** As the first picture is; grey ones among coloured ones get three equal channels. */
    AUTO,
    GREY,
    RGB
  }

  /** The order of axes after the first. */
  public enum Layout {
    /** By where the axis of 1 or 3 channels is. */
    AUTO,
    CHANNELS_FIRST,
    CHANNELS_LAST
  }

  /** All images, as they are. */
  public static ImageSettings defaults() {
    return new ImageSettings(Split.ALL, Colour.AUTO, new Fit.None(), Layout.AUTO);
  }

  public ImageSettings split(Split other) {
    return new ImageSettings(other, colour, fit, layout);
  }

  public ImageSettings colour(Colour other) {
    return new ImageSettings(split, other, fit, layout);
  }

  public ImageSettings fit(Fit other) {
    return new ImageSettings(split, colour, other, layout);
  }

  public ImageSettings layout(Layout other) {
    return new ImageSettings(split, colour, fit, other);
  }
}
