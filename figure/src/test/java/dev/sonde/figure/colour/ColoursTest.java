package dev.sonde.figure.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColoursTest {

  /** Full colour blindness, in linear light (Machado, Oliveira and Fernandes 2009). */
  private static final double[][][] BLIND = {
    {
      {0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}
    },
    {
      {0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}
    },
    {
      {1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}
    }
  };

  private static Colour seen(Colour colour, double[][] by) {
    double[] light = {
      Oklab.linear(colour.red()), Oklab.linear(colour.green()), Oklab.linear(colour.blue())
    };
    int[] rgb = new int[3];
    for (int i = 0; i < 3; i++) {
      double c = by[i][0] * light[0] + by[i][1] * light[1] + by[i][2] * light[2];
      c = Math.clamp(c, 0, 1);
      double encoded = c <= 0.0031308 ? 12.92 * c : 1.055 * Math.pow(c, 1 / 2.4) - 0.055;
      rgb[i] = (int) Math.round(255 * encoded);
    }
    return new Colour(rgb[0], rgb[1], rgb[2]);
  }

  private static double apart(Colour a, Colour b) {
    Oklab x = Oklab.of(a);
    Oklab y = Oklab.of(b);
    return Math.hypot(x.lightness() - y.lightness(), Math.hypot(x.a() - y.a(), x.b() - y.b()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void categories_areToldApartByColourBlindReaders(int kind) {
    for (int i = 0; i < Palette.distinct(); i++) {
      for (int j = 0; j < i; j++) {
        double distance =
            apart(seen(Palette.category(i), BLIND[kind]), seen(Palette.category(j), BLIND[kind]));
        assertThat(distance).as("%d and %d", i, j).isGreaterThan(0.07);
      }
    }
  }

  /** CIELAB, D65. */
  private static double[] lab(Colour colour) {
    double r = Oklab.linear(colour.red());
    double g = Oklab.linear(colour.green());
    double b = Oklab.linear(colour.blue());
    double x = bent((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    double y = bent(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    double z = bent((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double bent(double t) {
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116.0;
  }

  /** ΔE of 1976. */
  private static double deltaE(Colour a, Colour b) {
    double[] x = lab(a);
    double[] y = lab(b);
    return Math.hypot(x[0] - y[0], Math.hypot(x[1] - y[1], x[2] - y[2]));
  }

  private static double luminance(Colour colour) {
    return 0.2126 * Oklab.linear(colour.red())
        + 0.7152 * Oklab.linear(colour.green())
        + 0.0722 * Oklab.linear(colour.blue());
  }

  private static double contrast(Colour a, Colour b) {
    double x = luminance(a) + 0.05;
    double y = luminance(b) + 0.05;
    return Math.max(x, y) / Math.min(x, y);
  }

  @Test
  void classes_areAtLeastTwentyApart_forEveryReader() {
    for (int i = 0; i < Palette.classes(); i++) {
      for (int j = 0; j < i; j++) {
        Colour a = Palette.ofClass(i);
        Colour b = Palette.ofClass(j);
        assertThat(deltaE(a, b)).as("%d and %d", i, j).isGreaterThan(20);
        for (double[][] blindness : BLIND) {
          assertThat(deltaE(seen(a, blindness), seen(b, blindness)))
              .as("%d and %d", i, j)
              .isGreaterThan(20);
        }
      }
    }
  }

  @Test
  void classes_areSeenOnWhiteAndOnADarkPage() {
    for (int i = 0; i < Palette.classes(); i++) {
      assertThat(contrast(Palette.ofClass(i), Colour.rgb(0xffffff))).isGreaterThan(3);
      assertThat(contrast(Palette.ofClass(i), Colour.rgb(0x14181d))).isGreaterThan(3);
    }
  }

  @Test
  void deltaE_ofBlackAndWhite_isOneHundred() {
    assertThat(deltaE(Colour.rgb(0), Colour.rgb(0xffffff))).isCloseTo(100, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void signs_areToldApartByColourBlindReaders(int kind) {
    ColourScale scale = ColourScale.diverging(1);
    for (double v : new double[] {0.3, 0.6, 1}) {
      assertThat(apart(seen(scale.of(v), BLIND[kind]), seen(scale.of(-v), BLIND[kind])))
          .isGreaterThan(0.07);
    }
  }

  @Test
  void divergingScale_isWhiteAtZeroAndEvenOnBothSides() {
    ColourScale scale = ColourScale.diverging(0.3);
    assertThat(scale.of(0)).isEqualTo(Colour.rgb(0xfcfcfc));
    assertThat(scale.neutral()).isZero();
    for (double v = 0.03; v <= 0.3; v += 0.03) {
      assertThat(Oklab.of(scale.of(v)).lightness())
          .isCloseTo(Oklab.of(scale.of(-v)).lightness(), within(0.01));
      assertThat(Oklab.of(scale.of(v)).lightness())
          .isLessThan(Oklab.of(scale.of(v - 0.03)).lightness());
    }
  }

  @Test
  void beyondTheLimits_isTheLimitsColour_andNaNStandsOut() {
    ColourScale scale = ColourScale.diverging(1);
    assertThat(scale.of(5)).isEqualTo(scale.of(1));
    assertThat(scale.of(Double.NEGATIVE_INFINITY)).isEqualTo(scale.of(-1));
    assertThat(scale.of(Double.NaN)).isEqualTo(ColourScale.MISSING);
    for (Colour colour : Gradient.DIVERGING.colours()) {
      assertThat(apart(colour, ColourScale.MISSING)).isGreaterThan(0.2);
    }
  }

  @Test
  void sequentialScales_growLighterOrDarkerThroughout() {
    for (Gradient gradient : new Gradient[] {Gradient.VIRIDIS, Gradient.CIVIDIS}) {
      for (int i = 1; i < gradient.colours().size(); i++) {
        assertThat(Oklab.of(gradient.colours().get(i)).lightness())
            .isGreaterThan(Oklab.of(gradient.colours().get(i - 1)).lightness() - 0.003);
      }
    }
    assertThat(Gradient.VIRIDIS.at(0.5)).isEqualTo(Colour.rgb(0x21918c));
  }

  @Test
  void hugeLimits_doNotOverflow() {
    ColourScale scale = new ColourScale(Gradient.VIRIDIS, -1.7e308, 1.7e308);
    assertThat(scale.position(0)).isEqualTo(0.5);
  }

  @Test
  void wrongLimits_areNamed() {
    assertThatThrownBy(() -> ColourScale.diverging(0)).hasMessageContaining("two finite limits");
    assertThatThrownBy(() -> new Colour(0, 256, 0)).hasMessageContaining("from 0 to 255");
  }
}
