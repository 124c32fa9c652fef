package dev.sonde.app;

import dev.sonde.app.output.Session;
import picocli.CommandLine.IVersionProvider;

/** {@code sonde --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"sonde " + Session.VERSION + " on Java " + Runtime.version()};
  }
}
