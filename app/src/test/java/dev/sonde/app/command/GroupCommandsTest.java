package dev.sonde.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.app.Main;
import dev.sonde.app.output.Console;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.study.constructed.ConstructedGroups;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GroupCommandsTest {

  @TempDir private static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Console console =
      new Console(new PrintWriter(out), new PrintWriter(err), false, 100);

  @BeforeAll
  static void write() throws Exception {
    ConstructedGroups.write(folder, ConstructedGroups.Settings.defaults());
  }

  private int sonde(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--group", "plain=" + folder + "/plain-*", "--group"));
    arguments.add("altered=" + folder + "/altered-*");
    arguments.addAll(List.of(more));
    return Main.run(console, arguments.toArray(String[]::new));
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }

  @Test
  void compare_constructedGroups_findsTheThreeLayersThatDiffer() {
    assertThat(sonde("compare")).isZero();
    assertThat(words())
        .startsWith("plain: 8 runs, altered: 8 runs; 13 tensors compared by Wasserstein distance")
        .contains("all 6435 labellings, so p is at least 0.0001554. ")
        .contains("3 of 13 tensors differ (false discovery rate 5 %): encoder.rnn.weight_ih_l0, ")
        .doesNotContain("cannot tell");
    assertThat(out.toString().lines().filter(line -> line.contains("no difference found")))
        .hasSize(10);
  }

  /** What was printed, as if no line were ever full. */
  private String words() {
    return out.toString().replaceAll("\\s+", " ");
  }

  @Test
  void compare_json_hasWhatAReaderOfItNeeds() {
    assertThat(sonde("compare", "--json")).isZero();
    JsonNode document = json(out.toString());
    assertThat(document.propertyNames())
        .startsWith("schema", "groups", "distance", "permutations")
        .endsWith("provenance");
    assertThat(document.get("groups").get(0).get("name").asString()).isEqualTo("plain");
    assertThat(document.get("groups").get(0).get("runs")).hasSize(8);
    assertThat(document.get("permutations").asInt()).isEqualTo(6435);
    assertThat(document.get("smallest_p").asDouble()).isEqualTo(1 / 6435.0, within(1e-12));
    JsonNode first = document.get("tensors").get(0);
    assertThat(first.propertyNames())
        .contains("name", "shape", "within", "between", "effect", "p", "p_adjusted", "verdict");
    assertThat(first.get("verdict").asString()).isEqualTo("differs");
    assertThat(first.get("runs")).hasSize(16);
    assertThat(first.get("measures").get(0).get("distance").asString()).isEqualTo("w1");
    assertThat(first.get("measures").get(0).get("pairs")).hasSize(120);
    List<String> found =
        StreamSupport.stream(document.get("tensors").spliterator(), false)
            .filter(t -> t.get("verdict").asString().startsWith("differs"))
            .map(t -> t.get("name").asString())
            .toList();
    assertThat(found)
        .containsExactlyInAnyOrder(
            "decoder.rnn.weight_hh_l0", "decoder.embedding.weight", "encoder.rnn.weight_ih_l0");
    assertThat(document.get("provenance").get("inputs")).hasSize(16);
    assertThat(document.get("provenance").get("settings").get("distance").asString())
        .isEqualTo("w1");
  }

  @Test
  void compare_twice_givesTheSameBytes() {
    assertThat(sonde("compare", "--json", "--permutations", "200", "--seed", "5")).isZero();
    String first = out.toString();
    out.getBuffer().setLength(0);
    assertThat(sonde("compare", "--json", "--permutations", "200", "--seed", "5")).isZero();
    assertThat(out.toString()).isEqualTo(first);
    assertThat(json(first).get("provenance").get("seed").asLong()).isEqualTo(5);
  }

  @Test
  void compare_csv_isWrittenBesideTheTable(@TempDir Path where) throws Exception {
    Path file = where.resolve("compare.csv");
    assertThat(sonde("compare", "--match", "decoder.out.*", "--csv", file.toString())).isZero();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .startsWith("tensor,shape,dtype,distance,within,between,ratio,effect,p,p_adjusted,verdict");
    assertThat(lines.get(1)).startsWith("decoder.out.").contains("\"[11");
    assertThat(out.toString()).contains("decoder.out.bias");
  }

  @Test
  void compare_figures_areTheOverviewAndEachTensor(@TempDir Path where) throws Exception {
    assertThat(sonde("compare", "--figures", where.toString())).as(err.toString()).isZero();
    try (var files = Files.list(where)) {
      assertThat(files.filter(f -> f.toString().endsWith(".hist.svg"))).hasSize(13);
    }
    assertThat(Files.readString(where.resolve("between-within.svg"))).contains("<svg", "altered");
    assertThat(Files.readString(where.resolve("index.html")))
        .contains("between-within.svg", "encoder.rnn.weight_ih_l0");
  }

  @Test
  void rows_constructedGroups_namesNothingThatARowDoesNotShow() {
    assertThat(
            sonde(
                "rows", "--match", "*coder.embedding.weight", "--classifier", "logistic", "--json"))
        .isZero();
    JsonNode document = json(out.toString());
    assertThat(document.propertyNames()).endsWith("provenance").contains("tell_apart");
    assertThat(document.get("tell_apart")).isEmpty();
    assertThat(document.get("labellings").asInt()).isEqualTo(20);
    JsonNode classifier = document.get("parameters").get(0).get("classifiers").get(0);
    assertThat(classifier.get("classifier").asString()).isEqualTo("logistic");
    assertThat(classifier.get("folds")).hasSize(8);
    assertThat(classifier.get("folds").get(0).get("held_out")).hasSize(2);
    assertThat(classifier.get("control").get("shuffles").asInt()).isEqualTo(19);
  }

  @Test
  void rows_inWords_saysWhatWasAskedAndSampled(@TempDir Path where) throws Exception {
    Path file = where.resolve("rows.csv");
    assertThat(
            sonde(
                "rows",
                "--match",
                "decoder.rnn.bias_ih_l0",
                "--classifier",
                "logistic",
                "--max-rows",
                "320",
                "--csv",
                file.toString()))
        .isZero();
    assertThat(words())
        .contains("test runs are never used for training")
        .contains("Control: 19 other labellings of the runs, so p is at least 0.05.")
        .contains("Rows were sampled: decoder.rnn.bias_ih_l0 (20 of 144 a run)")
        .contains("Balanced accuracy of 0.9 or more: no parameter. Chance is 0.5.");
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void wrongInput_isOneLineAndExitCode2() {
    String plain = "plain=" + folder + "/plain-*";
    for (List<String> wrong :
        List.of(
            List.of("compare", "--group", plain),
            List.of("compare", "--group", "plain"),
            List.of("compare", "--group", plain, "--group", "none=" + folder + "/none*"),
            List.of("compare", "--group", plain, "--group", plain.replace("plain=", "again=")),
            List.of("compare", "--group", plain, "--distance", "cosine"),
            List.of("compare", "--group", plain, "--bins", "0"),
            List.of("compare", "--group", plain, "--match", "{"),
            List.of("rows", "--group", plain, "--classifier", "tree"))) {
      err.getBuffer().setLength(0);
      assertThat(Main.run(console, wrong.toArray(String[]::new))).as("%s", wrong).isEqualTo(2);
      assertThat(err.toString()).as("%s", wrong).startsWith("sonde: ").hasLineCount(1);
      assertThat(out.toString()).isEmpty();
    }
  }

  @Test
  void sameGroupTwice_addsRuns() {
    int code =
        Main.run(
            console,
            "compare",
            "--json",
            "--match",
            "decoder.out.bias",
            "--group",
            "a=" + folder + "/plain-1*," + folder + "/plain-2*",
            "--group",
            "b=" + folder + "/altered-{1,2}.safetensors",
            "--group",
            "a=" + folder + "/plain-3*");
    assertThat(code).isZero();
    assertThat(json(out.toString()).get("groups").get(0).get("runs")).hasSize(3);
    assertThat(json(out.toString()).get("permutations").asInt()).isEqualTo(10);
  }

  @Test
  void compare_realNetworks_reluAgainstTanh() {
    Path real = SharedData.path("rnn-fsm");
    int code =
        Main.run(
            console,
            "compare",
            "--json",
            "--group",
            "relu=" + real + "/dfa_size_5_inputs_2_*_relu_1_10_*",
            "--group",
            "tanh=" + real + "/dfa_size_5_inputs_2_*_tanh_1_10_*");
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    JsonNode document = json(out.toString());
    assertThat(document.get("permutations").asInt()).isEqualTo(92_378);
    JsonNode clearest = document.get("tensors").get(0);
    // The distances are SciPy's on the same files: .420 and .605 within, .787 between.
    assertThat(clearest.get("name").asString()).isEqualTo("rnn.bias_ih_l0");
    assertThat(clearest.get("within").get("parts").get(0).get("mean").asDouble())
        .isEqualTo(0.420, within(5e-4));
    assertThat(clearest.get("within").get("parts").get(1).get("mean").asDouble())
        .isEqualTo(0.605, within(5e-4));
    assertThat(clearest.get("between").get("mean").asDouble()).isEqualTo(0.787, within(5e-4));
    assertThat(clearest.get("effect").asDouble()).isEqualTo(0.388, within(5e-4));
    assertThat(clearest.get("p").asDouble()).isEqualTo(2 / 92_378.0, within(1e-9));
    JsonNode last = document.get("tensors").get(5);
    assertThat(last.get("name").asString()).isEqualTo("fc.bias");
    assertThat(last.get("verdict").asString()).isEqualTo("no difference found");
  }

  @Test
  void compare_realNetworksOfOtherShapes_isOneLineAndExitCode2() {
    Path real = SharedData.path("rnn-fsm");
    String relu = "relu=" + real + "/tomita7_relu_1_10_*";
    String gru = "gru=" + real + "/tomita7_gru_1_10_*";
    assertThat(Main.run(console, "compare", "--json", "--group", relu, "--group", gru))
        .isEqualTo(2);
    assertThat(err.toString())
        .hasLineCount(1)
        .contains("4 of 6 tensors do not match: 'rnn.weight_ih_l0' is [10, 2] in ")
        .contains("tomita7_gru_1_10_1_gpu.pt")
        .contains("--common");
    assertThat(Main.run(console, "compare", "--common", "--group", relu, "--group", gru)).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("Left out: 'rnn.weight_ih_l0' is [10, 2] in ")
        .contains("too few runs to tell")
        .contains("fc.weight");
  }
}
