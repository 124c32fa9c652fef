package dev.sonde.app.serve;

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
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The workbench as a page uses it, from end to end. */
class WorkbenchTest {

  @TempDir private Path folder;
  private Workbench workbench;
  private WorkbenchClient client;

  @BeforeEach
  void start() throws IOException {
    write("a1", 1, 0);
    write("a2", 2, 0);
    write("b1", 3, 2);
    write("b2", 4, 2);
    Files.writeString(folder.resolve("notes.html"), "<p>no weights</p>");
    workbench = Workbench.start(List.of(folder), 0, folder.resolve("kept"));
    client = new WorkbenchClient(workbench);
  }

  private void write(String name, long seed, float offset) throws IOException {
    Random random = new Random(seed);
    float[] values = new float[300 * 400];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian() + offset;
    values[5] = 9;
    Tensor weight = Tensor.ofFloats("layer.0.weight", Shape.of(300, 400), values);
    Tensor bias = Tensor.ofFloats("layer.0.bias", Shape.of(2), new float[] {1, Float.NaN});
    Path file = folder.resolve(name + ".safetensors");
    Checkpoint.of(file, List.of(weight, bias), Map.of()).write(file);
  }

  @AfterEach
  void stop() {
    workbench.close();
  }

  private String id(String name) throws Exception {
    for (JsonNode file : client.json("/api/open").get("files")) {
      if (file.get("name").asString().equals(name)) return file.get("id").asString();
    }
    throw new AssertionError(name + " is not listed");
  }

  @Test
  void tensors_withoutStatistics_areNamesTypesAndShapes() throws Exception {
    JsonNode plain = client.json("/api/tensors?file=" + id("a1.safetensors") + "&statistics=false");
    assertThat(plain.get("total").asInt()).isEqualTo(2);
    JsonNode row = plain.get("rows").get(0);
    assertThat(row.propertyNames()).containsExactly("address", "dtype", "shape", "count");
    JsonNode whole = client.json("/api/tensors?file=" + id("a1.safetensors"));
    assertThat(whole.get("rows").get(0).get("address")).isEqualTo(row.get("address"));
    assertThat(whole.get("rows").get(0).has("mean")).isTrue();
    assertThat(client.get("/api/tensors?statistics=yes&file=f1").statusCode()).isEqualTo(400);
  }

  @Test
  void tensors_ofAnAnswerWithoutAny_areRefused() throws Exception {
    JsonNode job = client.answered("stats", "{\"files\":[\"" + id("a1.safetensors") + "\"]}");
    HttpResponse<byte[]> refused = client.get("/api/tensors?job=" + job.get("job").asString());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("'tap' gives some");
    assertThat(client.get("/api/tensors?job=none").statusCode()).isEqualTo(404);
  }

  @Test
  void open_tellsWhatEveryFileIs() throws Exception {
    JsonNode open = client.json("/api/open");
    assertThat(open.get("paths").get(0).asString()).isEqualTo(folder.toString());
    assertThat(open.get("complete").asBoolean()).isTrue();
    JsonNode first = open.get("files").get(0);
    assertThat(first.get("name").asString()).isEqualTo("a1.safetensors");
    assertThat(first.get("kind").asString()).isEqualTo("checkpoint");
    assertThat(first.get("format").asString()).isEqualTo("safetensors");
    assertThat(first.get("tensors").asInt()).isEqualTo(2);
    assertThat(first.get("parameters").asInt()).isEqualTo(120_002);
    assertThat(open.get("files").get(4).get("kind").asString()).isEqualTo("unknown");
  }

  @Test
  void ids_stayWhenFilesAppear() throws Exception {
    String before = id("b1.safetensors");
    write("a0", 5, 0);
    assertThat(id("b1.safetensors")).isEqualTo(before);
    assertThat(id("a0.safetensors")).isNotEqualTo(before);
  }

  @Test
  void anAnswer_isTheDocumentThatTheCommandPrints() throws Exception {
    JsonNode job =
        client.answered("stats", "{\"files\":[\"" + id("a1.safetensors") + "\"],\"sort\":\"std\"}");
    assertThat(job.get("state").asString()).isEqualTo("done");
    Path file = folder.resolve("a1.safetensors");
    assertThat(job.get("command").asString()).isEqualTo("sonde stats " + file + " --sort std");
    String answer = text("/api/jobs/" + job.get("job").asString() + "/answer");
    StringWriter out = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(out), false, 100);
    Main.run(console, "stats", file.toString(), "--sort", "std", "--json");
    assertThat(answer).isEqualTo(out.toString().replace(" --json\",", "\","));
  }

  private String text(String path) throws Exception {
    HttpResponse<byte[]> response = client.get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aQuestionAskedTwice_isAnsweredFromTheFirst() throws Exception {
    String byId = "{\"files\":[\"" + id("a1.safetensors") + "\"]}";
    String byPath = "{\"files\":[\"" + folder.resolve("a1.safetensors") + "\"]}";
    JsonNode first = client.answered("stats", byId);
    JsonNode second = client.answered("stats", byPath);
    assertThat(second.get("job")).isEqualTo(first.get("job"));
    assertThat(second.get("started")).isEqualTo(first.get("started"));
    assertThat(client.json("/api/jobs").get("jobs")).hasSize(1);
  }

  @Test
  void anotherServerOverTheSameFiles_hasTheSameKeys() throws Exception {
    JsonNode first = client.answered("stats", "{\"files\":[\"" + id("a1.safetensors") + "\"]}");
    try (Workbench again = Workbench.start(List.of(folder), 0, null)) {
      WorkbenchClient other = new WorkbenchClient(again);
      other.get("/api/open");
      JsonNode second =
          other.answered("stats", "{\"files\":[\"" + folder.resolve("a1.safetensors") + "\"]}");
      assertThat(second.get("job")).isEqualTo(first.get("job"));
    }
  }

  @Test
  void anAnswer_isAPageInBlocksAReportAndFiles() throws Exception {
    JsonNode job =
        client.answered(
            "compare",
            "{\"group\":[\"a=%s,%s\",\"b=%s/b*.safetensors\"]}"
                .formatted(id("a1.safetensors"), id("a2.safetensors"), folder));
    assertThat(job.get("error").isNull()).as(job.toString()).isTrue();
    String at = "/api/jobs/" + job.get("job").asString();
    JsonNode page = client.json(at + "/page");
    assertThat(page.get("findings").get(0).get("text").asString()).isNotBlank();
    assertThat(types(page)).contains("table", "figure");
    assertThat(page.get("provenance").get("command").asString()).startsWith("sonde compare");
    HttpResponse<byte[]> report = client.get(at + "/page.html");
    assertThat(report.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox allow-scripts");
    assertThat(text(at + "/page.html")).startsWith("<!DOCTYPE html>");
    assertThat(text(at + "/file.csv")).startsWith("tensor,");
    assertThat(client.get(at + "/file.exe").statusCode()).isEqualTo(404);
    assertThat(client.get(at + "/file.parquet").body())
        .startsWith("PAR1".getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> types(JsonNode page) {
    List<String> types = new ArrayList<>();
    for (JsonNode section : page.get("sections")) {
      for (JsonNode block : section.get("blocks")) types.add(block.get("type").asString());
    }
    return types;
  }

  @Test
  void aQuestionThatFails_saysWhyInOneLine() throws Exception {
    JsonNode job =
        client.answered(
            "heatmap", "{\"file\":\"" + id("a1.safetensors") + "\",\"address\":\"none.such\"}");
    assertThat(job.get("state").asString()).isEqualTo("failed");
    assertThat(job.get("error").asString()).contains("none.such").doesNotContain("\n");
    String at = "/api/jobs/" + job.get("job").asString();
    assertThat(client.get(at + "/answer").statusCode()).isEqualTo(409);
  }

  @Test
  void aSettingThatCannotBe_isNamed() throws Exception {
    HttpResponse<String> said =
        client.post(
            "/api/ask/stats",
            "{\"files\":[\"" + id("a1.safetensors") + "\"],\"near_zero\":\"much\"}");
    assertThat(said.statusCode()).isEqualTo(422);
    JsonNode error = WorkbenchClient.tree(said.body()).get("error");
    assertThat(error.get("setting").asString()).isEqualTo("near_zero");
  }

  @Test
  void aJobThatIsDeleted_stopsAndCanBeAskedAgain() throws Exception {
    String body = "{\"machine\":\"tomita3\",\"sigma\":[0.1],\"repeats\":1,\"retrain\":1000000}";
    HttpResponse<String> asked = client.post("/api/ask/construct", body);
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    String key = WorkbenchClient.tree(asked.body()).get("job").asString();
    client.delete("/api/jobs/" + key);
    client.get("/api/jobs/" + key + "/events");
    JsonNode job = client.json("/api/jobs/" + key);
    assertThat(job.get("state").asString()).isIn("stopped", "failed");
    assertThat(client.post("/api/ask/construct", body).statusCode()).isEqualTo(202);
    client.delete("/api/jobs/" + key);
  }

  @Test
  void tensors_areFoundSortedAndCounted() throws Exception {
    String file = id("a1.safetensors");
    JsonNode all = client.json("/api/tensors?file=" + file + "&sort=count");
    assertThat(all.get("total").asInt()).isEqualTo(2);
    assertThat(all.get("rows").get(0).get("address").asString()).isEqualTo("layer.0.weight");
    JsonNode bias = client.json("/api/tensors?file=" + file + "&find=BIAS").get("rows").get(0);
    assertThat(bias.get("nan").asInt()).isEqualTo(1);
    assertThat(bias.get("rms").asDouble()).isEqualTo(1);
    JsonNode one = client.json("/api/tensor?file=" + file + "&address=layer.0.weight");
    long counted =
        StreamSupport.stream(one.get("histogram").get("counts").spliterator(), false)
            .mapToLong(JsonNode::asLong)
            .sum();
    assertThat(counted).isEqualTo(120_000);
  }

  @Test
  void findings_areTheWordsOfTheReportAndLeadToTensors() throws Exception {
    JsonNode findings = client.json("/api/findings?file=" + id("a1.safetensors")).get("findings");
    List<String> texts = new ArrayList<>();
    List<String> tensors = new ArrayList<>();
    for (JsonNode one : findings) {
      texts.add(one.get("text").asString());
      if (!one.get("tensor").isNull()) tensors.add(one.get("tensor").asString());
    }
    assertThat(texts.getFirst()).containsPattern("holds 2 tensors with 120\\D002 values");
    assertThat(tensors).contains("layer.0.bias");
  }

  @Test
  void tiles_holdTheTensorsValues() throws Exception {
    String of = "file=" + id("a1.safetensors") + "&address=layer.0.weight";
    JsonNode plan = client.json("/api/tiles?" + of);
    assertThat(plan.get("levels").asInt()).isEqualTo(2);
    HttpResponse<byte[]> tile = client.get("/api/tile?level=0&x=1&y=1&" + of);
    int rows = Integer.parseInt(tile.headers().firstValue("X-Sonde-Rows").orElseThrow());
    int columns = Integer.parseInt(tile.headers().firstValue("X-Sonde-Columns").orElseThrow());
    assertThat(rows).isEqualTo(300 - 256);
    assertThat(columns).isEqualTo(400 - 256);
    float[] values =
        Checkpoint.open(folder.resolve("a1.safetensors")).tensor("layer.0.weight").toFloats();
    ByteBuffer bytes = ByteBuffer.wrap(tile.body()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getFloat(0)).isEqualTo(values[256 * 400 + 256]);
    assertThat(bytes.getFloat(4 * (rows * columns - 1))).isEqualTo(values[300 * 400 - 1]);
    HttpResponse<byte[]> whole = client.get("/api/tile?level=1&x=0&y=0&" + of);
    ByteBuffer cells = ByteBuffer.wrap(whole.body()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(cells.getFloat(4 * 2)).as("the outlier is not averaged away").isEqualTo(9);
    assertThat(client.get("/api/tile?level=0&x=2&y=0&" + of).statusCode()).isEqualTo(404);
  }

  @Test
  void graphs_showModulesAndWhatHasChanged() throws Exception {
    String a = id("a1.safetensors");
    JsonNode graph = client.json("/api/graph?file=" + a);
    assertThat(graph.get("computation").asBoolean()).isFalse();
    assertThat(graph.get("nodes").get(0).get("id").asString()).isEqualTo("layer");
    JsonNode open = client.json("/api/graph?file=" + a + "&open=layer");
    assertThat(open.get("nodes").get(1).get("parent").asString()).isEqualTo("layer");
    JsonNode same =
        client.json("/api/graph/values?statistic=change&file=%s&other=%s".formatted(a, a));
    assertThat(same.get("values").get("layer").asDouble()).isZero();
    JsonNode moved =
        client.json(
            "/api/graph/values?statistic=change&file=%s&other=%s"
                .formatted(id("b1.safetensors"), a));
    // Two independent normal matrices, one of them moved by 2: √(1 + 1 + 4) of the first's norm.
    assertThat(moved.get("values").get("layer").asDouble())
        .isCloseTo(Math.sqrt(6), org.assertj.core.data.Offset.offset(.02));
  }

  @Test
  void anOnnxNetwork_isAGraphOfItsModules() throws Exception {
    Path onnx = SharedData.path("onnx/resnet20-cifar10.onnx");
    Files.copy(onnx, folder.resolve("r.onnx"), StandardCopyOption.REPLACE_EXISTING);
    JsonNode graph = client.json("/api/graph?open=layer2&file=" + id("r.onnx"));
    List<String> ids = new ArrayList<>();
    graph.get("nodes").forEach(node -> ids.add(node.get("id").asString()));
    assertThat(ids).contains("layer1", "layer2", "layer2.0", "layer2.2", "layer3", "conv1");
    List<String> edges = new ArrayList<>();
    graph
        .get("edges")
        .forEach(e -> edges.add(e.get("from").asString() + " " + e.get("to").asString()));
    assertThat(edges)
        .contains("layer1 layer2.0", "layer2.0 layer2.1", "layer2.1 layer2.2", "layer2.2 layer3");
  }

  @Test
  void projectedPoints_areNumbersWithLabelsAndNeighbours() throws Exception {
    StringBuilder csv = new StringBuilder("name,a,b,c\n");
    for (int i = 0; i < 24; i++) {
      csv.append("p%d,%d,%d,%d%n".formatted(i, i, i % 2 * 100, i % 3));
    }
    Files.writeString(folder.resolve("v.csv"), csv);
    JsonNode job =
        client.answered("project", "{\"source\":\"" + id("v.csv") + "\",\"method\":\"pca\"}");
    assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("done");
    String key = job.get("job").asString();
    assertThat(client.get("/api/points?job=" + key).body()).hasSize(24 * 8);
    JsonNode columns = client.json("/api/points/columns?job=" + key);
    assertThat(columns.get("count").asInt()).isEqualTo(24);
    assertThat(columns.get("dimensions").asInt()).isEqualTo(3);
    assertThat(columns.get("columns").get(0).get("values").get(7).asString()).isEqualTo("p7");
    JsonNode near = client.json("/api/points/neighbours?index=6&count=2&job=" + key);
    // (6, 0, 0): (4, 0, 1) and (8, 0, 2) have the squared distances 4 + 1 and 4 + 4.
    assertThat(near.get("indices").toString()).isEqualTo("[4,8]");
    assertThat(near.get("distances").get(1).asDouble()).isEqualTo(Math.sqrt(8));
    JsonNode other = client.answered("stats", "{\"files\":[\"" + id("a1.safetensors") + "\"]}");
    assertThat(client.get("/api/points?job=" + other.get("job").asString()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void droppedInputs_canBeAskedOfAndAreGoneWithTheServer() throws Exception {
    byte[] file = Files.readAllBytes(folder.resolve("a1.safetensors"));
    assertThat(client.drop("x.safetensors", file).statusCode()).isEqualTo(415);
    byte[] text = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> kept = client.drop("..%2F..%2Fx.csv", text);
    assertThat(kept.statusCode()).isEqualTo(201);
    assertThat(WorkbenchClient.tree(kept.body()).get("id").asString()).isEqualTo("u1");
    assertThat(Files.exists(folder.resolve("x.csv"))).isFalse();
    assertThat(Files.exists(folder.resolveSibling("x.csv"))).isFalse();
  }

  @Test
  void notes_areKeptAsFilesAndMakeACopyInWhichNothingRuns() throws Exception {
    String hostile = "<script>alert(1)</script>\"'\u202e";
    HttpResponse<String> added =
        client.post(
            "/api/notes",
            "{\"type\":\"figure\",\"title\":%s,\"block\":{\"type\":\"figure\",\"svg\":%s},\"evil\":1}"
                .formatted(json(hostile), json("<svg onload='alert(1)'></svg>")));
    assertThat(added.statusCode()).isEqualTo(201);
    String id = WorkbenchClient.tree(added.body()).get("id").asString();
    client.post("/api/notes", "{\"id\":\"" + id + "\",\"note\":\"mine\"}");
    JsonNode note = client.json("/api/notes").get("notes").get(0);
    assertThat(note.get("note").asString()).isEqualTo("mine");
    assertThat(note.has("evil")).isFalse();
    assertThat(folder.resolve("kept/note-" + id + ".json")).isRegularFile();
    String report = text("/api/notes/report.html");
    assertThat(report).doesNotContain("<script", "onload=").contains("mine");
    assertThat(client.delete("/api/notes/..%2Fx").statusCode()).isEqualTo(404);
    assertThat(client.delete("/api/notes/" + id).statusCode()).isEqualTo(200);
    assertThat(client.json("/api/notes").get("notes")).isEmpty();
  }

  private static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Test
  void withoutAFolder_noNotesAreKept() throws Exception {
    try (Workbench plain = Workbench.start(List.of(folder), 0, null)) {
      WorkbenchClient other = new WorkbenchClient(plain);
      assertThat(other.get("/api/notes").statusCode()).isEqualTo(404);
      assertThat(other.post("/api/notes", "{}").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void sql_asksRunsOnly() throws Exception {
    String body = "{\"file\":\"" + id("a1.safetensors") + "\",\"sql\":\"select 1\"}";
    assertThat(client.post("/api/sql", body).statusCode()).isEqualTo(400);
  }

  @Test
  void closed_nothingOfItStays() throws Exception {
    String temporary = System.getProperty("java.io.tmpdir");
    client.answered("stats", "{\"files\":[\"" + id("a1.safetensors") + "\"]}");
    workbench.close();
    try (var all = Files.list(Path.of(temporary))) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.equals(workbench.folderName()));
    }
  }
}
