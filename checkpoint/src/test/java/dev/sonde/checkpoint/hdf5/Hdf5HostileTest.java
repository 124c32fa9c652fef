package dev.sonde.checkpoint.hdf5;

import dev.sonde.checkpoint.Mutations;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hdf5HostileTest {

  static List<String> names() {
    return Goldens.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void read_damagedFiles_endInTensorsOrOneException(String name) {
    int rounds = name.startsWith("small") ? 4000 : 150;
    Mutations.hold(new EverythingReader(false), name, Goldens.file(name), rounds, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"small-narrow.h5", "small-latest.h5"})
  void read_damagedFilesWithChecksums_endInTensorsOrOneException(String name) {
    Mutations.hold(new EverythingReader(true), name, Goldens.file(name), 1000, 2);
  }
}
