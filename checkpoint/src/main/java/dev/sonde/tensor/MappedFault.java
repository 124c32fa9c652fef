package dev.sonde.tensor;

/**
 * What happens when a file is cut while it is mapped: the system has no bytes for the page, and the
 * JVM throws an {@code InternalError} from whatever was reading it.
 */
public final class MappedFault {

  private static final String WORDS = "unsafe memory access";

  private MappedFault() {}

  /**
   * What to say of it.
   *
   * @throws InternalError if it is an error of another kind
   */
  public static String in(InternalError error) {
    if (!String.valueOf(error.getMessage()).contains(WORDS)) throw error;
    return "was cut while it was read; open it again when what writes it is done";
  }
}
