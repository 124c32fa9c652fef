package dev.sonde.figure.colour;

import java.util.List;

/** Colours for categories: Okabe and Ito's eight, told apart by colour-blind readers too. */
public final class Palette {

  public static final Colour BLUE = Colour.rgb(0x0072b2);
  public static final Colour VERMILION = Colour.rgb(0xd55e00);
  public static final Colour GREEN = Colour.rgb(0x009e73);
  public static final Colour PURPLE = Colour.rgb(0xcc79a7);
  public static final Colour SKY = Colour.rgb(0x56b4e9);
  public static final Colour ORANGE = Colour.rgb(0xe69f00);
  public static final Colour YELLOW = Colour.rgb(0xf0e442);
  public static final Colour GREY = Colour.rgb(0x5c6670);

  /**
   * Ordered so that the first few differ most. Black, the eighth of the original, would vanish on a
   * dark page: grey stands for it.
   */
  private static final List<Colour> CATEGORIES =
      List.of(BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, GREY, YELLOW);

  private Palette() {}

  /**
   * The colour of the {@code index}-th category, from 0. From the ninth on colours return, darker:
   * then tell categories apart by shape or position too.
   */
  public static Colour category(int index) {
    Colour colour = CATEGORIES.get(Math.floorMod(index, CATEGORIES.size()));
    int round = Math.floorDiv(index, CATEGORIES.size());
    return round == 0 ? colour : colour.mix(Colour.rgb(0x101418), Math.min(0.35 * round, 0.7));
  }

  /**
   * Ten colours for points, found by search: no two are closer than 20 in CIELAB to any reader,
   * with normal sight or with protanopia, deuteranopia or tritanopia (Machado, Oliveira and
   * Fernandes 2009), and each has a contrast of 3 on white and on a dark page. Ordered so that the
   * first few differ most.
   */
  private static final List<Colour> CLASSES =
      List.of(
          Colour.rgb(0x4b8dfa),
          Colour.rgb(0xfa0800),
          Colour.rgb(0x9f4287),
          Colour.rgb(0x5c694f),
          Colour.rgb(0x814cb4),
          Colour.rgb(0x4849fc),
          Colour.rgb(0x76998e),
          Colour.rgb(0xbf7ac9),
          Colour.rgb(0x959842),
          Colour.rgb(0xff1072));

  /**
   * The colour of class {@code index}; from the eleventh on colours return, darker, and the reader
   * needs names beside the points.
   */
  public static Colour ofClass(int index) {
    Colour colour = CLASSES.get(Math.floorMod(index, CLASSES.size()));
    int round = Math.floorDiv(index, CLASSES.size());
    return round <= 0 ? colour : colour.mix(Colour.rgb(0x101418), Math.min(0.35 * round, 0.7));
  }

  /** How many classes have a colour of their own. */
  public static int classes() {
    return CLASSES.size();
  }

  /** How many categories have a colour of their own. */
  public static int distinct() {
    return CATEGORIES.size();
  }
}
