package dev.sonde.app.serve.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.serve.files.FileIndex;
import dev.sonde.app.serve.files.OpenedPaths;
import dev.sonde.question.groups.CompareQuestion;
import dev.sonde.question.weights.StatsQuestion;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AskedTest {

  @TempDir private Path folder;

  private AskedSettings settings() throws IOException {
    FileIndex index = new FileIndex(OpenedPaths.of(List.of(folder), List.of()));
    return new AskedSettings(index, folder);
  }

  private Asked<?, ?> stats(String more) throws IOException {
    Path file = folder.resolve("it's a file.pt");
    if (!Files.exists(file)) Files.writeString(file, "x");
    String body = "{\"files\":[\"" + file + "\"]" + more + "}";
    return settings().read(new StatsQuestion(), new JsonMapper().readTree(body));
  }

  @Test
  void command_isTheLineAsAShellTakesIt() throws IOException {
    Path file = folder.resolve("it's a file.pt");
    String quoted = "'" + file.toString().replace("'", "'\\''") + "'";
    assertThat(stats(",\"gates\":true,\"match\":[\"a.*\",\"b\"],\"sort\":null").command())
        .isEqualTo("sonde stats " + quoted + " --match 'a.*' --match b --gates");
    assertThat(stats(",\"gates\":false").command()).isEqualTo("sonde stats " + quoted);
  }

  @Test
  void key_changesWithSettingsAndFilesOnly() throws IOException {
    String first = stats("").key();
    assertThat(stats(",\"gates\":false").key()).isEqualTo(first);
    assertThat(stats(",\"gates\":true").key()).isNotEqualTo(first);
    Asked<?, ?> before = stats("");
    Files.writeString(folder.resolve("it's a file.pt"), "longer");
    assertThat(before.key()).isNotEqualTo(first);
  }

  @Test
  void java_compiles() throws IOException {
    compiles(stats(",\"match\":[\"quo\\\"te \\\\ \\u202e\",\"\\n\"],\"seed\":7").java());
    compiles(JavaLines.of(new CompareQuestion(), Map.of()));
  }

  /** As a method's body below its imports. */
  private static void compiles(String lines) {
    int body = lines.indexOf("\n\n");
    String source =
        lines.substring(0, body)
            + "\nclass Pasted { void run() throws Exception {"
            + lines.substring(body)
            + "} }";
    StringWriter said = new StringWriter();
    SimpleJavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///Pasted.java"), SimpleJavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignored) {
            return source;
          }
        };
    boolean fine =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                said,
                null,
                null,
                List.of("-proc:none", "-implicit:none", "-d", System.getProperty("java.io.tmpdir")),
                null,
                List.of(file))
            .call();
    assertThat(fine).as(said + source).isTrue();
  }
}
