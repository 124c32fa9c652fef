package dev.sonde.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.app.Main;
import dev.sonde.app.output.Console;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Cnn;
import dev.sonde.network.model.Network;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code eval}, {@code ablate}, {@code patch} and {@code inspect} of networks that do not add. */
class AnyNetworkCommandsTest {

  @TempDir Path folder = Path.of("");
  private String cnn = "";
  private String images = "";
  private String labels = "";
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void make() throws IOException {
    cnn = folder.resolve("cnn.safetensors").toString();
    try (var network =
        Network.create(
            Cnn.initialisationStudy(Shape.of(3, 16, 16), 4), new Initialiser.KaimingNormal(), 1)) {
      network.save(Path.of(cnn), Map.of());
    }
    images = images("images.npy", 10, 2);
    labels = folder.resolve("labels.txt").toString();
    Files.write(Path.of(labels), List.of("0", "1", "2", "3", "0", "1", "2", "3", "0", "1"));
  }

  private String images(String name, int count, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[count * 3 * 16 * 16];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (float) random.nextDouble();
    Path file = folder.resolve(name);
    NpyWriter.write(Tensor.ofFloats("x", Shape.of(count, 3, 16, 16), pixels), file);
    return file.toString();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(new Console(new PrintWriter(out), new PrintWriter(err), false, 100), arguments);
  }

  private JsonNode json(String... arguments) {
    assertThat(run(arguments)).as(err.toString()).isZero();
    return new JsonMapper().readTree(out.toString());
  }

  @Test
  void eval_countsClassesAndConfusion() {
    JsonNode found = json("eval", cnn, "--input", images, "--labels", labels, "--json");
    assertThat(found.path("n").asInt()).isEqualTo(10);
    assertThat(found.path("classes").size()).isEqualTo(4);
    int right = 0;
    int all = 0;
    for (int label = 0; label < 4; label++) {
      right += found.path("confusion").path(label).path(label).asInt();
      all += found.path("classes").path(label).path("n").asInt();
    }
    assertThat(all).isEqualTo(10);
    assertThat(found.path("accuracy").asDouble()).isCloseTo(right / 10.0, within(1e-12));
    assertThat(found.path("calibration").path("bins").size()).isEqualTo(15);
  }

  @Test
  void eval_ofSeveral_saysTheirSpread() {
    JsonNode found = json("eval", cnn, cnn, "--input", images, "--labels", labels, "--json");
    assertThat(found.path("loss").path("n").asInt()).isEqualTo(2);
    assertThat(found.path("loss").path("sd").asDouble()).isZero();
    assertThat(found.path("networks").size()).isEqualTo(2);
  }

  @Test
  void eval_ofAPublishedNetwork_isItsAccuracy() {
    String model = SharedData.path("onnx/resnet20-cifar10.onnx").toString();
    String data = SharedData.path("cifar10/test-1000.bin").toString();
    JsonNode found = json("eval", model, "--input", data, "--json");
    assertThat(found.path("accuracy").asDouble()).isEqualTo(.915);
  }

  @Test
  void ablate_isTheSameTwice_besideItsControl() {
    String[] line = {
      "ablate",
      cnn,
      "--site",
      "conv2",
      "--site",
      "conv1",
      "--input",
      images,
      "--labels",
      labels,
      "--group",
      "0-3",
      "--controls",
      "4",
      "--json"
    };
    JsonNode found = json(line);
    assertThat(json(line).path("effects")).isEqualTo(found.path("effects"));
    double before = Double.POSITIVE_INFINITY;
    for (JsonNode effect : found.path("effects")) {
      assertThat(effect.path("loss").asDouble()).isLessThanOrEqualTo(before);
      before = effect.path("loss").asDouble();
      assertThat(effect.path("control").has("loss_deviation")).isTrue();
    }
    assertThat(found.path("base").path("n").asInt()).isEqualTo(10);
  }

  @Test
  void patch_bringsAllBackAtTheLastSite() throws IOException {
    String clean = images("clean.npy", 1, 3);
    String corrupted = images("corrupted.npy", 1, 4);
    JsonNode found =
        json(
            "patch",
            cnn,
            "--clean",
            clean,
            "--corrupted",
            corrupted,
            "--site",
            "fc2",
            "--answer",
            "1",
            "--wrong",
            "2",
            "--json");
    JsonNode whole = found.path("effects").path(0);
    assertThat(whole.path("part").asInt()).isEqualTo(-1);
    assertThat(whole.path("recovered").asDouble()).isCloseTo(1, within(1e-3));
    assertThat(whole.path("estimated").asDouble()).isCloseTo(1, within(1e-3));
  }

  @Test
  void inspect_withInputs_countsDeadUnits() {
    JsonNode found = json("inspect", cnn, "--input", images, "--json");
    JsonNode site = found.path("sites").path(0);
    assertThat(site.path("units").asInt()).isEqualTo(16);
    assertThat(site.path("multiplications").asLong()).isPositive();
    assertThat(found.path("modules").path(0).path("parameters").asLong()).isPositive();
  }

  @Test
  void whatIsMissing_isSaid() {
    assertThat(run("eval", cnn, "--input", images)).isEqualTo(2);
    assertThat(err.toString()).contains("--labels");
    assertThat(run("eval", cnn, "--task", "addition", "--input", images)).isEqualTo(2);
    assertThat(run("ablate", cnn, "--input", images, "--labels", labels)).isEqualTo(2);
    assertThat(err.toString()).contains("site");
    assertThat(run("patch", cnn, "--clean", "words", "--corrupted", images)).isEqualTo(2);
    assertThat(err.toString()).contains("words");
  }
}
