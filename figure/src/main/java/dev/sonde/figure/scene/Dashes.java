package dev.sonde.figure.scene;

import dev.sonde.figure.colour.Stroke;

/** Lengths of a line's dashes and gaps, in pixels. */
final class Dashes {

  private Dashes() {}

  /** Dash and gap, or nothing for a solid line. */
  static double[] of(Stroke stroke) {
    double w = stroke.width();
    return switch (stroke.dash()) {
      case SOLID -> new double[0];
      case DASHED -> new double[] {4 * w + 1, 2.5 * w + 1};
      case DOTTED -> new double[] {w, 1.5 * w + 1};
    };
  }
}
