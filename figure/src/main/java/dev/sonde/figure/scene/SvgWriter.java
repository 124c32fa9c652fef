package dev.sonde.figure.scene;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Stroke;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a scene as SVG 1.1 that also stands inside HTML: no identifiers (two figures on a page
 * cannot clash), no style sheet, no script, nothing from outside. Clipping is by nested {@code svg}
 * elements for the same reason.
 */
public final class SvgWriter {

  /** All but the last have the same widths; {@link Typeface} also allows for the last. */
  static final String FONTS = "Arial, Helvetica, 'Liberation Sans', Arimo, sans-serif";

  private final StringBuilder out = new StringBuilder(1 << 14);
  private final boolean inPage;

  private final String fonts;

  private SvgWriter(boolean inPage, String fonts) {
    this.inPage = inPage;
    this.fonts = fonts;
  }

  /**
   * A file of its own, on white paper.
   *
   * @param font a family for its words, or empty for Arial and its equals
   */
  public static String file(Scene scene, String font) {
    String fonts = font.isEmpty() ? FONTS : "'" + font.replace("'", "") + "', " + FONTS;
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + new SvgWriter(false, fonts).scene(scene)
        + "\n";
  }

  /**
   * An element to stand inside an HTML page, whose CSS variables {@code --figure-ink}, {@code
   * --figure-muted}, {@code --figure-grid} and {@code --figure-paper} replace the page colours.
   */
  public static String inPage(Scene scene) {
    return new SvgWriter(true, FONTS).scene(scene);
  }

  private String scene(Scene scene) {
    String width = Decimals.of(scene.width());
    String height = Decimals.of(scene.height());
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    // Only SVG 2 readers know href without this prefix; HTML forbids none of both.
    if (!inPage) out.append(" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\"");
    attribute("width", width);
    attribute("height", height);
    attribute("viewBox", "0 0 " + width + " " + height);
    attribute("role", "img");
    attribute("aria-label", scene.title());
    attribute("font-family", fonts);
    out.append('>');
    element("title", scene.title());
    if (!scene.description().isEmpty()) element("desc", scene.description());
    item(new Item.Box(new Frame(0, 0, scene.width(), scene.height()), Fill.of(Colour.PAPER), ""));
    scene.items().forEach(this::item);
    return out.append("\n</svg>").toString();
  }

  private void item(Item item) {
    out.append('\n');
    switch (item) {
      case Item.Clip clip -> clip(clip);
      case Item.Path path -> path(path);
      case Item.Box box -> {
        out.append("<rect");
        frame(box.frame());
        fill(box.fill());
        end("rect", box.tooltip());
      }
      case Item.Disc disc -> {
        out.append("<circle");
        number("cx", disc.x());
        number("cy", disc.y());
        number("r", disc.radius());
        fill(disc.fill());
        stroke(disc.stroke());
        end("circle", disc.tooltip());
      }
      case Item.Picture picture -> picture(picture);
      case Item.Label label -> label(label);
    }
  }

  private void clip(Item.Clip clip) {
    Frame f = clip.frame();
    out.append("<svg");
    frame(f);
    attribute(
        "viewBox",
        String.join(
            " ",
            Decimals.of(f.x()),
            Decimals.of(f.y()),
            Decimals.of(f.width()),
            Decimals.of(f.height())));
    out.append(" overflow=\"hidden\">");
    for (List<Item> run : Layers.of(clip.items())) {
      if (Layers.isPicture(run)) layer(f, run);
      else run.forEach(this::item);
    }
    out.append("\n</svg>");
  }

  /** What would be megabytes of shapes, as a picture behind which the page shows. */
  private void layer(Frame frame, List<Item> items) {
    out.append("<image");
    frame(frame);
    out.append(" preserveAspectRatio=\"none\" ").append(inPage ? "href" : "xlink:href");
    out.append("=\"data:image/png;base64,");
    byte[] png = PngWriter.layer(frame, items, Layers.DOTS);
    out.append(Base64.getEncoder().encodeToString(png)).append("\"/>");
  }

  private void path(Item.Path path) {
    out.append("<path d=\"");
    for (Item.Step step : path.steps()) {
      switch (step) {
        case Item.Step.Move m -> out.append('M').append(pair(m.x(), m.y()));
        case Item.Step.Line l -> out.append('L').append(pair(l.x(), l.y()));
        case Item.Step.Curve c ->
            out.append('C')
                .append(pair(c.x1(), c.y1()))
                .append(' ')
                .append(pair(c.x2(), c.y2()))
                .append(' ')
                .append(pair(c.x(), c.y()));
        case Item.Step.Close ignored -> out.append('Z');
      }
    }
    out.append('"');
    fill(path.fill());
    stroke(path.stroke());
    end("path", path.tooltip());
  }

  private void picture(Item.Picture picture) {
    out.append("<image");
    frame(picture.frame());
    out.append(" preserveAspectRatio=\"none\" image-rendering=\"pixelated\"");
    out.append(" style=\"image-rendering:pixelated\" ");
    out.append(inPage ? "href" : "xlink:href").append("=\"data:image/png;base64,");
    out.append(Base64.getEncoder().encodeToString(Png.of(picture.pixels()))).append("\"/>");
  }

  private void label(Item.Label label) {
    out.append("<text");
    number("x", label.x());
    number("y", label.y());
    number("font-size", label.size());
    if (label.bold()) attribute("font-weight", "bold");
    attribute("fill", paint(label.colour()));
    switch (label.anchor()) {
      case START -> {}
      case MIDDLE -> attribute("text-anchor", "middle");
      case END -> attribute("text-anchor", "end");
    }
    if (label.angle() != 0) {
      attribute(
          "transform",
          "rotate(" + Decimals.of(label.angle()) + " " + pair(label.x(), label.y()) + ")");
    }
    out.append('>').append(Words.xml(label.text()));
    if (!label.tooltip().isEmpty()) element("title", label.tooltip());
    out.append("</text>");
  }

  private void frame(Frame frame) {
    number("x", frame.x());
    number("y", frame.y());
    number("width", frame.width());
    number("height", frame.height());
  }

  private void fill(@Nullable Fill fill) {
    attribute("fill", fill == null ? "none" : paint(fill.colour()));
    if (fill != null && fill.opacity() < 1) number("fill-opacity", fill.opacity());
  }

  private void stroke(@Nullable Stroke stroke) {
    if (stroke == null) return;
    attribute("stroke", paint(stroke.colour()));
    number("stroke-width", stroke.width());
    if (stroke.opacity() < 1) number("stroke-opacity", stroke.opacity());
    attribute("stroke-linejoin", "round");
    double[] dashes = Dashes.of(stroke);
    if (dashes.length > 0) {
      attribute("stroke-dasharray", Decimals.of(dashes[0]) + " " + Decimals.of(dashes[1]));
    }
  }

  private String paint(Colour colour) {
    if (!inPage) return colour.hex();
    String role =
        colour.equals(Colour.INK)
            ? "ink"
            : colour.equals(Colour.MUTED)
                ? "muted"
                : colour.equals(Colour.GRID) ? "grid" : colour.equals(Colour.PAPER) ? "paper" : "";
    return role.isEmpty() ? colour.hex() : "var(--figure-" + role + "," + colour.hex() + ")";
  }

  private static String pair(double x, double y) {
    return Decimals.of(x) + " " + Decimals.of(y);
  }

  private void number(String name, double value) {
    attribute(name, Decimals.of(value));
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"").append(Words.xml(value)).append('"');
  }

  private void element(String name, String text) {
    out.append('<').append(name).append('>').append(Words.xml(text));
    out.append("</").append(name).append('>');
  }

  private void end(String name, String tooltip) {
    if (tooltip.isEmpty()) {
      out.append("/>");
    } else {
      out.append('>');
      element("title", tooltip);
      out.append("</").append(name).append('>');
    }
  }
}
