package dev.sonde.checkpoint;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sonde.checkpoint.reader.CheckpointReader;

/**
 * Coverage-guided fuzzing of every registered reader over whole files. Not part of the build; run
 * it with
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl checkpoint -am verify -Dtest=FileFuzzTest -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * for five minutes; the corpus stays in {@code checkpoint/.cifuzz-corpus}, so that running it again
 * goes on. What it finds it leaves in {@code FileFuzzTestInputs} among the test resources, where
 * {@link FuzzRegressionTest} picks it up in every build.
 */
class FileFuzzTest {

  @FuzzTest(maxDuration = "5m")
  void read_anyFile_endsInTensorsOrOneException(byte[] file) {
    for (CheckpointReader reader : Formats.all())
      Mutations.holdOutcome(reader, "fuzz", file, "fuzzed");
  }
}
