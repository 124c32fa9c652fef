package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.output.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Console console =
      new Console(new PrintWriter(out), new PrintWriter(err), false, 100);

  @Test
  void stats_missingFile_isOneLineAndExitCode2(@TempDir Path folder) {
    int code = Main.run(console, "stats", folder.resolve("none.pt").toString());
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).endsWith("none.pt: no such file\n").hasLineCount(1);
  }

  @Test
  void unknownOption_namesItAndPointsToHelp() {
    assertThat(Main.run(console, "stats", "--no-such", "x.pt")).isEqualTo(2);
    assertThat(err.toString()).contains("--no-such").contains("--help");
  }

  @Test
  void version_prints() {
    assertThat(Main.run(console, "--version")).isZero();
    assertThat(out.toString()).startsWith("sonde 0.1.0");
  }

  @Test
  void everyCommand_hasHelpWithAnExample() {
    for (Class<?> type : Main.class.getAnnotation(Command.class).subcommands()) {
      Command command = type.getAnnotation(Command.class);
      if (command.hidden()) continue;
      out.getBuffer().setLength(0);
      assertThat(Main.run(console, command.name(), "--help")).isZero();
      assertThat(out.toString()).containsPattern("Examples?:\\s+sonde " + command.name());
    }
  }
}
