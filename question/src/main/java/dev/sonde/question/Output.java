package dev.sonde.question;

import java.nio.file.Path;
import java.util.List;

/**
 * A kind of file that an answer can be written to.
 *
 * @param endings of its name, {@code .npy}; {@link #FOLDER} for a folder
 * @param what it holds, in a few words
 */
public record Output<S, A>(List<String> endings, String what, Writer<S, A> writer) {

  /** The ending of a folder's name. */
  public static final String FOLDER = "/";

  public Output {
    endings = List.copyOf(endings);
  }

  /** Whether it is a drawing, which may be wanted for print. */
  public boolean draws() {
    return endings.contains(".svg");
  }

  /** Writes an answer to a file, whole or not at all. */
  @FunctionalInterface
  public interface Writer<S, A> {
    void write(S settings, A answer, Path file, Work work) throws Exception;
  }
}
