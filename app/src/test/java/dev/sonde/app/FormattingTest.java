package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every source file is as google-java-format writes it. {@code mvn test -pl app -am
 * -Dtest=FormattingTest -Dsurefire.failIfNoSpecifiedTests=false -Dsonde.format=write} rewrites
 * those that are not.
 */
class FormattingTest {

  private static final Path ROOT = Path.of(System.getProperty("sonde.root", ".."));
  private static final boolean WRITE = "write".equals(System.getProperty("sonde.format"));

  @Test
  void everySourceFile_isFormatted() throws Exception {
    Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<String> unformatted = new ArrayList<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      String formatted =
          formatter.formatSource(
              RemoveUnusedImports.removeUnusedImports(
                  ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE)));
      if (formatted.equals(text)) continue;
      if (WRITE) Files.writeString(file, formatted);
      else unformatted.add(ROOT.relativize(file).toString());
    }
    assertThat(unformatted).as("not formatted; see this test's comment").isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      List<Path> files = new ArrayList<>();
      for (Path module :
          modules.filter(m -> Files.isDirectory(m.resolve("src"))).sorted().toList()) {
        try (Stream<Path> tree = Files.walk(module.resolve("src"))) {
          tree.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
        }
      }
      assertThat(files).hasSizeGreaterThan(30);
      return files;
    }
  }
}
