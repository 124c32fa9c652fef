package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the launcher tells the JVM's compiler is about code that exists. */
class LauncherTest {

  private static final Path ROOT = Path.of(System.getProperty("sonde.root", ".."));
  private static final Path OPTIONS = ROOT.resolve("app/src/main/launcher/jvm.options");
  private static final Pattern DIRECTIVE =
      Pattern.compile("-XX:CompileCommand=\\w+,(dev\\.sonde\\.[\\w.$*]+)::([\\w*]+)(,.*)?");

  @Test
  void compileDirectives_nameClassesAndMethodsThatExist() throws Exception {
    List<Matcher> directives =
        Files.readAllLines(OPTIONS).stream()
            .map(DIRECTIVE::matcher)
            .filter(Matcher::matches)
            .toList();
    assertThat(directives).hasSizeGreaterThan(9);
    for (Matcher directive : directives) {
      List<Class<?>> classes = classes(directive.group(1));
      assertThat(classes).as(directive.group()).isNotEmpty();
      Pattern method = glob(directive.group(2));
      assertThat(
              classes.stream()
                  .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                  .anyMatch(m -> method.matcher(m.getName()).matches()))
          .as(directive.group())
          .isTrue();
    }
  }

  @Test
  void everyDirectiveAboutSonde_isUnderstoodByTheTestAbove() throws IOException {
    assertThat(Files.readAllLines(OPTIONS))
        .filteredOn(line -> line.startsWith("-XX:CompileCommand=") && line.contains("dev.sonde"))
        .allMatch(line -> DIRECTIVE.matcher(line).matches());
  }

  @Test
  void optionsThatTestsRunWith_areAmongThem() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    Matcher said = Pattern.compile("<sonde\\.jvm>(.*)</sonde\\.jvm>").matcher(pom);
    assertThat(said.find()).isTrue();
    Set<String> options = Set.copyOf(Files.readAllLines(OPTIONS));
    assertThat(options)
        .containsAll(List.of(said.group(1).replace("--add-modules ", "--add-modules=").split(" ")));
  }

  /** The classes of one package whose simple names match. */
  private static List<Class<?>> classes(String pattern) throws IOException, ClassNotFoundException {
    int dot = pattern.lastIndexOf('.');
    String in = pattern.substring(0, dot);
    Pattern name = glob(pattern.substring(dot + 1));
    List<Class<?>> found = new java.util.ArrayList<>();
    for (Path sources : modules()) {
      Path folder = sources.resolve(in.replace('.', '/'));
      if (!Files.isDirectory(folder)) continue;
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          String simple = file.getFileName().toString().replace(".java", "");
          if (name.matcher(simple).matches() && !simple.equals("package-info")) {
            found.add(Class.forName(in + "." + simple, false, LauncherTest.class.getClassLoader()));
          }
        }
      }
    }
    return found;
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> all = Files.list(ROOT)) {
      return all.map(module -> module.resolve("src/main/java")).filter(Files::isDirectory).toList();
    }
  }

  private static Pattern glob(String words) {
    return Pattern.compile(words.replace("*", "\\w*"));
  }
}
