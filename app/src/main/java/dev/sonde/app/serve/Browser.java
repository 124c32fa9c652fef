package dev.sonde.app.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The person's own browser, as the desktop opens it. */
final class Browser {

  private Browser() {}

  /**
   * Opens an address; where there is no desktop the printed address is enough. Other users of the
   * machine see command lines, so the address, which holds a secret, goes through a file.
   *
   * @param folder that only this user can read
   */
  static void open(String url, Path folder) {
    try {
      Path page = folder.resolve("open.html");
      String refresh = "<meta http-equiv=\"refresh\" content=\"0;url=" + url + "\">";
      Files.writeString(page, "<!DOCTYPE html><title>Sonde</title>" + refresh);
      new ProcessBuilder(command(page.toUri().toString()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      // No such program here.
    }
  }

  private static List<String> command(String url) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("mac")) return List.of("open", url);
    if (system.contains("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", url);
    }
    return List.of("xdg-open", url);
  }
}
