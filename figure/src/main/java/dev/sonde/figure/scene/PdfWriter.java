package dev.sonde.figure.scene;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Stroke;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.color.PDIndexed;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;

/**
 * Draws a scene as a PDF page of its size: vectors, text that can be searched, the letters it uses
 * of Liberation Sans embedded. No date and a fixed identifier, so the same scene gives the same
 * bytes.
 */
public final class PdfWriter {

  /** A pixel is 1/96 inch, a point 1/72. */
  private static final float POINTS = 0.75f;

  /** Control points of a quarter circle. */
  private static final double ROUND = 0.5522847498;

  private final PDDocument document;
  private final PDPageContentStream page;
  private final PDType0Font font;
  private final Glyphs glyphs;
  private final Map<Double, PDExtendedGraphicsState> opacities = new HashMap<>();

  private PdfWriter(
      PDDocument document, PDPageContentStream page, PDType0Font font, Glyphs glyphs) {
    this.document = document;
    this.page = page;
    this.font = font;
    this.glyphs = glyphs;
  }

  /** The scene as a PDF file. */
  public static byte[] of(Scene scene) throws IOException {
    try (PDDocument document = new PDDocument();
        InputStream file = Glyphs.file()) {
      document.setDocumentId(0L);
      PDDocumentInformation about = new PDDocumentInformation();
      about.setTitle(Words.line(scene.title()));
      if (!scene.description().isEmpty()) about.setSubject(Words.line(scene.description()));
      document.setDocumentInformation(about);
      float height = (float) scene.height() * POINTS;
      PDPage sheet = new PDPage(new PDRectangle((float) scene.width() * POINTS, height));
      document.addPage(sheet);
      PDType0Font font = PDType0Font.load(document, file, true);
      try (PDPageContentStream page = new PDPageContentStream(document, sheet)) {
        page.transform(new Matrix(POINTS, 0, 0, -POINTS, 0, height));
        PdfWriter writer = new PdfWriter(document, page, font, Glyphs.load());
        for (Item item : scene.items()) writer.draw(item);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }

  private void draw(Item item) throws IOException {
    switch (item) {
      case Item.Clip clip -> {
        page.saveGraphicsState();
        rectangle(clip.frame());
        page.clip();
        for (Item inner : clip.items()) draw(inner);
        page.restoreGraphicsState();
      }
      case Item.Path path -> path(path);
      case Item.Box box -> {
        fill(box.fill());
        rectangle(box.frame());
        page.fill();
      }
      case Item.Disc disc -> disc(disc);
      case Item.Picture picture -> picture(picture);
      case Item.Label label -> label(label);
    }
  }

  private void path(Item.Path path) throws IOException {
    // Filled and drawn one after the other: each has an opacity of its own.
    Fill fill = path.fill();
    if (fill != null) {
      fill(fill);
      steps(path);
      page.fill();
    }
    Stroke stroke = path.stroke();
    if (stroke != null) {
      stroke(stroke);
      steps(path);
      page.stroke();
    }
  }

  private void steps(Item.Path path) throws IOException {
    for (Item.Step step : path.steps()) {
      switch (step) {
        case Item.Step.Move m -> page.moveTo((float) m.x(), (float) m.y());
        case Item.Step.Line l -> page.lineTo((float) l.x(), (float) l.y());
        case Item.Step.Curve c -> curve(c.x1(), c.y1(), c.x2(), c.y2(), c.x(), c.y());
        case Item.Step.Close ignored -> page.closePath();
      }
    }
  }

  private void disc(Item.Disc disc) throws IOException {
    Fill fill = disc.fill();
    if (fill != null) {
      fill(fill);
      circle(disc.x(), disc.y(), disc.radius());
      page.fill();
    }
    Stroke stroke = disc.stroke();
    if (stroke != null) {
      stroke(stroke);
      circle(disc.x(), disc.y(), disc.radius());
      page.stroke();
    }
  }

  private void circle(double x, double y, double r) throws IOException {
    double k = ROUND * r;
    page.moveTo((float) (x + r), (float) y);
    curve(x + r, y + k, x + k, y + r, x, y + r);
    curve(x - k, y + r, x - r, y + k, x - r, y);
    curve(x - r, y - k, x - k, y - r, x, y - r);
    curve(x + k, y - r, x + r, y - k, x + r, y);
    page.closePath();
  }

  private void curve(double x1, double y1, double x2, double y2, double x, double y)
      throws IOException {
    page.curveTo((float) x1, (float) y1, (float) x2, (float) y2, (float) x, (float) y);
  }

  private void picture(Item.Picture picture) throws IOException {
    Pixels pixels = picture.pixels();
    byte[] rows = new byte[pixels.width() * pixels.height()];
    for (int y = 0; y < pixels.height(); y++) {
      System.arraycopy(pixels.row(y), 0, rows, y * pixels.width(), pixels.width());
    }
    byte[] palette = new byte[3 * pixels.palette().size()];
    int to = 0;
    for (Colour c : pixels.palette()) {
      palette[to++] = (byte) c.red();
      palette[to++] = (byte) c.green();
      palette[to++] = (byte) c.blue();
    }
    COSArray colours = new COSArray();
    colours.add(COSName.INDEXED);
    colours.add(COSName.DEVICERGB);
    colours.add(COSInteger.get(pixels.palette().size() - 1L));
    colours.add(new COSString(palette));
    PDImageXObject image =
        new PDImageXObject(
            document,
            new ByteArrayInputStream(Png.deflated(rows)),
            COSName.FLATE_DECODE,
            pixels.width(),
            pixels.height(),
            8,
            new PDIndexed(colours));
    image.setInterpolate(false);
    Frame f = picture.frame();
    page.drawImage(
        image,
        new Matrix(
            (float) f.width(), 0, 0, (float) -f.height(), (float) f.x(), (float) f.bottom()));
  }

  private void label(Item.Label label) throws IOException {
    double tracking = label.bold() ? label.size() * Glyphs.TRACKING : 0;
    double width = glyphs.width(Words.line(label.text()), label.size(), tracking);
    float start =
        (float)
            switch (label.anchor()) {
              case START -> 0;
              case MIDDLE -> -width / 2;
              case END -> -width;
            };
    opacity(1);
    page.setNonStrokingColor(
        rgb(label.colour().red()), rgb(label.colour().green()), rgb(label.colour().blue()));
    page.beginText();
    page.setFont(font, (float) label.size());
    page.setCharacterSpacing((float) tracking);
    if (label.bold()) {
      page.setStrokingColor(
          rgb(label.colour().red()), rgb(label.colour().green()), rgb(label.colour().blue()));
      page.setLineWidth((float) (label.size() * Glyphs.BOLDER));
      page.setLineDashPattern(new float[0], 0);
      page.setRenderingMode(RenderingMode.FILL_STROKE);
    } else {
      page.setRenderingMode(RenderingMode.FILL);
    }
    double angle = Math.toRadians(label.angle());
    float cos = (float) Math.cos(angle);
    float sin = (float) Math.sin(angle);
    // The page's y grows downwards; letters would hang upside down without the second mirror.
    page.setTextMatrix(
        new Matrix(
            cos, sin, sin, -cos, (float) label.x() + cos * start, (float) label.y() + sin * start));
    page.showText(glyphs.drawable(Words.line(label.text())));
    page.endText();
  }

  private void fill(Fill fill) throws IOException {
    opacity(fill.opacity());
    Colour c = fill.colour();
    page.setNonStrokingColor(rgb(c.red()), rgb(c.green()), rgb(c.blue()));
  }

  private void stroke(Stroke stroke) throws IOException {
    opacity(stroke.opacity());
    Colour c = stroke.colour();
    page.setStrokingColor(rgb(c.red()), rgb(c.green()), rgb(c.blue()));
    page.setLineWidth((float) stroke.width());
    page.setLineJoinStyle(1);
    double[] dashes = Dashes.of(stroke);
    float[] pattern = new float[dashes.length];
    for (int i = 0; i < dashes.length; i++) pattern[i] = (float) dashes[i];
    page.setLineDashPattern(pattern, 0);
  }

  private void opacity(double share) throws IOException {
    PDExtendedGraphicsState state = opacities.get(share);
    if (state == null) {
      state = new PDExtendedGraphicsState();
      state.setNonStrokingAlphaConstant((float) share);
      state.setStrokingAlphaConstant((float) share);
      opacities.put(share, state);
    }
    page.setGraphicsStateParameters(state);
  }

  private void rectangle(Frame f) throws IOException {
    page.addRect((float) f.x(), (float) f.y(), (float) f.width(), (float) f.height());
  }

  private static float rgb(int part) {
    return part / 255f;
  }
}
