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
  STAR
}
