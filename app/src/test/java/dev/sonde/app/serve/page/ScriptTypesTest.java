package dev.sonde.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The workbench's JavaScript says its types in JSDoc; TypeScript's compiler holds it to them, as
 * {@code workbench/tsconfig.json} says. Run by the Node that Playwright brings, so that nobody has
 * to install one.
 */
class ScriptTypesTest {

  private static final Path WORKBENCH =
      Path.of(System.getProperty("sonde.root", "..")).resolve("workbench").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void everyScript_hasTheTypesItSays() throws Exception {
    assertThat(compiled(WORKBENCH.resolve("tsconfig.json"))).isEmpty();
  }

  @Test
  void aWrongType_isFound() throws Exception {
    Files.writeString(folder.resolve("wrong.js"), "/** @type {number} */ export const n = 'x';\n");
    String settings = Files.readString(WORKBENCH.resolve("tsconfig.json"));
    Path own =
        Files.writeString(
            folder.resolve("tsconfig.json"),
            settings.replaceAll("\"include\": \\[.*]", "\"include\": [\"*.js\"]"));
    assertThat(compiled(own)).contains("wrong.js(1,").contains("TS2322");
  }

  /** What the compiler finds wrong. */
  private String compiled(Path settings) throws IOException, InterruptedException {
    Driver driver =
        Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false);
    String node = driver.createProcessBuilder().command().getFirst();
    Path compiler = compiler().resolve("tsc.js");
    Process process =
        new ProcessBuilder(List.of(node, compiler.toString(), "-p", settings.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor() == 0).as(said).isEqualTo(said.isEmpty());
    return said;
  }

  /** TypeScript's folder {@code lib}, from its jar on the class path. */
  private Path compiler() throws IOException {
    URL there = getClass().getResource("/META-INF/maven/org.webjars.npm/typescript/pom.properties");
    JarURLConnection jar = (JarURLConnection) Objects.requireNonNull(there).openConnection();
    Path lib = Files.createDirectories(folder.resolve("typescript"));
    try (FileSystem packed = FileSystems.newFileSystem(Path.of(jar.getJarFile().getName()));
        Stream<Path> all = Files.walk(packed.getPath("META-INF/resources/webjars/typescript"), 3)) {
      for (Path file : all.filter(path -> path.getParent().endsWith("lib")).toList()) {
        String name = file.getFileName().toString();
        if (name.matches("_?tsc\\.js|lib\\..*\\.d\\.ts|lib\\.d\\.ts")) {
          Files.copy(file, lib.resolve(name));
        }
      }
    }
    return lib;
  }
}
