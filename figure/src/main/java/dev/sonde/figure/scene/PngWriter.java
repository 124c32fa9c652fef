package dev.sonde.figure.scene;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Stroke;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws a scene as PNG with Java2D, headless and without the system's fonts. */
public final class PngWriter {

  /** Pixels of the whole picture: more would not fit in the memory of a small machine. */
  private static final double LARGEST = 1.5e8;

  private static final double SCREEN_DPI = 96;

  private final Graphics2D canvas;
  private final Glyphs glyphs;

  private PngWriter(Graphics2D canvas, Glyphs glyphs) {
    this.canvas = canvas;
    this.glyphs = glyphs;
  }

  /**
   * The scene as a PNG file, {@code scale} dots per pixel (fewer where it would be huge).
   *
   * @throws IllegalArgumentException if {@code scale} is not above 0
   */
  public static byte[] of(Scene scene, double scale) {
    if (!(scale > 0)) throw new IllegalArgumentException("scale " + scale + ": above 0");
    double area = scene.width() * scene.height();
    double dots = Math.min(scale, Math.sqrt(LARGEST / area));
    int width = (int) Math.ceil(scene.width() * dots);
    int height = (int) Math.ceil(scene.height() * dots);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = canvas(image);
    try {
      canvas.setColor(color(Colour.PAPER, 1));
      canvas.fillRect(0, 0, width, height);
      canvas.scale(dots, dots);
      PngWriter writer = new PngWriter(canvas, Glyphs.load());
      scene.items().forEach(writer::draw);
    } finally {
      canvas.dispose();
    }
    int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    return Png.of(width, height, rgb, SCREEN_DPI * dots);
  }

  /** Some items of a scene within a frame as a PNG file, on nothing. */
  static byte[] layer(Frame frame, List<Item> items, double scale) {
    int width = Math.max(1, (int) Math.ceil(frame.width() * scale));
    int height = Math.max(1, (int) Math.ceil(frame.height() * scale));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D canvas = canvas(image);
    try {
      canvas.scale(width / frame.width(), height / frame.height());
      canvas.translate(-frame.x(), -frame.y());
      PngWriter writer = new PngWriter(canvas, Glyphs.load());
      items.forEach(writer::draw);
    } finally {
      canvas.dispose();
    }
    return Png.translucent(
        width, height, ((DataBufferInt) image.getRaster().getDataBuffer()).getData());
  }

  private static Graphics2D canvas(BufferedImage image) {
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    return canvas;
  }

  private void draw(Item item) {
    switch (item) {
      case Item.Clip clip -> {
        Shape before = canvas.getClip();
        canvas.clip(rectangle(clip.frame()));
        clip.items().forEach(this::draw);
        canvas.setClip(before);
      }
      case Item.Path path -> paint(shape(path), path.fill(), path.stroke());
      case Item.Box box -> paint(rectangle(box.frame()), box.fill(), null);
      case Item.Disc disc -> {
        double r = disc.radius();
        paint(
            new Ellipse2D.Double(disc.x() - r, disc.y() - r, 2 * r, 2 * r),
            disc.fill(),
            disc.stroke());
      }
      case Item.Picture picture -> picture(picture);
      case Item.Label label -> label(label);
    }
  }

  private void paint(Shape shape, @Nullable Fill fill, @Nullable Stroke stroke) {
    if (fill != null) {
      canvas.setColor(color(fill.colour(), fill.opacity()));
      canvas.fill(shape);
    }
    if (stroke != null) {
      canvas.setColor(color(stroke.colour(), stroke.opacity()));
      canvas.setStroke(pen(stroke));
      canvas.draw(shape);
    }
  }

  private static BasicStroke pen(Stroke stroke) {
    double[] dashes = Dashes.of(stroke);
    float width = (float) stroke.width();
    if (dashes.length == 0) {
      return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }
    float[] pattern = {(float) dashes[0], (float) dashes[1]};
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, 0);
  }

  private void picture(Item.Picture picture) {
    Pixels pixels = picture.pixels();
    BufferedImage image =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < pixels.height(); y++) {
      for (int x = 0; x < pixels.width(); x++) image.setRGB(x, y, pixels.at(x, y).rgb());
    }
    Frame f = picture.frame();
    canvas.drawImage(
        image,
        new AffineTransform(
            f.width() / pixels.width(), 0, 0, f.height() / pixels.height(), f.x(), f.y()),
        null);
  }

  private void label(Item.Label label) {
    double tracking = label.bold() ? label.size() * Glyphs.TRACKING : 0;
    double width = glyphs.width(Words.line(label.text()), label.size(), tracking);
    double start =
        switch (label.anchor()) {
          case START -> 0;
          case MIDDLE -> -width / 2;
          case END -> -width;
        };
    AffineTransform place = AffineTransform.getTranslateInstance(label.x(), label.y());
    place.rotate(Math.toRadians(label.angle()));
    place.translate(start, 0);
    Shape outline =
        place.createTransformedShape(
            glyphs.outline(Words.line(label.text()), label.size(), tracking));
    canvas.setColor(color(label.colour(), 1));
    canvas.fill(outline);
    if (label.bold()) {
      canvas.setStroke(new BasicStroke((float) (label.size() * Glyphs.BOLDER)));
      canvas.draw(outline);
    }
  }

  private static Rectangle2D rectangle(Frame f) {
    return new Rectangle2D.Double(f.x(), f.y(), f.width(), f.height());
  }

  private static Shape shape(Item.Path path) {
    Path2D shape = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (Item.Step step : path.steps()) {
      switch (step) {
        case Item.Step.Move m -> shape.moveTo(m.x(), m.y());
        case Item.Step.Line l -> shape.lineTo(l.x(), l.y());
        case Item.Step.Curve c -> shape.curveTo(c.x1(), c.y1(), c.x2(), c.y2(), c.x(), c.y());
        case Item.Step.Close ignored -> shape.closePath();
      }
    }
    return shape;
  }

  private static Color color(Colour colour, double opacity) {
    return new Color(colour.red(), colour.green(), colour.blue(), (int) Math.round(255 * opacity));
  }
}
