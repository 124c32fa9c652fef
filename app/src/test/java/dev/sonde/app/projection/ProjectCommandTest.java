package dev.sonde.app.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.app.Main;
import dev.sonde.app.StoppedWork;
import dev.sonde.app.output.Console;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.checkpoint.pause.PausedFile;
import dev.sonde.checkpoint.pause.StoppedException;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.Mlp;
import dev.sonde.network.model.Network;
import dev.sonde.question.Work;
import dev.sonde.question.projection.ProjectQuestion;
import dev.sonde.question.projection.ProjectSettings;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProjectCommandTest {
  private static final int COUNT = 150;

  @TempDir private Path folder;
  private Path vectors = Path.of("");
  private Path labels = Path.of("");
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  /** Three clouds in five dimensions. */
  @BeforeEach
  void write() throws IOException {
    Random random = new Random(6);
    float[] values = new float[COUNT * 5];
    List<String> words = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      for (int k = 0; k < 5; k++) {
        values[i * 5 + k] = (float) (random.nextGaussian() + (k == i % 3 ? 8 : 0));
      }
      words.add(List.of("cat", "dog", "<b>bird</b>").get(i % 3));
    }
    vectors = folder.resolve("vectors.npy");
    NpyWriter.write(Tensor.ofFloats("vectors", Shape.of(COUNT, 5), values), vectors);
    labels = Files.write(folder.resolve("labels.txt"), words);
  }

  private Console console() {
    out = new StringWriter();
    err = new StringWriter();
    return new Console(new PrintWriter(out, true), new PrintWriter(err, true), false, 100);
  }

  private int run(Object... arguments) {
    List<String> line = new ArrayList<>(List.of("project"));
    for (Object argument : arguments) line.add(argument.toString());
    return Main.run(console(), line.toArray(String[]::new));
  }

  private static float[] coordinates(Path npy) {
    return Checkpoint.open(npy).tensors().getFirst().toFloats();
  }

  @Test
  void json_hasEveryMeasure_andTheSameCommandGivesTheSameBytes() throws IOException {
    Path map = folder.resolve("map.npy");
    Path svg = folder.resolve("map.svg");
    assertThat(run(vectors, "--labels", labels, "-o", map, "--figure", svg, "--json"))
        .as(err.toString())
        .isZero();
    JsonNode json = JsonMapper.shared().readTree(out.toString());
    assertThat(json.path("n").asInt()).isEqualTo(COUNT);
    assertThat(json.path("method").asString()).isEqualTo("tsne");
    assertThat(json.path("seconds").asDouble()).isPositive();
    assertThat(json.path("kl").asDouble()).isBetween(0.0, 2.0);
    assertThat(json.path("trustworthiness").asDouble()).isBetween(.8, 1.0);
    assertThat(json.path("continuity").asDouble()).isBetween(.8, 1.0);
    assertThat(json.path("neighbourhood_hit_before").asDouble()).isGreaterThan(.95);
    assertThat(json.path("neighbourhood_hit").asDouble()).isGreaterThan(.95);
    assertThat(json.path("neighbour_recall").asDouble()).isEqualTo(1);
    assertThat(json.path("provenance").path("inputs")).hasSize(2);
    assertThat(Files.readString(svg)).contains("&lt;b&gt;bird&lt;/b&gt;").doesNotContain("<b>");
    byte[] first = Files.readAllBytes(map);
    assertThat(run(vectors, "-o", map, "--threads", "1")).isZero();
    assertThat(Files.readAllBytes(map)).isEqualTo(first);
    assertThat(coordinates(map)).hasSize(2 * COUNT);
    assertThat(PausedFile.beside(map)).doesNotExist();
  }

  @Test
  void everyMethod_writesCoordinates_asCsvAndParquetToo() throws Exception {
    for (String method : List.of("umap", "pca", "mds", "tsne")) {
      Path csv = folder.resolve(method + ".csv");
      assertThat(run(vectors, "--labels", labels, "--method", method, "-o", csv))
          .as(err.toString())
          .isZero();
      assertThat(Files.readAllLines(csv)).hasSize(COUNT + 1);
      assertThat(Files.readAllLines(csv).getFirst()).isEqualTo("point,x,y,label");
      assertThat(out.toString()).contains("trustworthiness (k = 12)");
    }
    Path parquet = folder.resolve("line.parquet");
    assertThat(run(vectors, "--dimensions", 1, "--iterations", 60, "-o", parquet)).isZero();
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement();
        var rows = statement.executeQuery("SELECT count(x), max(point) FROM '" + parquet + "'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(COUNT);
      assertThat(rows.getInt(2)).isEqualTo(COUNT - 1);
    }
  }

  @Test
  void csv_withHeadingAndNames_keepsTheNames() throws IOException {
    Path csv = folder.resolve("words.csv");
    List<String> lines = new ArrayList<>(List.of("word,a,b"));
    for (int i = 0; i < 20; i++) lines.add("w" + i + "," + i + "," + i * i / 7.0);
    Files.write(csv, lines);
    Path map = folder.resolve("map.csv");
    assertThat(run(csv, "--method", "pca", "-o", map)).as(err.toString()).isZero();
    assertThat(Files.readAllLines(map).get(20)).startsWith("w19,");
  }

  /** Says stop when it is asked for the n-th time. */
  private static BooleanSupplier after(int times) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > times;
  }

  private void stopInTheMiddle(Path output, String method) {
    Work work = new StoppedWork(after(13), output);
    ProjectQuestion question = new ProjectQuestion();
    ProjectSettings settings =
        question
            .about()
            .codec()
            .read(Map.of("source", vectors.toString(), "method", method, "iterations", "300"));
    assertThatThrownBy(() -> question.answer(settings, work)).isInstanceOf(StoppedException.class);
    assertThat(PausedFile.beside(output)).exists();
  }

  @Test
  void stoppedInTheMiddle_goesOnToTheSameBytes() throws Exception {
    for (String method : List.of("tsne", "umap")) {
      Path whole = folder.resolve("whole.npy");
      String[] line = {"--method", method, "--iterations", "300"};
      assertThat(run(vectors, "-o", whole, line[0], line[1], line[2], line[3])).isZero();
      Path map = folder.resolve("map.npy");
      stopInTheMiddle(map, method);
      stopInTheMiddle(map, method);
      assertThat(run(vectors, "-o", map, line[0], line[1], line[2], line[3], "--json"))
          .as(err.toString())
          .isZero();
      assertThat(Files.readAllBytes(map)).isEqualTo(Files.readAllBytes(whole));
      assertThat(PausedFile.beside(map)).doesNotExist();
    }
  }

  @Test
  void stateOfOthers_isRefused() throws Exception {
    Path map = folder.resolve("map.npy");
    stopInTheMiddle(map, "tsne");
    assertThat(run(vectors, "-o", map, "--perplexity", 7)).isEqualTo(2);
    assertThat(err.toString()).contains("with other inputs or settings").hasLineCount(1);
    assertThat(run(vectors, "-o", map, "--method", "umap")).isEqualTo(2);
    Files.write(PausedFile.beside(map), new byte[] {1, 2, 3});
    assertThat(run(vectors, "-o", map)).isEqualTo(2);
    assertThat(err.toString()).contains("holds no saved progress of a projection");
    Files.copy(vectors, PausedFile.beside(map), StandardCopyOption.REPLACE_EXISTING);
    assertThat(run(vectors, "-o", map)).isEqualTo(2);
    assertThat(err.toString()).contains("holds no saved progress of a projection");
  }

  @Test
  void site_ofANetwork_isProjected() {
    Path model = folder.resolve("mlp.safetensors");
    try (var network =
        Network.create(
            Mlp.of(5, List.of(8, 6), List.of(), 3), new Initialiser.XavierUniform(1), 1)) {
      network.save(model, Map.of());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Path map = folder.resolve("map.npy");
    assertThat(
            run(model, "--site", "fc2", "--input", vectors, "--method", "pca", "-o", map, "--json"))
        .as(err.toString())
        .isZero();
    JsonNode json = JsonMapper.shared().readTree(out.toString());
    assertThat(json.path("dimensions").asInt()).isEqualTo(6);
    assertThat(json.path("n").asInt()).isEqualTo(COUNT);
    assertThat(run(model, "--site", "fc9", "--input", vectors, "-o", map)).isEqualTo(2);
    assertThat(err.toString()).contains("fc9").contains("fc2");
    assertThat(run(model, "--site", "fc2", "-o", map)).isEqualTo(2);
    assertThat(err.toString()).contains("--site: needs inputs to run the network on");
  }

  @Test
  void mistakes_areOneClearLine() throws IOException {
    Path map = folder.resolve("map.npy");
    assertThat(run(vectors, "-o", folder.resolve("map.txt"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("no ending of a file that this writes: .npy, .csv, .parquet");
    Path few = Files.write(folder.resolve("few.txt"), List.of("a", "b"));
    assertThat(run(vectors, "--labels", few, "-o", map)).isEqualTo(2);
    assertThat(err.toString()).contains("has 2 labels for 150 vectors");
    assertThat(run(vectors, "--perplexity", 200, "-o", map)).isEqualTo(2);
    assertThat(err.toString()).contains("perplexity 200.0 needs");
    Path bad = Files.write(folder.resolve("bad.csv"), List.of("1,2", "3,x"));
    assertThat(run(bad, "-o", map)).isEqualTo(2);
    assertThat(err.toString()).contains("line 2, column 2: 'x' is not a number");
    Path infinite = folder.resolve("infinite.npy");
    byte[] bytes = Files.readAllBytes(vectors);
    bytes[128 + 4 * 7 + 2] = (byte) 0x80;
    bytes[128 + 4 * 7 + 3] = 0x7f;
    Files.write(infinite, bytes);
    assertThat(run(infinite, "-o", map)).isEqualTo(2);
    assertThat(err.toString()).contains("vector 1 has").contains("in dimension 2");
  }
}
