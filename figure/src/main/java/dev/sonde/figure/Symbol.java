package dev.sonde.figure;

/** The shape of a point; told apart without colour. */
public enum Symbol {
  CIRCLE,
  RING,
  SQUARE,
  TRIANGLE,
  DIAMOND,
  CROSS,
  PLUS,
  STAR;

  private static final Symbol[] CLASSES = {CIRCLE, SQUARE, DIAMOND};

  /** The shape of a class's points; neighbours in the list of classes differ. */
  public static Symbol ofClass(int index) {
    return CLASSES[Math.floorMod(index, CLASSES.length)];
  }
}
