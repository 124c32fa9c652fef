package dev.sonde.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.Main;
import dev.sonde.app.output.Console;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatsCommandTest {

  private static final String HOSTILE = "w\u001b[31m\nall is well\u202e";

  /** What the issue asks for, in the order of the record. */
  private static final List<String> KEYS =
      List.of(
          "name",
          "dtype",
          "shape",
          "count",
          "mean",
          "std",
          "min",
          "max",
          "quantiles",
          "quantile_error",
          "skewness",
          "kurtosis",
          "l1",
          "l2",
          "zeros",
          "nan",
          "inf",
          "near_zero");

  @TempDir private Path folder;
  private Path file = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("model.safetensors");
    Tensor row = Tensor.ofFloats("b.row", Shape.of(4), new float[] {0, 1, 2, 5});
    Tensor odd = Tensor.ofFloats("a.odd", Shape.of(3), new float[] {Float.NaN, 7, 7});
    Tensor hostile = Tensor.ofFloats(HOSTILE, Shape.of(1), new float[] {1});
    Checkpoint.of(file, List.of(row, odd, hostile), Map.of()).write(file);
  }

  private int sonde(String... arguments) {
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, 100);
    return Main.run(console, arguments);
  }

  private JsonNode json(String... arguments) {
    assertThat(sonde(arguments)).as(err.toString()).isZero();
    return JsonMapper.shared().readTree(out.toString());
  }

  @Test
  void json_isOneDocumentWithTheStatisticsOfEveryTensor() {
    JsonNode document = json("stats", "--json", file.toString());
    assertThat(document.propertyNames()).containsExactly("schema", "files", "provenance");
    JsonNode first = document.path("files").path(0);
    assertThat(first.path("path").asString()).isEqualTo(file.toString());
    assertThat(first.path("format").asString()).isEqualTo("safetensors");
    JsonNode row = first.path("tensors").path(0);
    assertThat(row.propertyNames()).containsExactlyElementsOf(KEYS);
    assertThat(row.path("name").asString()).isEqualTo("b.row");
    assertThat(row.path("mean").asDouble()).isEqualTo(2);
    assertThat(row.path("std").asDouble()).isEqualTo(Math.sqrt(3.5));
    assertThat(row.path("quantiles").path("p50").asDouble()).isEqualTo(1.5);
    assertThat(row.path("l2").asDouble()).isEqualTo(Math.sqrt(30));
    assertThat(row.path("zeros").asLong()).isEqualTo(1);
    JsonNode odd = first.path("tensors").path(1);
    assertThat(odd.path("nan").asLong()).isEqualTo(1);
    assertThat(odd.path("skewness").isNull()).as("JSON has no NaN").isTrue();
    assertThat(document.path("provenance").path("command").asString()).startsWith("sonde stats");
    assertThat(document.path("provenance").path("inputs").path(0).path("sha256").asString())
        .hasSize(64);
  }

  @Test
  void fileWithoutTensors_saysSo_andHidesNoOther() throws IOException {
    Path none = folder.resolve("none.safetensors");
    Checkpoint.of(none, List.of(), Map.of()).write(none);
    assertThat(sonde("stats", none.toString(), file.toString())).isZero();
    assertThat(out.toString())
        .contains("none.safetensors (safetensors): holds no tensors.")
        .contains("b.row");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cifar-resnets/resnet20-12fca82f.th",
        "addition-keras",
        "rnn-fsm",
        "checkpoints/made",
        "onnx"
      })
  void json_hasOneShapeForEveryFormat(String where) throws IOException {
    for (Path real : files(SharedData.path(where))) {
      out.getBuffer().setLength(0);
      JsonNode document = json("stats", "--json", "--threads", "1", real.toString());
      for (JsonNode tensor : document.path("files").path(0).path("tensors")) {
        assertThat(tensor.propertyNames()).as(real.toString()).containsExactlyElementsOf(KEYS);
      }
    }
  }

  /** The file, or three of the files in a folder that any reader opens. */
  private static List<Path> files(Path where) throws IOException {
    if (Files.isRegularFile(where)) return List.of(where);
    List<Path> found = new ArrayList<>();
    try (var all = Files.walk(where)) {
      for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = path.toString();
        boolean model = name.matches(".*\\.(pt|h5|onnx|safetensors|npz)");
        if (model && !name.contains("hostile") && found.size() < 3) found.add(path);
      }
    }
    assertThat(found).isNotEmpty();
    return found;
  }

  @Test
  void names_cannotDriveTheTerminal() {
    assertThat(sonde("stats", file.toString())).isZero();
    assertThat(out.toString())
        .contains("w\\x1b[31m\\nall is well\\u202e")
        .doesNotContain("\u001b")
        .doesNotContain("\u202e");
    out.getBuffer().setLength(0);
    assertThat(sonde("diff", "--json", file.toString(), file.toString())).isZero();
    assertThat(out.toString()).doesNotContain("\u001b");
  }

  @Test
  void sort_putsTheGreatestFirst_andNamesInOrder() {
    JsonNode byMax = json("stats", "--json", "--sort", "max", file.toString());
    assertThat(byMax.path("files").path(0).path("tensors").path(0).path("name").asString())
        .isEqualTo("a.odd");
    out.getBuffer().setLength(0);
    assertThat(sonde("stats", "--sort", "size", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--sort: 'size' is no column").hasLineCount(1);
  }

  @Test
  void match_withoutAHit_isOneLineAndExitCode2() {
    assertThat(sonde("stats", "--match", "decoder.**", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("decoder.**").hasLineCount(1);
  }

  @Test
  void csvAndParquet_haveEveryColumnAndTheSameNumbers() throws IOException, SQLException {
    Path csv = folder.resolve("table.csv");
    Path parquet = folder.resolve("table.parquet");
    String[] command = {
      "stats", "--csv", csv.toString(), "--parquet", parquet.toString(), file.toString()
    };
    assertThat(sonde(command)).as(err.toString()).isZero();
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.getFirst()).startsWith("file,tensor,dtype,shape,count,mean,std,min,max,p01");
    assertThat(lines.get(1)).contains("b.row,float32,[4],4,2.0,");
    String query =
        "SELECT mean, zeros, skewness FROM '" + parquet + "' WHERE tensor = 'b.row' AND nan = 0";
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement();
        var rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getDouble(1)).isEqualTo(2);
      assertThat(rows.getLong(2)).isEqualTo(1);
      assertThat(rows.getDouble(3)).isPositive();
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void hostilePickle_givesItsHonestTensorsAndSaysWhatItWouldRun() {
    Path hostile = SharedData.path("checkpoints/made/hostile-zip.pt");
    assertThat(sonde("stats", hostile.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains("would call").contains("float32");
  }
}
