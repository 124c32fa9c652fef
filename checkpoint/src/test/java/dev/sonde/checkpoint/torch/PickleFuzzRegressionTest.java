package dev.sonde.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.FuzzRegressionTest;
import dev.sonde.checkpoint.Mutations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Repeats what {@link PickleFuzzTest} starts from and has found, in every build. */
class PickleFuzzRegressionTest {

  @Test
  void read_inputsOfTheFuzzer_endInTensorsOrOneException() throws Exception {
    List<Path> inputs = FuzzRegressionTest.inputs(PickleFuzzTest.class);
    assertThat(inputs).isNotEmpty();
    for (Path input : inputs) {
      byte[] file = PickleFuzzTest.archive(Files.readAllBytes(input));
      Mutations.holdOne(new TorchZipReader(), "fuzz", file, input.toString());
    }
  }
}
