package dev.sonde.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user gave cannot be used: a file, a setting, an address. The message is one line that
 * says what, why and what to do, in words that hold at every door; which settings would mend it
 * stands beside it by name, so that a command line adds its options and a form its fields. A
 * command ends with exit code 2.
 *
 * <pre>{@code
 * throw new DataException(name + ": has two inputs; name a file for each").mendedBy("input");
 * }</pre>
 */
public abstract class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private List<String> mends = List.of();

  protected InputException(String message) {
    super(message);
  }

  protected InputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Names what would mend it.
   *
   * @param settings their names in snake case
   */
  public final InputException mendedBy(String... settings) {
    mends = List.of(settings);
    return this;
  }

  /** Names of the settings that would mend it, in snake case; may be none. */
  public final List<String> mends() {
    return mends;
  }
}
