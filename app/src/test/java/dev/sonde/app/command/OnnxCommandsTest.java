package dev.sonde.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.app.Main;
import dev.sonde.app.output.Console;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
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
import tools.jackson.databind.node.ObjectNode;

/** Every command that takes a model takes an ONNX file, or says in one line what it needs. */
class OnnxCommandsTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, 100);
    return Main.run(console, Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  private void fine(Object... arguments) {
    assertThat(run(arguments)).as(err.toString()).isZero();
  }

  private JsonNode result(Object... arguments) {
    fine(arguments);
    ObjectNode document = (ObjectNode) new JsonMapper().readTree(out.toString());
    document.remove("provenance");
    if (document.path("learning") instanceof ObjectNode cost) cost.remove("seconds");
    return document;
  }

  @Test
  void commandsOnWeights_readItsConstants() throws IOException {
    Path one = SmallGraph.write(folder.resolve("one.onnx"), 0);
    Path two = SmallGraph.write(folder.resolve("two.onnx"), 1);
    fine("stats", one);
    assertThat(out.toString()).contains("fc1.weight").contains("[8, 5]");
    fine("diff", one, two);
    assertThat(out.toString()).contains("4 tensors with the same shape in both: 0 changed");
    fine("heatmap", one, "fc1.weight", "-o", folder.resolve("h.svg"));
    fine("hist", one, "fc1.weight", "-o", folder.resolve("i.svg"));
    fine("figures", one, "-d", folder.resolve("figures"));
    fine("report", one, "-o", folder.resolve("report.html"));
    assertThat(folder.resolve("report.html")).content().contains("fc2.weight");
    Path more = Files.createDirectory(folder.resolve("more")).resolve("*.onnx");
    SmallGraph.write(folder.resolve("more/three.onnx"), 3);
    SmallGraph.write(folder.resolve("more/four.onnx"), 4);
    String[] groups = {"--group", "a=" + one + "," + two, "--group", "b=" + more};
    for (String command : new String[] {"compare", "rows"}) {
      fine(command, groups[0], groups[1], groups[2], groups[3]);
      assertThat(out.toString()).contains("a: 2 runs, b: 2 runs");
    }
    fine("inspect", one);
    assertThat(out.toString()).contains("onnx network, 75 parameters").contains("rectified");
  }

  @Test
  void commandsOnATask_sayWhatTheyNeed() throws IOException {
    Path model = SmallGraph.write(folder.resolve("one.onnx"), 0);
    String sequences = "holds an ONNX graph, expected a sequence-to-sequence network";
    refused("no recurrent states were found in it", "states", model, "--machine", "tomita1");
    refused("does not say which symbols it reads; give an alphabet", "extract", model);
    refused(sequences, "eval", model);
    refused(sequences, "ablate", model);
    refused(sequences, "disagree", model, model);
    refused(sequences, "cells", model, "--input", "12+34");
    refused(
        sequences,
        "search",
        model,
        "--input",
        "12+34",
        "--steps",
        "0..2",
        "--index",
        folder.resolve("i"));
    refused(
        "input 'x' is float32 [n, 5]; it was given [1, 3, 32, 32]",
        "channels",
        model,
        "--images",
        images());
  }

  private Path images() throws IOException {
    byte[] record = new byte[3073];
    return Files.write(folder.resolve("test_batch.bin"), record);
  }

  private void refused(String why, Object... arguments) {
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).contains(why).hasLineCount(1);
  }

  @Test
  void statesAndExtract_ofAnOnnxFile_areThoseOfTheStateDict() throws IOException {
    Path torch = SharedData.path("rnn-fsm/tomita7_gru_1_10_1_gpu.pt");
    Path onnx = GruGraph.write(folder.resolve("gru.onnx"), Checkpoint.open(torch));
    Object[] states = {"--machine", "tomita7", "--words", 300, "--clusterings", "lda", "--json"};
    assertThat(result(line("states", onnx, states)))
        .isEqualTo(result(line("states", torch, states)));
    Object[] extract = {"--machine", "tomita7", "--json"};
    assertThat(result(line("extract", onnx, extract)))
        .isEqualTo(result(line("extract", torch, extract)));
    assertThat(out.toString()).contains("\"fidelity\"");
  }

  private static Object[] line(String command, Path model, Object... more) {
    return Stream.concat(Stream.of(command, model), Stream.of(more)).toArray();
  }
}
