package dev.sonde.checkpoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader.Source;
import dev.sonde.checkpoint.reader.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OnnxHostileTest {

  private static final OnnxReader READER = new OnnxReader();

  /** Every field kind, a branch, a function, external data that is not there for the lucky few. */
  private static byte[] rich() {
    Consumer<Proto> branch =
        g ->
            g.initializer(
                    "b", OnnxElementType.INT64, new long[] {2}, t -> t.integer(7, 1).integer(7, -1))
                .constant("c", a -> a.text(1, "value_ints").integer(8, 5).integer(20, 7));
    return Proto.of(
        m ->
            m.integer(1, 8)
                .text(2, "pytorch")
                .message(
                    7,
                    g ->
                        g.text(2, "main")
                            .initializer(
                                "raw",
                                OnnxElementType.FLOAT,
                                new long[] {2, 3},
                                t -> t.bytes(9, new byte[24]))
                            .initializer(
                                "packed",
                                OnnxElementType.FLOAT,
                                new long[] {2},
                                t -> t.bytes(4, new byte[8]))
                            .initializer(
                                "double",
                                OnnxElementType.DOUBLE,
                                new long[] {1},
                                t -> t.float64(10, 2))
                            .initializer(
                                "half",
                                OnnxElementType.FLOAT16,
                                new long[] {2},
                                t -> t.message(5, r -> r.varint(15360).varint(0)))
                            .initializer(
                                "four",
                                OnnxElementType.INT4,
                                new long[] {3},
                                t -> t.bytes(9, new byte[2]))
                            .initializer(
                                "u", OnnxElementType.UINT32, new long[] {1}, t -> t.integer(11, 7))
                            .node(
                                "/If",
                                "If",
                                new String[] {"x"},
                                new String[] {"y"},
                                n ->
                                    n.message(
                                        5,
                                        a ->
                                            a.text(1, "then_branch")
                                                .message(6, branch)
                                                .integer(20, 5)))
                            .message(11, v -> v.text(1, "x"))
                            .message(
                                15,
                                s ->
                                    s.message(
                                            1,
                                            t ->
                                                t.tensor("s", OnnxElementType.FLOAT, 1)
                                                    .float32(4, 1))
                                        .message(
                                            2,
                                            t ->
                                                t.tensor("", OnnxElementType.INT64, 1)
                                                    .integer(7, 0))
                                        .integer(3, 4)))
                .message(8, set -> set.integer(2, 17))
                .message(14, p -> p.text(1, "k").text(2, "v")));
  }

  @Test
  void read_damagedModels_endInTensorsOrOneException() {
    Source good = source(rich());
    assertThat(READER.recognises(good)).isTrue();
    assertThat(READER.read(good).tensors()).hasSize(10);
    Mutations.hold(READER, "m.onnx", rich(), 20_000, 31);
  }

  @Test
  void read_damagedSilero_endsInTensorsOrOneException() throws Exception {
    byte[] silero = Files.readAllBytes(SharedData.path("checkpoints/silero_vad_16k_op15.onnx"));
    Mutations.hold(READER, "silero.onnx", silero, 150, 32);
  }

  @Test
  void read_varintOfElevenBytes_isRefused() {
    byte[] model =
        Proto.model(
            g ->
                g.message(
                    5,
                    t ->
                        t.key(1, 0)
                            .raw(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1)));
    assertRefused(model, "a number of more than 64 bits");
  }

  @Test
  void read_numberBeyond64Bits_isRefused() {
    byte[] model =
        Proto.model(
            g ->
                g.message(
                    5,
                    t -> t.key(1, 0).raw(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2)));
    assertRefused(model, "a number of more than 64 bits");
  }

  @Test
  void read_graphsInGraphs_stopAtTheDepthOfModels() {
    assertThat(READER.read(source(nested(32))).tensors()).isEmpty();
    assertRefused(nested(33), "nested more than 32 deep");
    assertRefused(nested(2_000), "nested more than 32 deep");
  }

  private static byte[] nested(int depth) {
    byte[] graph = new byte[0];
    for (int i = 0; i < depth; i++) {
      byte[] inner = graph;
      graph = Proto.of(g -> g.message(1, n -> n.message(5, a -> a.bytes(6, inner).integer(20, 5))));
    }
    byte[] outer = graph;
    return Proto.of(m -> m.integer(1, 8).bytes(7, outer));
  }

  @Test
  void read_typesInTypes_stopToo() {
    byte[] type = new byte[0];
    for (int i = 0; i < 1000; i++) {
      byte[] inner = type;
      type = Proto.of(t -> t.message(4, s -> s.bytes(1, inner)));
    }
    byte[] deep = type;
    assertRefused(
        Proto.model(g -> g.message(11, v -> v.bytes(2, deep))), "nested more than 32 deep");
  }

  @Test
  void read_millionsOfEmptyNodes_areRefusedBeforeTheyFillTheHeap() {
    byte[] nodes = new byte[2 * 4_500_000];
    for (int i = 0; i < nodes.length; i += 2) nodes[i] = 0x0a;
    assertRefused(Proto.model(g -> g.raw(nodes)), "a model of more than 4000000 parts");
  }

  @Test
  void read_lengthLies_areRefused() {
    assertRefused(
        Proto.model(g -> g.key(5, 2).varint(1L << 40).raw(1, 2, 3)), "claims 1099511627776 bytes");
    assertRefused(
        Proto.model(g -> g.key(5, 2).varint(-1).raw(1, 2, 3)), "claims 18446744073709551615 bytes");
  }

  @Test
  void read_shapesThatOverflowOrLie_areRefused() {
    long[] huge = {1L << 32, 1L << 32};
    assertRefused(tensor(huge, t -> t.bytes(9, new byte[8])), "more than 2^63 elements");
    assertRefused(tensor(new long[] {1L << 62}, t -> t.bytes(9, new byte[8])), "tensor 'w'");
    assertRefused(tensor(new long[] {-1}, t -> t.bytes(9, new byte[8])), "negative extent");
    assertRefused(tensor(new long[] {3}, t -> t.bytes(9, new byte[8])), "needs 12");
    assertRefused(tensor(new long[] {1L << 40}, t -> t.bytes(4, new byte[8])), "has 2 numbers");
    assertRefused(tensor(new long[] {1}, t -> t.bytes(4, new byte[8])), "has 2 numbers");
    assertRefused(tensor(new long[65], t -> t.raw()), "more than 64 axes");
  }

  @Test
  void read_numbersThatDoNotFit_failWhenRead() {
    for (long number : new long[] {256, -129, 1L << 40}) {
      byte[] model =
          Proto.model(
              g ->
                  g.initializer(
                      "w", OnnxElementType.UINT8, new long[] {1}, t -> t.integer(5, number)));
      assertThatThrownBy(
              () -> READER.read(source(model)).tensors().values().iterator().next().toFloats())
          .isInstanceOf(CheckpointException.class)
          .hasMessage("m.onnx: tensor 'w' holds " + number + ", which does not fit uint8");
    }
  }

  /** What is not ONNX must not be taken for it: there is no magic number to tell. */
  @Test
  void recognises_nothingElse() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[5 + random.nextInt(200)];
      random.nextBytes(noise);
      noise[0] = 0x08;
      noise[1] = (byte) (1 + random.nextInt(12));
      assertThat(READER.recognises(source(noise))).isFalse();
    }
    // A TensorFlow SavedModel: version 1, then a graph of its own.
    byte[] savedModel = Proto.of(m -> m.integer(1, 1).message(2, g -> g.text(1, "meta")));
    assertThat(READER.recognises(source(savedModel))).isFalse();
    assertThat(READER.recognises(source(new byte[0]))).isFalse();
    for (Path file : realFiles()) {
      Source source = new Source(file, false, Bytes.map(file));
      assertThat(READER.recognises(source))
          .as(file.toString())
          .isEqualTo(file.toString().endsWith(".onnx"));
    }
  }

  private static List<Path> realFiles() throws IOException {
    try (Stream<Path> files = Files.walk(SharedData.path("README.md").getParent())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void recognises_aModelThatWasCutOff_andSaysWhatIsMissing() {
    byte[] whole = rich();
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    assertThat(READER.recognises(source(cut))).isTrue();
    assertRefused(cut, "bytes of the");
  }

  private static byte[] tensor(long[] shape, Consumer<Proto> data) {
    return Proto.model(g -> g.initializer("w", OnnxElementType.FLOAT, shape, data));
  }

  private static void assertRefused(byte[] model, String message) {
    assertThatThrownBy(
            () -> OnnxModel.read(Bytes.of("m.onnx", model), ModelFolder.of(Path.of("."))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("m.onnx: ")
        .hasMessageContaining(message);
  }

  private static Source source(byte[] model) {
    return new Source(Path.of("m.onnx"), false, Bytes.of("m.onnx", model));
  }
}
