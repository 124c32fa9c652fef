package dev.sonde.study.constructed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstructedGroupsTest {

  private static final ConstructedGroups.Settings SMALL = new ConstructedGroups.Settings(2, 32, 7);

  @Test
  void write_sameSeed_givesTheSameBytes(@TempDir Path one, @TempDir Path two) throws Exception {
    ConstructedGroups.write(one, SMALL);
    ConstructedGroups.write(two, SMALL);
    for (String name : new String[] {"plain-1.safetensors", "altered-2.safetensors"}) {
      assertThat(Files.mismatch(one.resolve(name), two.resolve(name))).isEqualTo(-1);
    }
  }

  @Test
  void alteredLayers_areAlteredAsTheySay(@TempDir Path folder) throws Exception {
    ConstructedGroups.write(folder, SMALL);
    Checkpoint altered = Checkpoint.open(folder.resolve("altered-1.safetensors"));
    float[] sparse = altered.tensor("encoder.rnn.weight_ih_l0").toFloats();
    long zeros = 0;
    for (float value : sparse) if (value == 0) zeros++;
    assertThat((double) zeros / sparse.length).isCloseTo(0.4, within(0.04));
    assertThat(deviation(altered.tensor("decoder.rnn.weight_hh_l0").toDoubles()))
        .isCloseTo(0.13, within(0.02));
    assertThat(deviation(widened(sparse))).isCloseTo(0.1, within(0.02));
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) wide[i] = values[i];
    return wide;
  }

  private static double deviation(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElseThrow());
  }
}
