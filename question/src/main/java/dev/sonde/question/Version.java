package dev.sonde.question;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Sonde this is. */
public final class Version {

  private static final String CURRENT = read();

  private Version() {}

  /** {@code 0.1.0}; {@code development} where no build has written it down. */
  public static String current() {
    return CURRENT;
  }

  private static String read() {
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in == null) throw new IllegalStateException("version.properties is not in the jar");
      Properties properties = new Properties();
      properties.load(in);
      String version = properties.getProperty("version", "${");
      return version.startsWith("$") ? "development" : version.replace("-SNAPSHOT", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
