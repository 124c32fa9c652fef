package dev.sonde.checkpoint.torch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.pickle.PickleAssembler;

/**
 * Coverage-guided fuzzing of the pickle machine and of what is made of its values, in a sound
 * archive. Run it as {@code FileFuzzTest}, with {@code -Dtest=PickleFuzzTest}.
 */
class PickleFuzzTest {

  @FuzzTest(maxDuration = "5m")
  void read_anyPickle_endsInTensorsOrOneException(byte[] pickle) {
    Mutations.holdOutcome(new TorchZipReader(), "fuzz", archive(pickle), "fuzzed");
  }

  static byte[] archive(byte[] pickle) {
    return TorchFiles.zip(new PickleAssembler().bytes(pickle));
  }
}
