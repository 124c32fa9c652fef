package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.output.Console;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureCommandsTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path model = Path.of("");

  private static Tensor tensor(String address, double std, int... extents) {
    Random random = new Random(address.hashCode());
    long[] shape = new long[extents.length];
    int count = 1;
    for (int i = 0; i < extents.length; i++) {
      shape[i] = extents[i];
      count *= extents[i];
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = (float) (std * random.nextGaussian());
    return Tensor.ofFloats(address, Shape.of(shape), values);
  }

  private Path write(String name, List<Tensor> tensors) throws IOException {
    Path file = folder.resolve(name);
    Checkpoint.of(file, tensors, Map.of()).write(file);
    return file;
  }

  @BeforeEach
  void model() throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < 8; i++) tensors.add(tensor("layer." + i + ".weight", 0.1, 24, 16));
    tensors.add(tensor("layer.bias", 0.01, 24));
    tensors.add(Tensor.ofFloats("empty", Shape.of(0, 4), new float[0]));
    tensors.add(Tensor.ofFloats("steps", Shape.of(), new float[] {7}));
    model = write("model.safetensors", tensors);
  }

  private int sonde(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) words[i] = arguments[i].toString();
    return Main.run(new Console(new PrintWriter(out), new PrintWriter(err), false, 100), words);
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  @Test
  void drawing_forPrint_hasTheWidthLettersAndNoTitle_andWrongWidthsAreRefused() throws IOException {
    Object[] hist = {"hist", model, "layer.0.weight", "layer.1.weight", "-o", at("p.svg")};
    assertThat(sonde(hist)).isZero();
    assertThat(Files.readString(at("p.svg"))).contains("Values of 2 tensors");
    List<Object> print = new ArrayList<>(List.of(hist));
    print.addAll(List.of("--width", "85mm", "--font", "Georgia", "--no-title"));
    assertThat(sonde(print.toArray())).isZero();
    assertThat(Files.readString(at("p.svg")))
        .contains("width=\"321.26\"", "Georgia")
        .doesNotContain("Values of 2 tensors");
    print.set(print.indexOf("85mm"), "8in");
    assertThat(sonde(print.toArray())).isEqualTo(2);
    assertThat(err.toString()).contains("--width '8in': from 40mm to 1000mm");
  }

  @Test
  void heatmap_isWrittenInEveryFormat_theSameEachTime() throws IOException {
    for (String ending : List.of("svg", "png", "pdf")) {
      assertThat(sonde("heatmap", model, "layer.3.weight", "-o", at("a." + ending))).isZero();
      assertThat(sonde("heatmap", model, "layer.3.weight", "-o", at("b." + ending))).isZero();
      assertThat(Files.readAllBytes(at("b." + ending)))
          .isEqualTo(Files.readAllBytes(at("a." + ending)));
    }
    assertThat(Files.readString(at("a.svg")))
        .contains("layer.3.weight")
        .contains("24 × 16, 384 values");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void heatmap_wrongRequests_areOneLineAndExitCode2() {
    assertThat(sonde("heatmap", model, "layer.*.weight", "-o", at("a.svg"))).isEqualTo(2);
    assertThat(sonde("heatmap", model, "layer.9.weight", "-o", at("a.svg"))).isEqualTo(2);
    assertThat(sonde("heatmap", model, "empty", "-o", at("a.svg"))).isEqualTo(2);
    assertThat(sonde("heatmap", model, "steps", "-o", at("a.gif"))).isEqualTo(2);
    assertThat(sonde("heatmap", model, "steps", "-o", at("a.svg"), "--cells", "0")).isEqualTo(2);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("matches 8 tensors"),
            line -> assertThat(line).contains("no tensor matches 'layer.9.weight'"),
            line -> assertThat(line).contains("'empty' is empty"),
            line -> assertThat(line).contains(".svg, .png, .pdf"),
            line -> assertThat(line).contains("--cells: 0, must be 1 to 4096"));
    assertThat(at("a.svg")).doesNotExist();
  }

  @Test
  void hist_overlaysFew_andMakesARidgelineOfMany() throws IOException {
    assertThat(sonde("hist", model, "layer.0.weight", "layer.1.weight", "-o", at("few.svg")))
        .isZero();
    assertThat(Files.readString(at("few.svg")))
        .contains("Values of 2 tensors")
        .contains("share of values per bin");
    assertThat(sonde("hist", model, "layer.*.weight", "-o", at("many.svg"))).isZero();
    assertThat(Files.readString(at("many.svg"))).contains("Each ridge is scaled to its own peak");
    assertThat(sonde("hist", model, "layer.0.weight", "--ridgeline", "-o", at("one.svg"))).isZero();
    assertThat(Files.readString(at("one.svg"))).contains("Each ridge");
    assertThat(sonde("hist", model, "layer.0.weight", "--log", "-o", at("log.svg"))).isZero();
    assertThat(sonde("hist", model, "layer.*.weight", "--log", "-o", at("x.svg"))).isEqualTo(2);
    assertThat(sonde("hist", model, "empty", "steps", "-o", at("empty.svg"))).isZero();
  }

  @Test
  void hist_ofSeveralFiles_namesThem() throws IOException {
    Path other = write("other.safetensors", List.of(tensor("layer.0.weight", 0.3, 24, 16)));
    assertThat(sonde("hist", model, "layer.0.weight", "--file", other, "-o", at("two.svg")))
        .isZero();
    assertThat(Files.readString(at("two.svg")))
        .contains("layer.0.weight, model.safetensors")
        .contains("layer.0.weight, other.safetensors");
    assertThat(sonde("hist", model, "layer.1.weight", "--file", other, "-o", at("x.svg")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("other.safetensors: no tensor matches 'layer.1.weight'");
  }

  @Test
  void figures_hostileAddresses_stayInTheFolderAndAreAllListed() throws IOException {
    List<String> addresses =
        List.of(
            "../../../escape",
            "/absolute",
            "a/b",
            "a_b",
            "<script>alert(1)</script>",
            "x".repeat(400),
            "..",
            "nul\u0000l");
    Path hostile =
        write("hostile.safetensors", addresses.stream().map(a -> tensor(a, 1, 3, 3)).toList());
    assertThat(sonde("figures", hostile, "-d", at("deep/figures"))).isZero();
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(f -> f.startsWith(at("deep/figures")) || folder.equals(f.getParent()))
          .hasSize(2 + 2 * addresses.size() + 1);
    }
    String index = Files.readString(at("deep/figures/index.html"));
    assertThat(index)
        .contains("8 tensors")
        .doesNotContain("<script>alert")
        .contains("../../../escape");
    assertThat(index.split("<li>")).hasSize(9);
  }

  @Test
  void figures_emptyTensorsAreSaid_andOnlyMatchesDrawn() throws IOException {
    assertThat(sonde("figures", model, "-d", at("all"), "--format", "png")).isZero();
    assertThat(Files.readString(at("all/index.html"))).contains("empty, nothing to draw");
    assertThat(sonde("figures", model, "-d", at("some"), "--match", "layer.1.*")).isZero();
    try (var files = Files.list(at("some"))) {
      assertThat(files.map(f -> f.getFileName().toString()).sorted())
          .containsExactly(
              "0000-layer.1.weight.heatmap.svg", "0000-layer.1.weight.hist.svg", "index.html");
    }
  }

  @Test
  void report_saysWhatStandsOut_theSameEachTime() throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < 6; i++) tensors.add(tensor("layer." + i + ".weight", 0.1, 24, 16));
    float[] bad = new float[384];
    bad[5] = Float.NaN;
    bad[6] = 3;
    tensors.add(Tensor.ofFloats("broken.weight", Shape.of(24, 16), bad));
    Path file = write("bad.safetensors", tensors);
    assertThat(sonde("report", file, "-o", at("report.html"))).isZero();
    String html = Files.readString(at("report.html"));
    assertThat(html)
        .contains(
            "broken.weight holds values that are not finite: 1 NaN and 0 infinite among 384"
                + " values.")
        .contains("23 of 24 rows are zero")
        .contains("SHA-256 ")
        .contains("<code>sonde report ");
    assertThat(sonde("report", file, "-o", at("report.html"))).isZero();
    assertThat(Files.readString(at("report.html"))).isEqualTo(html);
  }

  @Test
  void report_ofSeveralFiles_hasASectionForEach() throws IOException {
    Path other = write("other.safetensors", List.of(tensor("x", 1, 5, 5)));
    assertThat(sonde("report", model, other, "-o", at("two.html"))).isZero();
    assertThat(Files.readString(at("two.html")))
        .contains("Tensors of " + model)
        .contains("Tensors of " + other);
  }
}
