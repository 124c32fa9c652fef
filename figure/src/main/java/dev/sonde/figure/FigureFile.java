package dev.sonde.figure;

import dev.sonde.figure.scene.PdfWriter;
import dev.sonde.figure.scene.PngWriter;
import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes figures as files. Needs no display, no fonts of the system and no network; the same figure
 * gives the same bytes.
 */
public final class FigureFile {

  /** Dots per pixel of a PNG: 192 dots per inch. */
  private static final double SCALE = 2;

  private FigureFile() {}

  /**
   * Writes SVG, PNG or PDF, by the ending of the path's name.
   *
   * @throws IllegalArgumentException if the name ends in something else
   * @throws IOException if the file cannot be written; an earlier one is then untouched
   */
  public static void write(Figure figure, Path path) throws IOException {
    byte[] bytes = bytes(figure, format(path));
    AtomicFile.write(path, temporary -> Files.write(temporary, bytes));
  }

  /**
   * As {@link #write(Figure, Path)}, for a journal.
   *
   * @throws IllegalArgumentException if the name has no known ending
   * @throws IOException if the file cannot be written; an earlier one is then untouched
   */
  public static void write(Figure figure, Path path, Paper paper) throws IOException {
    Figure printed = paper.of(figure);
    byte[] bytes =
        format(path) == Format.SVG
            ? Svg.of(printed, paper.font()).getBytes(StandardCharsets.UTF_8)
            : bytes(printed, format(path));
    AtomicFile.write(path, temporary -> Files.write(temporary, bytes));
  }

  /** What a figure is written as. */
  public enum Format {
    SVG,
    PNG,
    PDF
  }

  /**
   * The format that the ending of a path's name asks for.
   *
   * @throws IllegalArgumentException if the name ends in something else
   */
  public static Format format(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    for (Format format : Format.values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) return format;
    }
    throw new IllegalArgumentException(
        path + ": a figure is written as .svg, .png or .pdf; give it one of these endings");
  }

  static byte[] bytes(Figure figure, Format format) throws IOException {
    return switch (format) {
      case SVG -> Svg.of(figure).getBytes(StandardCharsets.UTF_8);
      case PNG -> PngWriter.of(FigureLayout.of(figure), SCALE);
      case PDF -> PdfWriter.of(FigureLayout.of(figure));
    };
  }
}
