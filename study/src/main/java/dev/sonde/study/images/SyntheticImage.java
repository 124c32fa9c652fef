package dev.sonde.study.images;

import java.util.SplittableRandom;

/** One generated image: a figure by its signed distance, so that edges are smooth. */
final class SyntheticImage {
  private final SyntheticImages.Settings settings;
  private final int kind;
  private final SplittableRandom random;
  private final double x;
  private final double y;
  private final double radius;
  private final double stroke;
  private final double cos;
  private final double sin;
  private final double shear;

  SyntheticImage(SyntheticImages.Settings settings, int kind, SplittableRandom random) {
    this.settings = settings;
    this.kind = kind;
    this.random = random;
    radius = between(.2, .36);
    double room = .5 - radius;
    x = .5 + between(-room, room);
    y = .5 + between(-room, room);
    stroke = between(.03, .06);
    double turn = between(-.25, .25);
    cos = StrictMath.cos(turn);
    sin = StrictMath.sin(turn);
    shear = between(-.2, .2);
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  void draw(byte[] to, int at) {
    int side = settings.side();
    int plane = side * side;
    double[][] strokes = new double[2 + random.nextInt(3)][];
    for (int s = 0; s < strokes.length; s++) strokes[s] = stroke();
    double[] ground = colour(0, .35);
    double[] figure = colour(.55, 1);
    double[] clutter = colour(.3, .7);
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double px = (column + .5) / side;
        double py = (row + .5) / side;
        double behind = 0;
        for (double[] s : strokes) behind = Math.max(behind, covered(segment(px, py, s) - s[4]));
        double inside = covered(distance(px, py));
        for (int c = 0; c < settings.channels(); c++) {
          double value = ground[c] + (clutter[c] - ground[c]) * behind;
          value += (figure[c] - value) * inside;
          value += settings.noise() * random.nextGaussian();
          int level = (int) Math.floor(255 * value + .5);
          to[at + c * plane + row * side + column] = (byte) Math.clamp(level, 0, 255);
        }
      }
    }
  }

  /** One level for grey; three around it for coloured images. */
  private double[] colour(double low, double high) {
    double level = between(low, high);
    double[] all = new double[settings.channels()];
    for (int c = 0; c < all.length; c++) {
      double tint = all.length == 1 ? 0 : between(-.2, .2);
      all[c] = Math.clamp(level + tint, 0, 1);
    }
    return all;
  }

  /** Ends of a short stroke and half its width. */
  private double[] stroke() {
    double fromX = between(0, 1);
    double fromY = between(0, 1);
    double toX = fromX + between(-.3, .3);
    double toY = fromY + between(-.3, .3);
    return new double[] {fromX, fromY, toX, toY, between(.01, .02)};
  }

  /** How much of a pixel is inside at this signed distance. */
  private double covered(double distance) {
    return Math.clamp(.5 - distance * settings.side(), 0, 1);
  }

  private static double segment(double px, double py, double[] s) {
    return segment(px, py, s[0], s[1], s[2], s[3]);
  }

  private static double segment(double px, double py, double ax, double ay, double bx, double by) {
    double dx = bx - ax;
    double dy = by - ay;
    double length = dx * dx + dy * dy;
    double t = length == 0 ? 0 : Math.clamp(((px - ax) * dx + (py - ay) * dy) / length, 0, 1);
    return norm(px - ax - t * dx, py - ay - t * dy);
  }

  private static double norm(double a, double b) {
    return Math.sqrt(a * a + b * b);
  }

  /** Signed distance to the figure, negative inside. */
  private double distance(double px, double py) {
    double dx = px - x;
    double dy = py - y;
    double u = cos * dx + sin * dy;
    double v = -sin * dx + cos * dy;
    u += shear * v;
    double r = radius;
    double arm = .75 * r;
    return switch (kind) {
      case 0 -> norm(u, v) - .8 * r;
      case 1 -> Math.abs(norm(u, v) - .8 * r) - stroke;
      case 2 -> Math.abs(Math.max(Math.abs(u), Math.abs(v)) - arm) - stroke;
      case 3 ->
          Math.min(
                  segment(u, v, -.85 * r, .7 * r, .85 * r, .7 * r),
                  Math.min(
                      segment(u, v, -.85 * r, .7 * r, 0, -.9 * r),
                      segment(u, v, .85 * r, .7 * r, 0, -.9 * r)))
              - stroke;
      case 4 -> Math.min(segment(u, v, -r, 0, r, 0), segment(u, v, 0, -r, 0, r)) - stroke;
      case 5 ->
          Math.min(segment(u, v, -arm, -arm, arm, arm), segment(u, v, -arm, arm, arm, -arm))
              - stroke;
      case 6 ->
          Math.min(
                  segment(u, v, -arm, -.5 * r, arm, -.5 * r),
                  segment(u, v, -arm, .5 * r, arm, .5 * r))
              - stroke;
      case 7 ->
          Math.min(
                  segment(u, v, -.5 * r, -arm, -.5 * r, arm),
                  segment(u, v, .5 * r, -arm, .5 * r, arm))
              - stroke;
      case 8 -> Math.max(norm(u, v) - .9 * r, .75 * r - norm(u - .4 * r, v));
      default ->
          Math.min(
                  segment(u, v, -r, 0, r, 0),
                  Math.min(
                      segment(u, v, .3 * r, -.7 * r, r, 0), segment(u, v, .3 * r, .7 * r, r, 0)))
              - stroke;
    };
  }
}
