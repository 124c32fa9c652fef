package dev.sonde.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.analysis.Provenance;
import dev.sonde.file.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

  /** SHA-256 of "abc": FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<String> names(List<Provenance.Input> inputs) {
    return inputs.stream()
        .map(input -> String.valueOf(Path.of(input.path()).getFileName()))
        .toList();
  }

  @Test
  void file_isItself() throws IOException {
    Path file = write("a.npy", "abc");
    assertThat(InputFiles.of(file)).containsExactly(new Provenance.Input(file.toString(), 3, ABC));
  }

  @Test
  void modelFolder_isWhatAModelIsReadFrom() throws IOException {
    write("config.json", "{}");
    write(
        "model.safetensors.index.json",
        "{'weight_map': {'a': 'model-1.safetensors', 'b': 'model-2.safetensors', 'c': 'model-1.safetensors'}}"
            .replace('\'', '"'));
    write("model-1.safetensors", "abc");
    write("model-2.safetensors", "abcd");
    write("tokenizer.json", "{}");
    write("README.md", "not read");
    write("golden.safetensors", "not read");
    List<Provenance.Input> inputs = InputFiles.of(folder);
    assertThat(names(inputs))
        .containsExactly(
            "config.json",
            "model.safetensors.index.json",
            "model-1.safetensors",
            "model-2.safetensors",
            "tokenizer.json");
    assertThat(inputs.get(2).bytes()).isEqualTo(3);
    assertThat(inputs.get(2).sha256()).isEqualTo(ABC);
  }

  @Test
  void olderTokenizer_isAllItsFiles() throws IOException {
    write("config.json", "{}");
    write("pytorch_model.bin", "abc");
    write("vocab.json", "{}");
    write("merges.txt", "");
    write("tokenizer_config.json", "{}");
    assertThat(names(InputFiles.of(folder)))
        .containsExactly(
            "config.json",
            "pytorch_model.bin",
            "vocab.json",
            "merges.txt",
            "tokenizer_config.json");
  }

  @Test
  void otherFolder_isAllThatIsNotHidden() throws IOException {
    write("below/b.npy", "abc");
    write("a.npy", "abcd");
    write(".cache/c.npy", "abcd");
    assertThat(names(InputFiles.of(folder))).containsExactly("a.npy", "b.npy");
  }

  @Test
  void folderOfVeryMany_isOneLine() throws IOException {
    StringBuilder listed = new StringBuilder();
    for (int i = 100; i < 160; i++) {
      write(i + ".txt", "abc");
      listed.append(ABC).append("  ").append(i).append(".txt\n");
    }
    String digest = Digests.sha256(listed.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(InputFiles.of(folder))
        .containsExactly(new Provenance.Input(folder.toString(), 180, digest));
  }
}
