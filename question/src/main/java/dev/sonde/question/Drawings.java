package dev.sonde.question;

import dev.sonde.figure.Figure;
import dev.sonde.figure.FigureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An answer's drawing as a file. */
public final class Drawings {

  private Drawings() {}

  /** Draws an answer. */
  @FunctionalInterface
  public interface Drawing<S, A> {
    Figure of(S settings, A answer) throws Exception;
  }

  /** {@code .svg}, {@code .png} and {@code .pdf}. */
  public static <S, A> Output<S, A> of(Drawing<S, A> drawing) {
    return new Output<>(
        List.of(".svg", ".png", ".pdf"),
        "the drawing",
        (settings, answer, file, work) -> write(drawing.of(settings, answer), file, work));
  }

  /** Writes a drawing for a screen, or as the work says for print. */
  public static void write(Figure figure, Path file, Work work) throws IOException {
    if (work.paper().isPresent()) FigureFile.write(figure, file, work.paper().get());
    else FigureFile.write(figure, file);
  }
}
