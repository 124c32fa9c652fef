package dev.sonde.settings;

import dev.sonde.file.InputException;
import org.jspecify.annotations.Nullable;

/** A setting cannot be what it was set to; the message says why and what can be. */
public final class SettingsException extends InputException {
  private static final long serialVersionUID = 1L;

  private final String setting;
  private final String reason;

  /**
   * @param setting its name, or empty if several are at odds
   * @param reason what is wrong: {@code "0, at least 1"}
   */
  public SettingsException(String setting, String reason) {
    this(setting, reason, null);
  }

  public SettingsException(String setting, String reason, @Nullable Throwable cause) {
    super(setting.isEmpty() ? reason : setting + ": " + reason, cause);
    this.setting = setting;
    this.reason = reason;
  }

  /** Its name in snake case; empty if several are at odds. */
  public String setting() {
    return setting;
  }

  /** What is wrong, without the name. */
  public String reason() {
    return reason;
  }
}
