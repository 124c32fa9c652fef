package dev.sonde.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.reader.CheckpointReader;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Repeats what {@link FileFuzzTest} starts from and has found, in every build. */
public class FuzzRegressionTest {

  @Test
  void read_inputsOfTheFuzzer_endInTensorsOrOneException() throws Exception {
    List<Path> inputs = inputs(FileFuzzTest.class);
    assertThat(inputs).isNotEmpty();
    for (Path input : inputs) {
      byte[] file = Files.readAllBytes(input);
      for (CheckpointReader reader : Formats.all()) {
        Mutations.holdOne(reader, "fuzz", file, input.toString());
      }
    }
  }

  /** The files that a fuzz test starts from and has found. */
  public static List<Path> inputs(Class<?> fuzzTest) throws Exception {
    String folder = fuzzTest.getSimpleName() + "Inputs";
    URL url = Objects.requireNonNull(fuzzTest.getResource(folder), folder);
    try (Stream<Path> files = Files.walk(Path.of(url.toURI()))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
