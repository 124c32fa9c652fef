package dev.sonde.figure.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Stroke;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SceneTest {

  @Test
  void png_ofIndexedPixels_isReadBackTheSame() throws IOException {
    List<Colour> palette = List.of(Colour.rgb(0x123456), Colour.rgb(0xff8000), Colour.rgb(0));
    byte[] indices = new byte[7 * 5];
    for (int i = 0; i < indices.length; i++) indices[i] = (byte) (i % 3);
    Pixels pixels = Pixels.of(7, 5, indices, palette).enlarged(2, 3);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.of(pixels)));
    assertThat(image.getWidth()).isEqualTo(14);
    assertThat(image.getHeight()).isEqualTo(15);
    for (int y = 0; y < 15; y++) {
      for (int x = 0; x < 14; x++) {
        assertThat(image.getRGB(x, y) & 0xffffff)
            .isEqualTo(palette.get((y / 3 * 7 + x / 2) % 3).rgb());
      }
    }
  }

  @Test
  void png_ofColours_isReadBackTheSame() throws IOException {
    int[] rgb = new Random(2).ints(30 * 20, 0, 1 << 24).toArray();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.of(30, 20, rgb, 192)));
    for (int i = 0; i < rgb.length; i++) {
      assertThat(image.getRGB(i % 30, i / 30) & 0xffffff).isEqualTo(rgb[i]);
    }
  }

  private static Item.Path zigzag(int steps, Colour colour, String tooltip) {
    List<Item.Step> path = new ArrayList<>();
    path.add(new Item.Step.Move(0, 0));
    for (int i = 1; i < steps; i++) path.add(new Item.Step.Line(i % 100, i * 7 % 100));
    return new Item.Path(path, null, Stroke.of(colour), tooltip);
  }

  private static String svg(Item... items) {
    Frame frame = new Frame(0, 0, 100, 100);
    return SvgWriter.inPage(
        new Scene(100, 100, "t", "", List.of(new Item.Clip(frame, List.of(items)))));
  }

  @Test
  void thousandsOfLines_becomeAPicture_butNoTooltipAndNoPageColour() {
    Colour blue = Colour.rgb(0x0072b2);
    assertThat(svg(zigzag(100, blue, ""))).contains("<path").doesNotContain("<image");
    String many =
        svg(zigzag(60_000, blue, ""), zigzag(50, blue, "named"), zigzag(50, Colour.INK, ""));
    assertThat(many).containsOnlyOnce("<image").contains("<title>named</title>", "figure-ink");
    assertThat(many.length()).isLessThan(100_000);
  }

  @Test
  void layer_isClearWhereNothingIsDrawn() throws IOException {
    Frame frame = new Frame(10, 10, 20, 20);
    Item box = new Item.Box(new Frame(10, 10, 10, 20), Fill.of(Colour.rgb(0xff0000)), "");
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(PngWriter.layer(frame, List.of(box), 2)));
    assertThat(image.getWidth()).isEqualTo(40);
    assertThat(image.getRGB(5, 20)).isEqualTo(0xffff0000);
    assertThat(image.getRGB(35, 20)).isZero();
  }

  @Test
  void widths_areNeverSmallerThanThoseOfTheFontThatDraws() {
    Glyphs glyphs = Glyphs.load();
    for (int c = 0x20; c < 0x2e00; c++) {
      String letter = Character.toString(c);
      if (!glyphs.drawable(letter).equals(letter)) continue;
      assertThat(Typeface.width(letter, 100, false))
          .as("U+%04X", c)
          .isGreaterThanOrEqualTo(glyphs.width(letter, 100, 0) - 1e-9);
    }
    String bold = "decoder.attention.method.mlp.weight 0123";
    assertThat(Typeface.width(bold, 16, true))
        .isGreaterThan(glyphs.width(bold, 16, 16 * Glyphs.TRACKING));
  }

  @Test
  void fit_keepsBothEndsOfAnAddress() {
    String address = "encoder.layers.11.attention.self.query.weight";
    String shorter = Typeface.fit(address, 150, 11, false);
    assertThat(shorter).startsWith("encoder.la").endsWith("y.weight").contains("…");
    assertThat(Typeface.width(shorter, 11, false)).isLessThanOrEqualTo(150);
    assertThat(Typeface.fit(address, 1000, 11, false)).isEqualTo(address);
    assertThat(Typeface.fit(address, 1, 11, false)).isEmpty();
    assertThat(Typeface.fit("😀😀😀😀", 40, 11, false)).isEqualTo("😀…😀");
  }

  @Test
  void decimals_areShort() {
    assertThat(Decimals.of(12)).isEqualTo("12");
    assertThat(Decimals.of(-0.004)).isEqualTo("0");
    assertThat(Decimals.of(-0.5)).isEqualTo("-0.5");
    assertThat(Decimals.of(3.049)).isEqualTo("3.05");
    assertThat(Decimals.of(1e300)).isEqualTo("1000000");
  }

  @Test
  void words_thatXmlForbidsOrThatHide_areReplaced() {
    assertThat(Words.xml("a<b>&\"'\u0001\ud800\uffff\u202e\u200b"))
        .isEqualTo("a&lt;b&gt;&amp;&quot;&#39;\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
    assertThat(Words.line("a\r\n\tb")).isEqualTo("a   b");
    assertThat(Words.line("漢字 é 😀")).isEqualTo("漢字 é 😀");
  }

  @Test
  void labelBoxes_turnWithTheirLabel() {
    Item.Label flat =
        new Item.Label(100, 50, "label", 10, false, Colour.INK, Item.Anchor.START, 0, "");
    LabelBox box = LabelBox.of(flat);
    assertThat(box.frame().x()).isEqualTo(100);
    assertThat(box.frame().bottom()).isCloseTo(52.2, within(1e-9));
    Item.Label up =
        new Item.Label(100, 50, "label", 10, false, Colour.INK, Item.Anchor.END, -90, "");
    // It ends at (100, 50) reading upwards, so it lies below that and left of the baseline.
    assertThat(LabelBox.of(up).frame().y()).isCloseTo(50, within(1e-9));
    assertThat(LabelBox.of(up).frame().right()).isCloseTo(102.2, within(1e-9));
    assertThat(box.overlaps(LabelBox.of(up))).isTrue();
    Item.Label away =
        new Item.Label(100, 70, "label", 10, false, Colour.INK, Item.Anchor.START, 0, "");
    assertThat(box.overlaps(LabelBox.of(away))).isFalse();
  }
}
