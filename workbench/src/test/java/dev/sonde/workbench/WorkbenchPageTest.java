package dev.sonde.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page keeps its promises by what its sources do not contain. */
class WorkbenchPageTest {

  private static final WorkbenchPage PAGE = WorkbenchPage.load();

  private static final Pattern IMPORT = Pattern.compile("(?:from |import\\(|import )\"([^\"]+)\"");

  private static final Path SOURCES =
      Path.of(
          System.getProperty("sonde.root", ".."),
          "workbench/src/main/resources/dev/sonde/workbench");

  @Test
  void manifest_listsEveryFileOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<String> found =
          files
              .filter(Files::isRegularFile)
              .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.equals("manifest.txt"))
              .sorted()
              .toList();
      assertThat(PAGE.files()).isEqualTo(found);
    }
  }

  @Test
  void bytes_nameThatIsNotListed_isRefused() {
    for (String name :
        List.of("manifest.txt", "../workbench/index.html", "WorkbenchPage.class", "")) {
      assertThatThrownBy(() -> PAGE.bytes(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the page has no file '" + name + "'");
    }
  }

  @Test
  void modules_importOnlyModulesOfThePage() {
    for (String name : modules()) {
      Matcher imported = IMPORT.matcher(text(name));
      while (imported.find()) {
        String path = imported.group(1);
        assertThat(path).as("import in %s", name).startsWith(".").endsWith(".js");
        Path target = Path.of(name).resolveSibling(path).normalize();
        assertThat(PAGE.has(target.toString().replace('\\', '/')))
            .as("%s imports %s", name, path)
            .isTrue();
      }
    }
  }

  @Test
  void modules_neverMakeMarkupOrCodeOutOfText() {
    for (String name : modules()) {
      assertThat(text(name))
          .as(name)
          .doesNotContain("innerHTML")
          .doesNotContain("outerHTML")
          .doesNotContain("insertAdjacentHTML")
          .doesNotContain("document.write")
          .doesNotContain("eval(")
          .doesNotContain("new Function");
    }
  }

  @Test
  void files_nameNoOtherMachine() {
    for (String name : PAGE.files()) {
      String others = text(name).replace("http://www.w3.org/2000/svg", "");
      assertThat(others).as(name).doesNotContain("http://").doesNotContain("https://");
      assertThat(others).as(name).doesNotContain("\"//");
    }
  }

  @Test
  void html_hasNoScriptAndNoStyleWithin() {
    String html = text("index.html");
    assertThat(html).doesNotContain("<style").doesNotContain("style=").doesNotContain(" on");
    assertThat(html.split("<script", -1)).hasSize(2);
    assertThat(html).contains("<script type=\"module\" src=\"/static/main.js\"></script>");
  }

  @Test
  void files_areSmall() {
    for (String name : PAGE.files()) {
      assertThat(text(name).lines().count()).as("lines of " + name).isLessThanOrEqualTo(300);
    }
  }

  private static List<String> modules() {
    return PAGE.files().stream().filter(name -> name.endsWith(".js")).toList();
  }

  private static String text(String name) {
    return new String(PAGE.bytes(name), StandardCharsets.UTF_8);
  }
}
