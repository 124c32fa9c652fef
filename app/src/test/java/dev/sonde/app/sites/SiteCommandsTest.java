package dev.sonde.app.sites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.app.Main;
import dev.sonde.app.StoppedWork;
import dev.sonde.app.command.SmallGraph;
import dev.sonde.app.output.Console;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.checkpoint.pause.PausedFile;
import dev.sonde.checkpoint.pause.StoppedException;
import dev.sonde.question.networks.tap.TapQuestion;
import dev.sonde.question.networks.tap.TapSettings;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.images.ImageSettings;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands at sites of ONNX models: {@code tap}, and {@code project --site}. */
class SiteCommandsTest {
  private static final int COUNT = 23;

  @TempDir Path folder;
  private Path model = Path.of("");
  private Path inputs = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void make() throws IOException {
    model = SmallGraph.write(folder.resolve("small.onnx"), 0);
    Random random = new Random(1);
    float[] values = new float[COUNT * 5];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    inputs = folder.resolve("x.npy");
    NpyWriter.write(Tensor.ofFloats("x", Shape.of(COUNT, 5), values), inputs);
  }

  private Console console() {
    return new Console(new PrintWriter(out), new PrintWriter(err, true), false, 100);
  }

  private int run(Object... arguments) {
    err.getBuffer().setLength(0);
    return Main.run(console(), Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  private Path map(String name, Object... more) throws IOException {
    Path map = folder.resolve(name);
    Object[] fixed = {"project", "-o", map, "--method", "pca"};
    Object[] all = Stream.concat(Stream.of(fixed), Stream.of(more)).toArray();
    assertThat(run(all)).as(err.toString()).isZero();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(Path::toString))
          .noneMatch(file -> file.matches(".*\\.(values|parts|paused)"));
    }
    return map;
  }

  private static float[] numbers(Path file) {
    return Checkpoint.open(file).tensors().getFirst().toFloats();
  }

  @Test
  void project_ofASite_isTheProjectionOfWhatTapWrites() throws IOException {
    Path tapped = folder.resolve("tapped.npy");
    assertThat(run("tap", model, "--site", "fc1", "--input", inputs, "-o", tapped)).isZero();
    byte[] right = Files.readAllBytes(map("a.npy", tapped));
    assertThat(numbers(folder.resolve("a.npy"))).hasSize(2 * COUNT);
    Path direct = map("b.npy", model, "--site", "fc1", "--input", inputs);
    assertThat(Files.readAllBytes(direct)).isEqualTo(right);
    Path named = map("c.npy", model, "--site", "hidden", "--input", "x=" + inputs, "--batch", 4);
    assertThat(numbers(named)).containsExactly(numbers(direct), within(1e-5f));
  }

  @Test
  void graphsOfOneExampleAtATime_areRunOneByOne_andOthersByWhatTheyTake() throws IOException {
    Path whole = folder.resolve("whole.npy");
    assertThat(run("tap", model, "--site", "fc2", "--input", inputs, "-o", whole)).isZero();
    for (int fixed : new int[] {1, COUNT}) {
      Path one = SmallGraph.write(folder.resolve("fixed.onnx"), fixed);
      Path tapped = folder.resolve("one.npy");
      assertThat(run("tap", one, "--site", "fc2", "--input", inputs, "-o", tapped))
          .as(err.toString())
          .isZero();
      assertThat(numbers(tapped)).containsExactly(numbers(whole), within(1e-5f));
      map("fixed.npy", one, "--site", "fc2", "--input", inputs);
    }
    Path two = SmallGraph.write(folder.resolve("two.onnx"), 2);
    assertThat(run("tap", two, "--site", "fc2", "--input", inputs, "-o", folder.resolve("y.npy")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("[2, 5]").contains("[23, 5]").hasLineCount(1);
  }

  @Test
  void siteWhoseRowsAreNoExamples_isRefused_unlessAllRunAtOnce() {
    Path file = folder.resolve("turned.npy");
    Object[] tap = {"tap", model, "--site", "turned", "--input", inputs, "-o", file, "--batch"};
    assertThat(run(Stream.concat(Stream.of(tap), Stream.of(8)).toArray())).isEqualTo(2);
    assertThat(err.toString())
        .contains("site 'turned'")
        .contains("all 23 in one batch")
        .contains("--batch")
        .hasLineCount(1);
    assertThat(run(Stream.concat(Stream.of(tap), Stream.of(23)).toArray())).isZero();
    assertThat(Checkpoint.open(file).tensors().getFirst().shape()).isEqualTo(Shape.of(8, 23));
    Path map = folder.resolve("m.npy");
    assertThat(run("project", model, "--site", "turned", "--input", inputs, "-o", map))
        .isEqualTo(2);
    assertThat(err.toString()).contains("its first axis does not count examples").hasLineCount(1);
    assertThat(run("project", model, "--site", "fc*", "--input", inputs, "-o", map)).isEqualTo(2);
    assertThat(err.toString())
        .contains("matches 2 sites (hidden [23, 8], logits [23, 3]); give one");
    assertThat(folder.resolve("m.npy.values")).doesNotExist();
  }

  @Test
  void examplesThatChangeEachOther_runAtOnce() throws IOException {
    Path centring = SmallGraph.writeCentring(folder.resolve("centring.onnx"));
    Path file = folder.resolve("y.npy");
    Object[] tap = {"tap", centring, "--site", "y", "--input", inputs, "--batch", 4, "-o", file};
    assertThat(run(Stream.concat(Stream.of(tap), Stream.of("--verify")).toArray())).isZero();
    assertThat(out.toString()).contains("for 23 examples", "all 23 run");
    float[] found = numbers(file);
    float[] x = numbers(inputs);
    for (int column = 0; column < 5; column++) {
      double mean = 0;
      for (int row = 0; row < COUNT; row++) mean += x[row * 5 + column] / (double) COUNT;
      for (int row = 0; row < COUNT; row++) {
        int at = row * 5 + column;
        assertThat(found[at]).isCloseTo((float) (x[at] - mean), within(1e-5f));
      }
    }
    map("m.npy", centring, "--site", "y", "--input", inputs, "--batch", 4);
    assertThat(err.toString()).contains("all 23 run in one batch");
    // Where the site itself does not change, nobody has to say anything.
    out.getBuffer().setLength(0);
    assertThat(run("tap", centring, "--site", "x", "--input", inputs, "--batch", 4, "-o", file))
        .isZero();
    assertThat(out.toString()).doesNotContain("all 23 run");
  }

  @Test
  void inputsThatCannotBe_areOneLine() throws IOException {
    Path file = folder.resolve("y.npy");
    Path none = folder.resolve("none.npy");
    NpyWriter.write(Tensor.ofFloats("x", Shape.of(0, 5), new float[0]), none);
    assertThat(run("tap", model, "--site", "fc1", "--input", none, "-o", file)).isEqualTo(2);
    assertThat(err.toString()).contains("none.npy: holds no examples").hasLineCount(1);
    assertThat(run("tap", model, "--site", "fc1", "--input", inputs, "-o", file, "--memory", "1K"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("are allowed").hasLineCount(1);
    assertThat(run("tap", model, "--site", "fc1", "--input", inputs, "-o", file, "--memory", "x"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("'x' is no amount of memory").hasLineCount(1);
  }

  @Test
  void fileWithAnEqualsSign_isAFileWhereNoInputHasThatName() throws IOException {
    Path file = folder.resolve("y.npy");
    Path named = Files.copy(inputs, folder.resolve("set=1.npy"));
    assertThat(run("tap", model, "--site", "fc1", "--input", named, "-o", file)).isZero();
    assertThat(numbers(file)).hasSize(8 * COUNT);
  }

  @Test
  void tapStoppedInTheMiddle_goesOnToTheSameBytes() throws IOException {
    for (String ending : List.of("safetensors", "npz")) {
      Path whole = folder.resolve("whole." + ending);
      Path file = folder.resolve("acts." + ending);
      Object[] tap = {"tap", model, "--site", "fc*", "--input", inputs, "--batch", 4, "-o"};
      assertThat(run(Stream.concat(Stream.of(tap), Stream.of(whole)).toArray())).isZero();
      stopAfter(2, file);
      stopAfter(1, file);
      // A batch that was written after the last save does not count.
      Path part = file.resolveSibling(file.getFileName() + ".parts").resolve("0.raw");
      assertThat(Files.size(part)).isEqualTo(3 * 4 * 8 * 4);
      Files.write(part, new byte[100], java.nio.file.StandardOpenOption.APPEND);
      assertThat(run(Stream.concat(Stream.of(tap), Stream.of(file)).toArray()))
          .as(err.toString())
          .isZero();
      assertThat(file).hasSameBinaryContentAs(whole);
      assertThat(PausedFile.beside(file)).doesNotExist();
      assertThat(part.getParent()).doesNotExist();
    }
  }

  private void stopAfter(int batches, Path target) {
    TapSettings settings =
        SettingsCodec.of(TapSettings.class)
            .readAll(
                Map.of(
                    "model", List.of(model.toString()),
                    "site", List.of("fc*"),
                    "input", List.of(inputs.toString()),
                    "batch", List.of("4")));
    AtomicInteger asked = new AtomicInteger();
    StoppedWork work = new StoppedWork(() -> asked.incrementAndGet() > batches, target);
    assertThatThrownBy(() -> new TapQuestion().answer(settings, work))
        .isInstanceOf(StoppedException.class);
    assertThat(target).doesNotExist();
    assertThat(PausedFile.beside(target)).exists();
  }

  @Test
  void stoppedTapOfOtherInputs_isNotTaken_andALostPartIsNoticed() throws IOException {
    Path target = folder.resolve("acts.safetensors");
    stopAfter(2, target);
    Object[] tap = {"tap", model, "--site", "fc*", "--input", inputs, "-o", target, "--batch"};
    assertThat(run(Stream.concat(Stream.of(tap), Stream.of(5)).toArray())).isEqualTo(2);
    assertThat(err.toString()).contains("with other inputs or settings").hasLineCount(1);
    Files.write(folder.resolve("acts.safetensors.parts/1.raw"), new byte[3]);
    assertThat(run(Stream.concat(Stream.of(tap), Stream.of(4)).toArray())).isEqualTo(2);
    assertThat(err.toString()).contains("holds no saved progress of a tap of a network");
  }

  @Test
  void project_ofResNet20_isTapThenProject() throws IOException {
    Path resnet = SharedData.path("onnx/resnet20-cifar10.onnx");
    Images images = Images.open(SharedData.path("cifar10/test-1000.bin"), ImageSettings.defaults());
    float[] pixels = images.range(0, 60);
    Normalisation.imageNet().apply(pixels, images.shape());
    Path shown = folder.resolve("images.npy");
    NpyWriter.write(Tensor.ofFloats("x", Shape.of(60, 3, 32, 32), pixels), shown);
    Path tapped = folder.resolve("tapped.npy");
    String site = "layer3.2.conv2";
    assertThat(run("tap", resnet, "--site", site, "--input", shown, "-o", tapped))
        .as(err.toString())
        .isZero();
    byte[] right = Files.readAllBytes(map("a.npy", tapped));
    Path direct = map("b.npy", resnet, "--site", site, "--input", shown);
    assertThat(Files.readAllBytes(direct)).isEqualTo(right);
  }
}
