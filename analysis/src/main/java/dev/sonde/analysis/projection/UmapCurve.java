package dev.sonde.analysis.projection;

/**
 * 1/(1 + a d^2b): how sure points at distance d in the picture seem to be neighbours.
 *
 * @param a with b, what fits exp(−(d − least distance)/spread) best, 1 below the least distance
 */
record UmapCurve(double a, double b) {
  private static final int SAMPLES = 300;

  /** Least squares over distances up to three times the spread, by Gauss–Newton with damping. */
  static UmapCurve of(double minDistance, double spread) {
    double a = 1;
    double b = 1;
    double damping = 1e-3;
    double error = error(a, b, minDistance, spread);
    for (int step = 0; step < 200; step++) {
      double aa = 0;
      double ab = 0;
      double bb = 0;
      double ra = 0;
      double rb = 0;
      for (int i = 0; i < SAMPLES; i++) {
        double d = distance(i, spread);
        double power = d == 0 ? 0 : Math.pow(d, 2 * b);
        double value = 1 / (1 + a * power);
        double off = wanted(d, minDistance, spread) - value;
        double da = -power * value * value;
        double db = d == 0 ? 0 : -a * power * 2 * Math.log(d) * value * value;
        aa += da * da;
        ab += da * db;
        bb += db * db;
        ra += da * off;
        rb += db * off;
      }
      double p = aa * (1 + damping);
      double q = bb * (1 + damping);
      double determinant = p * q - ab * ab;
      double nextA = a + (q * ra - ab * rb) / determinant;
      double nextB = b + (p * rb - ab * ra) / determinant;
      double next = nextA > 0 && nextB > 0 ? error(nextA, nextB, minDistance, spread) : 1e300;
      if (next < error) {
        boolean done = error - next < 1e-14 * error;
        a = nextA;
        b = nextB;
        error = next;
        damping /= 10;
        if (done) {
          break;
        }
      } else {
        damping *= 10;
      }
    }
    return new UmapCurve(a, b);
  }

  private static double distance(int sample, double spread) {
    return 3 * spread * sample / (SAMPLES - 1);
  }

  private static double wanted(double d, double minDistance, double spread) {
    return d < minDistance ? 1 : Math.exp(-(d - minDistance) / spread);
  }

  private static double error(double a, double b, double minDistance, double spread) {
    double sum = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double d = distance(i, spread);
      sum += Math.pow(wanted(d, minDistance, spread) - 1 / (1 + a * Math.pow(d, 2 * b)), 2);
    }
    return sum;
  }
}
