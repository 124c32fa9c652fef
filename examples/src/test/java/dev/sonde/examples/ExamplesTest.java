package dev.sonde.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.study.constructed.ConstructedGroups;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

  @TempDir private static Path folder;
  private static List<String> groups = List.of();
  private static String network = "";

  @BeforeAll
  static void makeNetworks() throws IOException {
    var made = ConstructedGroups.write(folder, new ConstructedGroups.Settings(6, 16, 1)).groups();
    groups = made.keySet().stream().map(name -> folder + "/" + name + "-*").toList();
    network = made.values().iterator().next().getFirst().toString();
  }

  @Test
  void openSummariseCompare_printsSummariesAndTheAlteredTensors() {
    String printed =
        printedBy(
            () ->
                OpenSummariseCompare.main(
                    new String[] {network, groups.getFirst(), groups.getLast()}));
    assertThat(printed).contains("Summary[name=encoder.rnn/W_ir, dtype=float32, shape=[16, ");
    assertThat(printed).contains("3 of 13 tensors differ:");
  }

  @Test
  void drawWeights_writesTheFigure() throws IOException {
    Path figure = folder.resolve("gate.svg");
    DrawWeights.main(new String[] {network, "decoder.rnn/W_hn", figure.toString()});
    assertThat(Files.readString(figure)).contains("<svg", "W_hn");
  }

  @Test
  void trainTapAblate_learnsAndSaysWhatEachUnitIsWorth() {
    String printed =
        printedBy(() -> TrainTapAblate.main(new String[] {folder.resolve("discs").toString()}));
    assertThat(printed).contains("hidden units: [400, 8]").contains("without unit 7: ");
    assertThat(printed).containsPattern("accuracy on new points: (0\\.9|1\\.0)");
  }

  @Test
  void projectVectors_drawsThePoints() throws IOException {
    Path vectors = folder.resolve("vectors.csv");
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 90; i++) {
      int group = i % 3;
      for (int d = 0; d < 3; d++) {
        rows.append(random.nextGaussian() + (d == group ? 20 : 0)).append(d < 2 ? ',' : '\n');
      }
    }
    Files.writeString(vectors, rows);
    Path figure = folder.resolve("vectors.svg");
    String printed =
        printedBy(() -> ProjectVectors.main(new String[] {vectors.toString(), figure.toString()}));
    assertThat(printed).startsWith("90 points, Kullback-Leibler divergence 0.");
    assertThat(Files.readString(figure)).contains("<svg");
  }

  @Test
  void askQuestion_printsTheSummaryAndWritesThePage() throws IOException {
    Path page = folder.resolve("stats.html");
    String printed = printedBy(() -> AskQuestion.main(new String[] {network, page.toString()}));
    assertThat(printed).contains("encoder.rnn.weight_ih_l0");
    assertThat(Files.readString(page)).contains("sonde stats ", "encoder.rnn.weight_ih_l0");
  }

  @Test
  void runStudy_leavesAReport_andGoesOnWhenRunAgain() throws IOException {
    String study = folder.resolve("study").toString();
    for (int i = 0; i < 2; i++) {
      assertThat(printedBy(() -> RunStudy.main(new String[] {study}))).startsWith("report: ");
    }
    assertThat(Files.readString(Path.of(study, "report.html"))).contains("orthogonal");
  }

  /** A program that prints. */
  private interface Program {
    void run() throws Exception;
  }

  private static String printedBy(Program program) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
