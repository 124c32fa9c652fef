package dev.sonde.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/http.md says what the server answers, all of it and nothing else. */
class HttpDocumentTest {

  private static final Pattern ADDRESS = Pattern.compile("^- `(GET|POST|DELETE) ([^`?]+)[^`]*`");

  @Test
  void everyAddressIsDescribed_andEveryDescribedOneIsAnswered(@TempDir Path folder)
      throws IOException {
    Set<String> answered = new TreeSet<>();
    try (Workbench workbench = Workbench.start(List.of(folder), 0, null)) {
      workbench.routes().forEach(route -> answered.add(route.method() + " " + route.pattern()));
    }
    Path root = Path.of(System.getProperty("sonde.root", ".."));
    Set<String> described = new TreeSet<>();
    for (String line : Files.readAllLines(root.resolve("docs/http.md"))) {
      Matcher matcher = ADDRESS.matcher(line);
      if (matcher.find()) described.add(matcher.group(1) + " " + matcher.group(2));
    }
    assertThat(described).isEqualTo(answered);
  }
}
