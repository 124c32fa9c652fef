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
   * Paul Tol's muted scheme with a dark grey: ten colours that colour-blind readers tell apart, for
   * points that have no other mark of their class.
   */
  private static final List<Colour> CLASSES =
      List.of(
          Colour.rgb(0x332288),
          Colour.rgb(0xcc6677),
          Colour.rgb(0x117733),
          Colour.rgb(0x88ccee),
          Colour.rgb(0xddcc77),
          Colour.rgb(0xaa4499),
          Colour.rgb(0x44aa99),
          Colour.rgb(0x882255),
          Colour.rgb(0x999933),
          Colour.rgb(0x777777));

  /**
   * The colour of class {@code index} of {@code count}: up to eight classes have the colours of
   * {@link #category}, nine and ten those of Tol's; beyond ten colours return, darker, and the
   * reader needs names beside the points.
   */
  public static Colour ofClass(int index, int count) {
    if (count <= distinct() || index < 0) return category(index);
    Colour colour = CLASSES.get(index % CLASSES.size());
    int round = index / CLASSES.size();
    return round == 0 ? colour : colour.mix(Colour.rgb(0x101418), Math.min(0.35 * round, 0.7));
  }

  /** How many categories have a colour of their own. */
  public static int distinct() {
    return CATEGORIES.size();
  }
}
