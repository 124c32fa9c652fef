package dev.sonde.figure.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Headless Chromium, where it is installed; tests that use it skip where it is not, saying so. */
final class Chromium {

  private final Path program;
  private final Path folder;

  private Chromium(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /**
   * @param folder for its profile and its output; new and empty
   */
  static Chromium orSkip(Path folder) {
    for (String name : List.of("/usr/bin/chromium", "/usr/bin/chromium-browser")) {
      if (Files.isExecutable(Path.of(name))) return new Chromium(Path.of(name), folder);
    }
    Assumptions.abort("skipped: no Chromium on this machine to render the report");
    throw new AssertionError("abort never returns");
  }

  /** The page's elements after its scripts ran, as HTML. */
  String elements(Path html, int width) throws IOException, InterruptedException {
    Path out = folder.resolve("dom.html");
    run(html, width, 900, out, "--dump-dom");
    return Files.readString(out);
  }

  /** A picture of the page. */
  Path screenshot(Path html, int width, int height, String name)
      throws IOException, InterruptedException {
    Path png = folder.resolve(name);
    run(html, width, height, folder.resolve("log.txt"), "--hide-scrollbars", "--screenshot=" + png);
    return png;
  }

  private void run(Path html, int width, int height, Path out, String... what)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
            "--window-size=" + width + "," + height));
    command.addAll(List.of(what));
    command.add(html.toUri().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    boolean ended = process.waitFor(90, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly().waitFor();
    assertThat(ended)
        .as("Chromium ended; %s", Files.readString(folder.resolve("errors.txt")))
        .isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
