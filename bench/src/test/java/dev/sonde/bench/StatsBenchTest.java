package dev.sonde.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.app.output.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatsBenchTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return BenchMain.run(
        new Console(new PrintWriter(out, true), new PrintWriter(err, true), false, 100), arguments);
  }

  @Test
  void stats_measuresEveryContender_andLeavesNoLargeFile() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "no gcc: the loop in C is not run");
    String dir = folder.toString();
    int code =
        run("stats", "--json", "--size", "64", "--rounds", "1", "--dir", dir, "--peers", dir);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    JsonNode types = JsonMapper.shared().readTree(out.toString()).path("types");
    assertThat(types.size()).isEqualTo(3);
    for (JsonNode type : types) {
      assertThat(type.path("bytes").asLong()).isEqualTo(64 << 20);
      assertThat(type.path("loop_rate").asDouble()).isPositive();
      assertThat(type.path("sonde_rate").asDouble()).isPositive();
      assertThat(type.path("share_of_loop").asDouble()).isPositive();
      assertThat(type.path("peak_mb").asDouble()).isPositive();
      assertThat(type.path("numpy_rate").isNull()).isTrue();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(path -> path.toString().endsWith(".safetensors"))).isEmpty();
    }
  }

  @Test
  void mistakes_areOneLine() {
    assertThat(run("stats", "--size", "1", "--dir", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("sonde bench: --size 1: at least 64\n");
  }

  @Test
  void ratios_areMediansOfPairs() {
    var a = Stream.of(1.0, 20.0, 3.0).map(cpu -> new Timing(0, cpu, 0)).toList();
    var b = Stream.of(2.0, 10.0, 3.0).map(cpu -> new Timing(0, cpu, 0)).toList();
    assertThat(Timing.ratio(a, b, Timing::cpu)).isEqualTo(1);
    assertThat(Timing.median(a.subList(0, 2), Timing::cpu)).isEqualTo(10.5);
  }
}
