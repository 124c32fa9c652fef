package dev.sonde.network.text;

/**
 * A part of a normalised text.
 *
 * @param first whether it begins where the text begins
 */
record Piece(String text, boolean first) {

  Piece with(String changed) {
    return new Piece(changed, first);
  }

  Piece part(int start, int end) {
    return new Piece(text.substring(start, end), first && start == 0);
  }
}
