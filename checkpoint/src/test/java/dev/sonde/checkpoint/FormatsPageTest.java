package dev.sonde.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.signature.Signatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/formats.md says what is read, what is named, and what to do with the rest. */
class FormatsPageTest {

  private static List<String> page() throws IOException {
    Path root = Path.of(System.getProperty("sonde.root", ".."));
    return Files.readAllLines(root.resolve("docs").resolve("formats.md"));
  }

  @Test
  void page_hasARowForEachFormatThatIsRead() throws IOException {
    for (String format : Formats.names()) {
      assertThat(page()).anyMatch(line -> line.startsWith("| `" + format + "` |"));
    }
  }

  @Test
  void page_hasTheRowsOfWhatIsNamed() throws IOException {
    List<String> rows =
        Signatures.table().entrySet().stream()
            .map(row -> "| " + row.getKey() + " | " + row.getValue() + " |")
            .toList();
    assertThat(page()).containsAll(rows);
  }
}
