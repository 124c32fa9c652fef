package dev.sonde.study.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.Proto;
import dev.sonde.network.recurrent.TextReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextRowsTest {

  @TempDir private Path folder;

  private static TextReader open(Path file, int oneHot) {
    return TextReader.open(
        file,
        new TextReader.Settings(
            Optional.empty(),
            List.of(),
            OptionalInt.empty(),
            oneHot > 0 ? OptionalInt.of(oneHot) : OptionalInt.empty()));
  }

  private static TextRows rows(TextReader reader, int... alphabet) {
    try (reader) {
      return TextRows.of(reader, alphabet);
    }
  }

  /** One logit for each step, [texts × steps]. */
  @Test
  void numberForEachStep_isFound() {
    Path gru = SharedData.beside("networks/torchscript/gru-parity.scripted.t214.pt");
    assertThat(rows(open(gru, 2), 0, 1)).isEqualTo(TextRows.NUMBER_EACH);
  }

  @Test
  void meanOverAllSteps_isOneAnswer() {
    Path lstm = SharedData.beside("networks/torchscript/lstm-classifier.scripted.t214.pt");
    assertThat(rows(open(lstm, 0), 1, 2, 3)).isEqualTo(TextRows.WHOLE);
  }

  /** A row for each symbol; symbol 1, and no other, also adds to the row of the one before it. */
  @Test
  void oneSymbolThatIsSeenEarlier_isFoundOut() throws Exception {
    assertThat(rows(open(ahead(new float[] {0, 0, 0}), 0), 0, 1, 2)).isEqualTo(TextRows.EACH);
    assertThat(rows(open(ahead(new float[] {0, 5, 0}), 0), 0, 1, 2)).isEqualTo(TextRows.WHOLE);
  }

  private Path ahead(float[] seenEarlier) throws Exception {
    byte[] model =
        Proto.model(
            graph -> {
              floats(graph, "own", 3, 2, 0, 1, 1, 0, 2, 0);
              floats(graph, "later", 3, 2, seenEarlier[0], 0, seenEarlier[1], 0, seenEarlier[2], 0);
              longs(graph, "one", 1);
              longs(graph, "far", 1 << 20);
              longs(graph, "pads", 0, 0, 0, 0, 1, 0);
              graph
                  .text(2, "graph")
                  .message(11, input("x", OnnxElementType.INT64, "n", "steps"))
                  .message(12, input("y", OnnxElementType.FLOAT, "n", "steps"));
              node(graph, "Gather", "own x", "a");
              node(graph, "Gather", "later x", "b");
              node(graph, "Slice", "b one far one", "c");
              node(graph, "Pad", "c pads", "d");
              node(graph, "Add", "a d", "y");
            });
    return Files.write(folder.resolve("ahead-" + seenEarlier[1] + ".onnx"), model);
  }

  private static void node(Proto graph, String operator, String inputs, String output) {
    graph.node(
        operator + ":" + output, operator, inputs.split(" ", -1), new String[] {output}, _ -> {});
  }

  private static Consumer<Proto> input(String name, OnnxElementType type, String... axes) {
    return info ->
        info.text(1, name)
            .message(
                2,
                t ->
                    t.message(
                        1,
                        x ->
                            x.integer(1, type.number())
                                .message(
                                    2,
                                    shape -> {
                                      for (String axis : axes) {
                                        shape.message(1, dim -> dim.text(2, axis));
                                      }
                                      if (type == OnnxElementType.FLOAT) {
                                        shape.message(1, dim -> dim.integer(1, 2));
                                      }
                                    })));
  }

  private static void floats(Proto graph, String name, long rows, long columns, float... values) {
    graph.initializer(
        name,
        OnnxElementType.FLOAT,
        new long[] {rows, columns},
        tensor -> {
          for (float value : values) tensor.float32(4, value);
        });
  }

  private static void longs(Proto graph, String name, long... values) {
    graph.initializer(
        name,
        OnnxElementType.INT64,
        new long[] {values.length},
        tensor -> {
          for (long value : values) tensor.integer(7, value);
        });
  }
}
