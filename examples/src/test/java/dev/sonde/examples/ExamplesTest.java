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

  private static String printedBy(Runnable program) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
