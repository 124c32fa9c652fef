package dev.sonde.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.app.Main;
import dev.sonde.app.output.Console;
import dev.sonde.checkpoint.SharedData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands on networks that add, on trained Keras files. */
class AdditionCommandsTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Console console =
      new Console(new PrintWriter(out), new PrintWriter(err), false, 100);

  private static String keras(int units) {
    return SharedData.path("addition-keras/2term-2digit-" + units + "units.h5").toString();
  }

  private JsonNode json(String... arguments) {
    assertThat(Main.run(console, arguments)).as(err.toString()).isZero();
    return new JsonMapper().readTree(out.toString());
  }

  private void refused(String line, String... arguments) {
    assertThat(Main.run(console, arguments)).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1).contains(line);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void eval_kerasFile_printsBothAccuracies() {
    JsonNode found =
        json("eval", keras(32), "--task", "addition", "--digits", "2", "--terms", "2", "--json");
    assertThat(found.propertyNames())
        .startsWith("schema", "character", "exact", "n")
        .endsWith("provenance");
    assertThat(found.get("character").asDouble()).isEqualTo(.931, within(.0005));
    assertThat(found.get("exact").asDouble()).isEqualTo(.656, within(.0005));
    assertThat(found.get("n").asInt()).isEqualTo(10_000);
  }

  @Test
  void eval_whatCannotRun_isOneLine() throws Exception {
    Path text = folder.resolve("text.h5");
    Files.writeString(text, "no network");
    refused("text.h5", "eval", text.toString());
  }

  @Test
  void eval_otherNetwork_isOneLine() {
    String recogniser = SharedData.path("rnn-fsm/tomita7_gru_1_10_1_gpu.pt").toString();
    refused("holds a recurrent classifier, expected a sequence-to-sequence", "eval", recogniser);
  }

  @Test
  void ablate_groupOfTheDecoder_jsonHasBothAccuracies() {
    JsonNode found =
        json("ablate", keras(32), "--side", "decoder", "--group", "18", "--only-groups", "--json");
    assertThat(found.get("whole").get("exact").asDouble()).isEqualTo(.656, within(.0005));
    assertThat(found.get("encoder")).isEmpty();
    JsonNode effect = found.get("decoder").get(0);
    assertThat(effect.get("units").get(0).asInt()).isEqualTo(18);
    assertThat(effect.get("exact").asDouble()).isEqualTo(.309, within(.0005));
  }

  @Test
  void ablate_unitThatIsNotThere_isOneLine() {
    refused("unit 8: the network has units 0 to 7", "ablate", keras(8), "--group", "8");
  }

  @Test
  void ablate_figureAndCsv_areWritten() throws Exception {
    Path figure = folder.resolve("a.svg");
    Path csv = folder.resolve("a.csv");
    String[] arguments = {
      "ablate", keras(1), "--sums", "200", "-o", figure.toString(), "--csv", csv.toString()
    };
    assertThat(Main.run(console, arguments)).as(err.toString()).isZero();
    assertThat(Files.readString(figure)).contains("<svg").contains("ablated");
    assertThat(Files.readAllLines(csv)).hasSize(3);
    assertThat(out.toString()).contains("Without ablation: exact");
  }

  @Test
  void cells_json_hasStatesGatesAndGuesses() {
    JsonNode found = json("cells", keras(8), "--input", "12+34", "--json", "--top", "2");
    assertThat(found.get("right").asInt()).isEqualTo(46);
    JsonNode encoder = found.get("encoder");
    assertThat(encoder.get("read").toString()).isEqualTo("[\"1\",\"2\",\"+\",\"3\",\"4\",\"$\"]");
    assertThat(encoder.get("parts").propertyNames()).containsExactly("c", "h", "i", "f", "g", "o");
    assertThat(encoder.get("parts").get("c")).hasSize(6);
    assertThat(encoder.get("parts").get("c").get(0)).hasSize(8);
    assertThat(found.get("guesses")).hasSize(5);
    assertThat(found.get("guesses").get(0)).hasSize(2);
    assertThat(found.get("attention").isNull()).isTrue();
  }

  @Test
  void cells_text_isNumbersInAPipe_andColoursWhereAsked() {
    String[] plain = {"cells", keras(8), "--input", "12+34", "--side", "decoder"};
    assertThat(Main.run(console, plain)).isZero();
    assertThat(out.toString())
        .contains("12+34 = ")
        .contains("decoder, tanh(c) after each symbol")
        .doesNotContain("encoder,")
        .doesNotContain("\u001b");
    assertThat(Main.run(console, "cells", keras(8), "--input", "12+34", "--colour", "always"))
        .isZero();
    assertThat(out.toString()).contains("\u001b[48;2;");
  }

  @Test
  void cells_page_hasEverything() throws Exception {
    Path page = folder.resolve("cells.html");
    String[] arguments = {
      "cells",
      keras(8),
      "--input",
      "12+34",
      "--sums",
      "200",
      "-o",
      page.toString(),
      "--json",
      "--statistics"
    };
    JsonNode found = json(arguments);
    assertThat(found.get("statistics").get("sums").asInt()).isEqualTo(200);
    assertThat(Files.readString(page))
        .contains("One sum from the inside: 12+34", "What the cells track", "Linear probes");
  }

  @Test
  void cells_lowVariationFilter_hidesUnits() {
    String[] arguments = {
      "cells", keras(32), "--input", "1+2", "--varying", "0.99", "--sums", "50"
    };
    assertThat(Main.run(console, arguments)).isZero();
    assertThat(out.toString()).doesNotContain("encoder,");
  }

  @Test
  void cells_attentionOfANetworkWithout_isOneLine() {
    refused("no attention", "cells", keras(8), "--input", "1+2", "--attend", "0:0");
  }

  @Test
  void cells_statisticsOfTooFewSums_areOneLine() {
    refused(
        "1: statistics fit a linear probe; the sums needed are at least 10",
        "cells",
        keras(8),
        "--input",
        "1+2",
        "--statistics",
        "--sums",
        "1");
  }

  @Test
  void cells_badSum_isOneLine() {
    refused("'12*3' is not a sum such as 12+34", "cells", keras(8), "--input", "12*3");
  }

  @Test
  void search_makesItsIndex_answersFromIt_andIsNeverSilentlyEmpty() {
    String index = folder.resolve("states.idx").toString();
    String[] query = {
      "search", keras(32), "--index", index, "--input", "12+34", "--steps", "1..2", "--json"
    };
    JsonNode found = json(query);
    assertThat(found.get("searched").asInt()).isEqualTo(10_000);
    assertThat(found.get("units")).isNotEmpty();
    assertThat(found.get("matches")).hasSize(20);
    assertThat(found.get("matches").findValuesAsString("text")).doesNotHaveDuplicates();
    assertThat(found.get("matches").get(0).get("score").asDouble()).isEqualTo(1);
    out.getBuffer().setLength(0);
    String[] high = {
      "search",
      keras(32),
      "--index",
      index,
      "--input",
      "12+34",
      "--steps",
      "1..2",
      "--threshold",
      "0.99"
    };
    assertThat(Main.run(console, high)).isZero();
    assertThat(out.toString()).contains("no unit stays above 0.99 from step 1 to 2; the highest");
    out.getBuffer().setLength(0);
    refused(
        "made of another network",
        "search",
        keras(8),
        "--index",
        index,
        "--input",
        "12+34",
        "--steps",
        "1..2");
  }

  @Test
  void disagree_json_tellsRightAndWrong() throws Exception {
    Path map = folder.resolve("errors.svg");
    JsonNode found = json("disagree", keras(8), keras(32), "--errors", map.toString(), "--json");
    assertThat(found.propertyNames())
        .startsWith("schema", "n", "both", "newly_right", "newly_wrong", "neither")
        .endsWith("provenance");
    assertThat(found.get("both").asInt() + found.get("newly_right").asInt()).isEqualTo(6563);
    assertThat(found.get("by_carries")).hasSize(3);
    assertThat(Files.readString(map)).contains("Wrong answers by both terms");
  }

  @Test
  void study_small_leavesReportAndTables() {
    String to = folder.resolve("study").toString();
    String[] study = {
      "study",
      "addition",
      "--out",
      to,
      "--digits",
      "1",
      "--units",
      "6",
      "--samples",
      "40",
      "--epochs",
      "2",
      "--runs",
      "1",
      "--asked",
      "30",
      "--no-variants",
      "--json"
    };
    JsonNode found = json(study);
    assertThat(found.get("summary")).isNotEmpty();
    assertThat(found.get("tables").get("accuracies").get(0).get("condition").asString())
        .isEqualTo("plain");
    assertThat(folder.resolve("study").resolve("report.html")).isRegularFile();
    String network = folder.resolve("study/networks/reversed-1.safetensors").toString();
    out.getBuffer().setLength(0);
    assertThat(Main.run(console, "cells", network, "--input", "1+2")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("encoder").containsPattern("unit +2 +\\+ +1 +\\$");
    out.getBuffer().setLength(0);
    JsonNode rows =
        json("sql", "--run", to, "select count(*) as n from probes", "--json").findValue("n");
    assertThat(rows.asInt()).isEqualTo(16);
  }
}
