package dev.sonde.app;

import picocli.CommandLine.IVersionProvider;

/** {@code sonde --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "sonde " + dev.sonde.question.Version.current() + " on Java " + Runtime.version()
    };
  }
}
