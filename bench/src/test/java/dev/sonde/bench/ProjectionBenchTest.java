package dev.sonde.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.output.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProjectionBenchTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bench(String... arguments) {
    return BenchMain.run(
        new Console(new PrintWriter(out), new PrintWriter(err, true), false, 100), arguments);
  }

  /** 300 pictures of 8 × 8 in IDX. */
  private Path pictures() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16 + 300 * 64);
    bytes.putInt(0x803).putInt(300).putInt(8).putInt(8);
    for (int i = 0; i < 300; i++) {
      for (int p = 0; p < 64; p++) bytes.put((byte) (i * 31 + p * (i % 7) + p * p));
    }
    return Files.write(folder.resolve("pictures.idx"), bytes.array());
  }

  @Test
  void tsne_alone_measuresTimeAndQuality() throws IOException {
    assertThat(
            bench(
                "tsne",
                "--pictures",
                pictures().toString(),
                "--counts",
                "300",
                "--alone",
                "--json"))
        .as(err.toString())
        .isZero();
    JsonNode row = JsonMapper.shared().readTree(out.toString()).path("rows").path(0);
    assertThat(row.path("vectors").asInt()).isEqualTo(300);
    assertThat(row.path("made").asBoolean()).isFalse();
    assertThat(row.path("sonde").path("trustworthiness").asDouble()).isGreaterThan(.8);
    assertThat(row.path("sonde").path("neighbour_recall").asDouble()).isEqualTo(1);
    assertThat(row.path("runs").path("sonde").path(0).path("cpu").asDouble()).isPositive();
  }

  @Test
  void tsne_tooFewPictures_isSaid() throws IOException {
    assertThat(bench("tsne", "--pictures", pictures().toString(), "--counts", "301")).isEqualTo(2);
    assertThat(err.toString()).contains("has 300 pictures, not 301");
  }

  @Test
  void trees_noRounds_isRefused() {
    assertThat(bench("trees", "--rounds", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--rounds 0: at least 1");
  }
}
