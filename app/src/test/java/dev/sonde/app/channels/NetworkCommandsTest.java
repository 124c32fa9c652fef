package dev.sonde.app.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.app.Main;
import dev.sonde.app.StoppedWork;
import dev.sonde.app.output.Console;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.checkpoint.pause.StoppedException;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Cnn;
import dev.sonde.network.model.Network;
import dev.sonde.question.Work;
import dev.sonde.question.channels.ChannelsQuestion;
import dev.sonde.question.channels.ChannelsSettings;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code inspect}, {@code tap} and {@code channels}. */
class NetworkCommandsTest {

  @TempDir Path folder = Path.of("");
  private Path cnn = Path.of("");
  private Path images = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void make() throws IOException {
    cnn = folder.resolve("cnn.safetensors");
    var model = Cnn.initialisationStudy(Shape.of(3, 16, 16), 4);
    try (var network = Network.create(model, new Initialiser.KaimingNormal(), 1)) {
      network.save(cnn, Map.of());
    }
    SplittableRandom random = new SplittableRandom(2);
    float[] pixels = new float[10 * 3 * 16 * 16];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (float) random.nextDouble();
    images = folder.resolve("images.npy");
    NpyWriter.write(Tensor.ofFloats("x", Shape.of(10, 3, 16, 16), pixels), images);
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, 100);
    return Main.run(console, arguments);
  }

  private JsonNode json(String... arguments) {
    assertThat(run(arguments)).as(err.toString()).isZero();
    return new JsonMapper().readTree(out.toString());
  }

  @Test
  void inspect_listsSitesWithShapes() {
    JsonNode found = json("inspect", cnn.toString(), "--shape", "5,3,16,16", "--json");
    assertThat(found.path("kind").asString()).isEqualTo("feed-forward");
    JsonNode first = found.path("sites").path(0);
    assertThat(first.path("address").asString()).isEqualTo("conv1");
    assertThat(first.path("shape").toString()).isEqualTo("[5,16,16,16]");
    assertThat(found.path("provenance").path("command").asString()).contains("inspect");
    assertThat(run("inspect", cnn.toString(), "--shape", "5;3")).isEqualTo(2);
  }

  @Test
  void inspect_ofAnOnnxModel_namesOperators() {
    String model = SharedData.path("onnx/squeezenet1.1-imagenet.onnx").toString();
    JsonNode found = json("inspect", model, "--json");
    JsonNode conv = found.path("sites").path(1);
    assertThat(conv.path("operator").asString()).isEqualTo("Conv");
    assertThat(conv.path("aliases").toString()).contains("\"conv1\"");
    assertThat(conv.path("shape").toString()).isEqualTo("[1,64,111,111]");
  }

  @Test
  void tap_inBatches_writesWhatOneRunGives() {
    Path whole = folder.resolve("whole.npy");
    Path parts = folder.resolve("parts.npz");
    String[] tap = {"tap", cnn.toString(), "--site", "conv2@relu", "--input", images.toString()};
    assertThat(run(with(tap, "-o", whole.toString()))).as(err.toString()).isZero();
    assertThat(run(with(tap, "-o", parts.toString(), "--batch", "3", "--site", "fc1")))
        .as(err.toString())
        .isZero();
    Tensor one = Checkpoint.open(whole).tensors().getFirst();
    assertThat(one.shape()).isEqualTo(Shape.of(10, 16, 8, 8));
    Checkpoint many = Checkpoint.open(parts);
    assertThat(many.tensor("conv2@relu").toFloats()).containsExactly(one.toFloats(), within(1e-5f));
    assertThat(many.tensor("fc1").shape()).isEqualTo(Shape.of(10, 512));
  }

  private static String[] with(String[] start, String... more) {
    String[] all = java.util.Arrays.copyOf(start, start.length + more.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return all;
  }

  @Test
  void tap_ofGradients_isThatOfTheFollowedClass() {
    Path file = folder.resolve("g.safetensors");
    String[] tap = {"tap", cnn.toString(), "--site", "fc2", "--input", images.toString()};
    assertThat(run(with(tap, "-o", file.toString(), "--gradient", "--class", "2"))).isZero();
    float[] gradient = Checkpoint.open(file).tensor("fc2@grad").toFloats();
    for (int i = 0; i < gradient.length; i++) assertThat(gradient[i]).isEqualTo(i % 4 == 2 ? 1 : 0);
  }

  @Test
  void tap_mistakes_areOneLine() {
    String[] tap = {"tap", cnn.toString(), "--input", images.toString(), "--site"};
    assertThat(run(with(tap, "fc9", "-o", folder.resolve("x.npy").toString()))).isEqualTo(2);
    assertThat(err.toString()).contains("no site matches 'fc9'").contains("fc1");
    assertThat(run(with(tap, "fc1", "-o", folder.resolve("x.txt").toString()))).isEqualTo(2);
    assertThat(err.toString()).contains(".npz").hasLineCount(1);
    assertThat(folder.resolve("x.npy")).doesNotExist();
  }

  @Test
  void tap_ofAnOnnxModel_isAsInOnnxRuntime() {
    String model = SharedData.path("onnx/resnet20-cifar10.onnx").toString();
    String input = SharedData.path("onnx/resnet20-cifar10.input.npy").toString();
    String file = folder.resolve("acts.npy").toString();
    JsonNode found =
        json(
            "tap",
            model,
            "--site",
            "layer3.*.conv2",
            "--input",
            input,
            "-o",
            file,
            "--verify",
            "--json");
    assertThat(found.path("sites").size()).isEqualTo(3);
    for (JsonNode site : found.path("sites")) {
      assertThat(Path.of(site.path("file").asString())).exists();
    }
    assertThat(found.path("differences").path(0).path("difference").asDouble()).isLessThan(1e-4);
  }

  @Test
  void channels_ofABuiltInNetwork_printAndDraw() throws IOException {
    Path figures = folder.resolve("figures");
    JsonNode found =
        json(
            "channels",
            cnn.toString(),
            "--images",
            images.toString(),
            "--normalise",
            "none",
            "--figures",
            figures.toString(),
            "--report",
            folder.resolve("report.html").toString(),
            "--json",
            "--csv",
            folder.resolve("c.csv").toString());
    assertThat(found.path("images").asInt()).isEqualTo(10);
    assertThat(found.path("study").path("layers").size()).isEqualTo(3);
    for (String name : new String[] {"boxes", "sorted", "histograms", "overview"}) {
      assertThat(Files.readString(figures.resolve(name + ".svg"))).contains("absorption");
    }
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("Channels of cnn.safetensors", "Emission varies more", "Friedman", "SHA-256")
        .contains("sonde channels")
        .doesNotContain("NaN");
    assertThat(Files.readAllLines(folder.resolve("c.csv"))).hasSize(1 + 2 * 48);
    String once = out.toString();
    assertThat(run("channels", cnn.toString(), "--images", images.toString(), "--signal", "x"))
        .isEqualTo(2);
    assertThat(once).contains("weighted-logit");
  }

  @Test
  void channels_ofAnOnnxModel_onRealImages() {
    String model = SharedData.path("onnx/resnet20-cifar10.onnx").toString();
    String shown = SharedData.path("cifar10/test-1000.bin").toString();
    JsonNode found = json("channels", model, "--images", shown, "--limit", "100", "--json");
    assertThat(found.path("accuracy").asDouble()).isGreaterThan(.85);
    assertThat(found.path("study").path("layers").size()).isEqualTo(19);
  }

  @Test
  void channelsStoppedInTheMiddle_goOnToTheSameBytes() throws Exception {
    String[] whole = channels("whole", "--json");
    json(whole);
    String right = out.toString();
    for (int batches : new int[] {2, 1}) {
      AtomicInteger asked = new AtomicInteger();
      Work work =
          new StoppedWork(() -> asked.incrementAndGet() > batches, folder.resolve("parts.csv"));
      ChannelsQuestion question = new ChannelsQuestion();
      ChannelsSettings settings =
          question
              .about()
              .codec()
              .read(Map.of("model", cnn.toString(), "images", images.toString(), "batch", "2"));
      assertThatThrownBy(() -> question.answer(settings, work))
          .isInstanceOf(StoppedException.class);
      assertThat(folder.resolve("parts.csv.paused")).exists();
    }
    assertThat(run(channels("parts", "--definition", "paper"))).isEqualTo(2);
    assertThat(err.toString()).contains("with other inputs or settings");
    json(channels("parts", "--json"));
    assertThat(out.toString().replace("parts", "whole")).isEqualTo(right);
    assertThat(folder.resolve("parts.csv")).hasSameBinaryContentAs(folder.resolve("whole.csv"));
    assertThat(folder.resolve("parts.csv.paused")).doesNotExist();
  }

  private String[] channels(String name, String... more) {
    String csv = folder.resolve(name + ".csv").toString();
    return with(
        with(
            new String[] {"channels", cnn.toString(), "--images", images.toString()},
            "--batch",
            "2",
            "--csv",
            csv),
        more);
  }
}
