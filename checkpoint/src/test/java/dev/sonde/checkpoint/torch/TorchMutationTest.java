package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.zip.ZipAssembler;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of damaged files per reader, from several originals each. */
class TorchMutationTest {

  static Stream<Arguments> originals() {
    CheckpointReader zip = new TorchZipReader();
    CheckpointReader legacy = new TorchLegacyReader();
    CheckpointReader script = new TorchScriptReader();
    return Stream.of(
        Arguments.of(zip, "types.zip.pt"),
        Arguments.of(zip, "training.zip.pt"),
        Arguments.of(zip, "unusual.zip.pt"),
        Arguments.of(zip, "protocol4.zip.pt"),
        Arguments.of(zip, "module.zip.pt"),
        Arguments.of(zip, "numpy.protocol2.pt"),
        Arguments.of(zip, "numpy.protocol4.pt"),
        Arguments.of(legacy, "types.legacy.pt"),
        Arguments.of(legacy, "training.legacy.pt"),
        Arguments.of(legacy, "unusual.legacy.pt"),
        Arguments.of(legacy, "protocol4.legacy.pt"),
        Arguments.of(script, "scripted.pt"),
        Arguments.of(script, "traced.pt"));
  }

  @ParameterizedTest
  @MethodSource("originals")
  void read_damagedFiles_endInTensorsOrOneException(CheckpointReader reader, String name)
      throws Exception {
    byte[] original = Files.readAllBytes(TorchGoldenTest.golden(name));
    Mutations.hold(reader, name, original, 1500, name.hashCode());
  }

  /** Damage of a pickle alone: most of what happens to a whole file hits its zip records. */
  @ParameterizedTest
  @MethodSource("originals")
  void read_archivesAroundDamagedPickles_endInTensorsOrOneException(
      CheckpointReader reader, String name) throws Exception {
    if (reader instanceof TorchLegacyReader) return;
    DamagedPickles.hold(reader, name, Files.readAllBytes(TorchGoldenTest.golden(name)), 1500);
  }

  @Test
  void read_damagedCompressedArchive_endsInTensorsOrOneException() throws Exception {
    byte[] original = Files.readAllBytes(TorchGoldenTest.golden("training.zip.pt"));
    ZipAssembler deflated = new ZipAssembler();
    DamagedPickles.entries(original).forEach(deflated::deflated);
    Mutations.hold(new TorchZipReader(), "deflated.pt", deflated.done(), 2000, 3);
  }
}
