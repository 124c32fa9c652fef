package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.output.Console;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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

  /** The JDK's own words are no more than the name of the file. */
  @Test
  void folderThatCannotBeMade_isOneLineThatSaysWhy(@TempDir Path folder) throws IOException {
    Tensor tensor = Tensor.ofFloats("w", Shape.of(1), new float[1]);
    Path model = folder.resolve("m.safetensors");
    Checkpoint.of(model, List.of(tensor), Map.of()).write(model);
    Path plain = Files.writeString(folder.resolve("plain"), "a file");
    Path output = plain.resolve("tables.parquet");
    int code = Main.run(console, "survey", folder.toString(), "-o", output.toString());
    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("plain")
        .matches("(?s).*(not a directory|is not a folder)\n")
        .hasLineCount(1);
  }

  @Test
  void outputThatIsNeitherFolderNorNamedByItsEnding_isRefused(@TempDir Path folder)
      throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "a file");
    assertThat(Main.run(console, "machine", "tomita3", "-o", plain.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("give its name an ending: .svg").hasLineCount(1);
    assertThat(plain).hasContent("a file");
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

  /** All commands and their subcommands but the hidden ones. */
  private Stream<CommandSpec> commands(CommandSpec from) {
    return from.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(spec -> !spec.usageMessage().hidden())
        .flatMap(spec -> Stream.concat(Stream.of(spec), commands(spec)));
  }

  private List<CommandSpec> commands() {
    return commands(CommandSpec.forAnnotatedObject(Main.class, new Commands(console, List.of())))
        .toList();
  }

  @Test
  void everyCommand_beginsItsDescriptionWithAShortSentence() {
    // The list of commands shows this line alone.
    for (CommandSpec spec : commands()) {
      String first = spec.usageMessage().description()[0];
      assertThat(first).as(spec.qualifiedName()).endsWith(".").hasSizeLessThanOrEqualTo(65);
      assertThat(first.indexOf(". ")).as(spec.qualifiedName()).isNegative();
      assertThat(String.join("\n", spec.usageMessage().footer()))
          .as(spec.qualifiedName())
          .contains("Example")
          .contains("sonde " + spec.qualifiedName().replaceAll("^\\S+ ", ""));
    }
  }

  @Test
  void everyOption_isDescribed_andSaysItsDefault() {
    for (CommandSpec spec : commands()) {
      for (OptionSpec option : spec.options()) {
        if (option.hidden()) continue; // a former name
        String name = spec.qualifiedName() + " " + option.longestName();
        String words = String.join(" ", option.description());
        assertThat(words).as(name).isNotBlank();
        String own = option.defaultValue();
        boolean flag = option.arity().max() == 0;
        if (option.required() || flag || own == null || own.isEmpty() || own.equals("-1")) continue;
        assertThat(words.toLowerCase(Locale.ROOT))
            .as(name)
            .containsAnyOf("default", own.toLowerCase(Locale.ROOT));
      }
    }
  }
}
