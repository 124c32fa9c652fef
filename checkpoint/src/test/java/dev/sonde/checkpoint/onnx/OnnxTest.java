package dev.sonde.checkpoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.LogicalBytes;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxTest {

  @TempDir private Path folder;

  /** See make_digests.py; ResNet-20's digests come from the PyTorch file it was exported from. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "onnx/resnet20-cifar10.onnx",
        "onnx/squeezenet1.1-imagenet.onnx",
        "checkpoints/silero_vad_16k_op15.onnx"
      })
  void open_realModel_hasTheWeightsBytes(String file) throws Exception {
    Checkpoint model = Checkpoint.open(SharedData.path(file));
    assertThat(model.format()).isEqualTo("onnx");
    assertThat(model.notes()).isEmpty();
    List<String> truth;
    try (InputStream in = OnnxTest.class.getResourceAsStream("digests.txt")) {
      truth =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith(file + " "))
              .map(line -> line.substring(file.length() + 1))
              .toList();
    }
    assertThat(truth).hasSizeGreaterThan(10);
    // Initializers come first, as in the graph; then the constants.
    assertThat(model.tensors().subList(0, truth.size()))
        .extracting(
            t ->
                String.join(
                    " ",
                    t.address(),
                    t.dtype().label(),
                    t.shape().toString().replaceAll("[\\[\\] ]", "").replace(',', 'x'),
                    LogicalBytes.sha256(t)))
        .containsExactlyElementsOf(truth);
  }

  @Test
  void open_silero_saysWhatTheFileSays() {
    Checkpoint silero = Checkpoint.open(SharedData.path("checkpoints/silero_vad_16k_op15.onnx"));
    assertThat(silero.metadata())
        .containsEntry("ir_version", "8")
        .containsEntry("opset_import", "ai.onnx 15")
        .containsEntry("producer_name", "pytorch")
        .containsEntry("producer_version", "2.3.1");
    assertThat(silero.metadata().get("inputs")).contains("state: float32 [2, ");
    // A constant in a branch of a branch.
    assertThat(silero.tensor("/model/decoder/rnn_1/Constant_52_output_0").dtype())
        .isEqualTo(DType.INT64);
  }

  @Test
  void model_resnet_hasItsNodes() {
    OnnxModel model = OnnxModel.open(SharedData.path("onnx/resnet20-cifar10.onnx"));
    assertThat(model.operatorSets()).isEqualTo(Map.of("", 13L));
    assertThat(model.graph().nodes().stream().filter(node -> node.is("Conv"))).hasSize(19);
    OnnxNode first =
        model.graph().nodes().stream().filter(node -> node.is("Conv")).findFirst().orElseThrow();
    assertThat(first.inputs()).hasSize(2).element(1).isEqualTo("conv1.weight");
    assertThat(first.attribute("pads"))
        .isInstanceOfSatisfying(
            OnnxAttribute.OfInts.class, a -> assertThat(a.values()).containsExactly(1, 1, 1, 1));
    assertThat(first.attribute("group")).isEqualTo(new OnnxAttribute.OfInt("group", 1));
    assertThat(first.attribute("none")).isNull();
    assertThat(model.graph().outputs()).extracting(OnnxValueInfo::name).containsExactly("logits");
  }

  @Test
  void open_constantsOfEveryKind_areTensors() throws Exception {
    Checkpoint model =
        open(
            Proto.model(
                g ->
                    g.constant("one", a -> a.text(1, "value_float").float32(2, 1.5f).integer(20, 1))
                        .constant("zero", a -> a.text(1, "value_int").integer(20, 2))
                        .constant("old", a -> a.text(1, "value_int").integer(3, -7))
                        .constant(
                            "floats",
                            a ->
                                a.text(1, "value_floats")
                                    .float32(7, 1)
                                    .message(7, run -> run.raw(Proto.little(4).putFloat(2).array()))
                                    .integer(20, 6))
                        .constant(
                            "ints",
                            a ->
                                a.text(1, "value_ints")
                                    .message(8, run -> run.varint(-1).varint(1L << 62))
                                    .integer(20, 7))
                        .constant(
                            "tensor",
                            a ->
                                a.text(1, "value")
                                    .message(
                                        5, t -> one(t.tensor("inner", OnnxElementType.FLOAT, 1)))
                                    .integer(20, 4))
                        .constant("words", a -> a.text(1, "value_string").text(4, "hi"))));
    assertThat(model.tensors())
        .extracting(Tensor::toString)
        .containsExactly(
            "one float32 []",
            "zero int64 []",
            "old int64 []",
            "floats float32 [2]",
            "ints int64 [2]",
            "tensor float32 [1]");
    assertThat(model.tensor("one").toFloats()).containsExactly(1.5f);
    assertThat(model.tensor("zero").toDoubles()).containsExactly(0);
    assertThat(model.tensor("old").toDoubles()).containsExactly(-7);
    assertThat(model.tensor("floats").toFloats()).containsExactly(1, 2);
    assertThat(model.tensor("ints").toDoubles()).containsExactly(-1, 0x1p62);
    assertThat(model.notes()).containsExactly("tensor 'words' holds text, not numbers: left out");
  }

  @Test
  void open_namesUsedAgainInBranches_getThePathThere() throws Exception {
    Consumer<Proto> branch =
        g -> g.text(2, "b").initializer("w", OnnxElementType.FLOAT, new long[0], OnnxTest::one);
    Checkpoint model =
        open(
            Proto.model(
                g ->
                    branch
                        .andThen(
                            x ->
                                x.node(
                                        "/If",
                                        "If",
                                        new String[] {"c"},
                                        new String[] {"y"},
                                        n ->
                                            n.message(
                                                    5,
                                                    a ->
                                                        a.text(1, "then_branch").message(6, branch))
                                                .message(
                                                    5,
                                                    a ->
                                                        a.text(1, "else_branch")
                                                            .message(6, branch)))
                                    .node(
                                        "",
                                        "Custom",
                                        new String[0],
                                        new String[0],
                                        n ->
                                            n.message(
                                                5,
                                                a ->
                                                    a.text(1, "bodies")
                                                        .message(11, branch)
                                                        .message(11, branch))))
                        .accept(g)));
    assertThat(model.tensors())
        .extracting(Tensor::address)
        .containsExactly(
            "w",
            "/If/then_branch/w",
            "/If/else_branch/w",
            "Custom_1/bodies_0/w",
            "Custom_1/bodies_1/w");
  }

  @Test
  void open_functions_giveTheirConstants() throws Exception {
    byte[] model =
        Proto.of(
            m ->
                m.integer(1, 8)
                    .message(
                        7,
                        g -> g.initializer("c", OnnxElementType.FLOAT, new long[0], OnnxTest::one))
                    .message(
                        25,
                        f ->
                            f.text(1, "Gelu")
                                .text(10, "my.ops")
                                .text(4, "x")
                                .text(6, "alpha")
                                .message(
                                    7,
                                    n ->
                                        n.text(2, "c")
                                            .text(4, "Constant")
                                            .message(
                                                5, a -> a.text(1, "value_float").float32(2, 3)))
                                .message(
                                    7,
                                    n ->
                                        n.text(2, "d")
                                            .text(4, "Constant")
                                            .message(
                                                5, a -> a.text(1, "value_float").text(21, "alpha")))
                                .message(9, set -> set.integer(2, 18))));
    Checkpoint opened = open(model);
    assertThat(opened.tensors()).extracting(Tensor::address).containsExactly("c", "Gelu/c");
    assertThat(opened.notes())
        .containsExactly("tensor 'd' is the attribute 'alpha' of the function's caller: left out");
    OnnxFunction gelu = OnnxModel.open(folder.resolve("m.onnx")).functions().getFirst();
    assertThat(gelu.attributes()).containsExactly("alpha");
    assertThat(gelu.operatorSets()).isEqualTo(Map.of("", 18L));
  }

  @Test
  void open_whatIsNotNumbers_isNotedAndLeftOut() throws Exception {
    Checkpoint model =
        open(
            Proto.model(
                g ->
                    g.initializer("s", OnnxElementType.STRING, new long[] {1}, t -> t.text(6, "hi"))
                        .initializer("e", OnnxElementType.FLOAT4E2M1, new long[] {1}, t -> t.raw())
                        .initializer("n", OnnxElementType.FLOAT, new long[] {1}, t -> t.raw())
                        .message(5, t -> t.integer(1, 1).integer(2, 99).text(8, "u"))
                        .message(5, t -> t.integer(1, 1).text(8, "v"))
                        .initializer("", OnnxElementType.FLOAT, new long[0], OnnxTest::one)
                        .initializer(
                            "i4",
                            OnnxElementType.INT4,
                            new long[] {3},
                            t -> t.raw(0x4a, 2, 0x9e, 0x07))
                        .initializer(
                            "f4",
                            OnnxElementType.FLOAT4E2M1,
                            new long[] {3},
                            t -> t.raw(0x4a, 2, 0xf1, 0x03))
                        .initializer("w", OnnxElementType.FLOAT, new long[0], OnnxTest::one)));
    assertThat(model.tensor("i4").toFloats()).containsExactly(-2, -7, 7);
    assertThat(model.tensor("f4").toFloats()).containsExactly(.5f, -6, 1.5f);
    assertThat(model.tensors()).hasSize(3);
    assertThat(model.notes())
        .containsExactly(
            "tensor 's' holds text, not numbers: left out",
            "tensor 'e' has no data in the file: left out",
            "tensor 'n' has no data in the file: left out",
            "tensor 'u' has the unknown element type 99: left out",
            "tensor 'v' has no element type: left out",
            "a constant without a name is left out",
            "1 tensors of 2- or 4-bit integers are unpacked to 8-bit ones");
  }

  @Test
  void open_sparseInitializer_givesValuesAndIndices() throws Exception {
    Checkpoint model =
        open(
            Proto.model(
                g ->
                    g.message(
                        15,
                        s ->
                            s.message(
                                    1,
                                    t ->
                                        t.tensor("s", OnnxElementType.FLOAT, 2)
                                            .float32(4, 5)
                                            .float32(4, 6))
                                .message(
                                    2,
                                    t ->
                                        t.tensor("", OnnxElementType.INT64, 2)
                                            .integer(7, 3)
                                            .integer(7, 9))
                                .integer(3, 4)
                                .integer(3, 1000))));
    assertThat(model.tensor("s/values").toFloats()).containsExactly(5, 6);
    assertThat(model.tensor("s/indices").toFloats()).containsExactly(3, 9);
    assertThat(model.notes().getFirst())
        .contains("sparse: 2 values of a tensor of shape [4, 1000]");
  }

  @Test
  void open_metadata_isKept() throws Exception {
    byte[] model =
        Proto.of(
            m ->
                m.integer(1, 9)
                    .text(4, "org.example")
                    .integer(5, 3)
                    .message(
                        7,
                        g ->
                            g.text(2, "main")
                                .initializer("w", OnnxElementType.FLOAT, new long[0], OnnxTest::one)
                                .message(11, v -> v.text(1, "w"))
                                .message(11, v -> v.text(1, "x").message(2, t -> image(t)))
                                .message(12, v -> v.text(1, "y").message(2, t -> labels(t))))
                    .message(8, set -> set.integer(2, 17))
                    .message(8, set -> set.text(1, "com.microsoft").integer(2, 1))
                    .message(14, p -> p.text(1, "graph").text(2, "mine"))
                    .message(20, training -> training.raw()));
    Checkpoint opened = open(model);
    assertThat(opened.metadata())
        .isEqualTo(
            Map.of(
                "ir_version", "9",
                "opset_import", "ai.onnx 17, com.microsoft 1",
                "domain", "org.example",
                "model_version", "3",
                "graph", "main",
                "inputs", "x: float16 [batch, 3, ?]",
                "outputs", "y: sequence of map from string to float32",
                "metadata_props.graph", "mine"));
    assertThat(opened.notes()).containsExactly("graphs for training are left out");
  }

  private static Proto image(Proto type) {
    return type.message(
        1,
        tensor ->
            tensor
                .integer(1, 10)
                .message(
                    2,
                    shape ->
                        shape
                            .message(1, d -> d.text(2, "batch"))
                            .message(1, d -> d.integer(1, 3))
                            .message(1, d -> d.raw())));
  }

  private static Proto labels(Proto type) {
    Consumer<Proto> number = t -> t.message(1, tensor -> tensor.integer(1, 1));
    Consumer<Proto> map = t -> t.message(5, m -> m.integer(1, 8).message(2, number));
    return type.message(4, sequence -> sequence.message(1, map));
  }

  @Test
  void open_externalData_isMappedFromTheModelsFolder() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.write(
        folder.resolve("data/w.bin"),
        Proto.little(24).putFloat(9).putFloat(9).putFloat(1).putFloat(2).putDouble(3).array());
    Checkpoint model =
        open(Proto.model(g -> external(g, "w", OnnxElementType.FLOAT, 2, "data/w.bin", "8", "8")));
    assertThat(model.tensor("w").toFloats()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "/etc/passwd",
        "data/../../x",
        "link",
        "data",
        "missing",
        "",
        "short",
        "a\u0000b"
      })
  void open_externalDataOutsideTheFolder_isRefused(String location, @TempDir Path elsewhere)
      throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.write(folder.resolve("short"), new byte[7]);
    Path secret = Files.write(elsewhere.resolve("secret"), new byte[100]);
    Files.createSymbolicLink(folder.resolve("link"), secret);
    byte[] model = Proto.model(g -> external(g, "w", OnnxElementType.FLOAT, 2, location, "0", "8"));
    assertThatThrownBy(() -> open(model))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("m.onnx: tensor 'w' ")
        .message()
        .hasLineCount(1);
  }

  @Test
  void open_externalDataNamedAgainAndAgain_isRefused() throws Exception {
    Files.write(folder.resolve("w.bin"), new byte[1 << 20]);
    String length = Integer.toString(1 << 20);
    byte[] tied =
        Proto.model(
            g -> {
              external(g, "a", OnnxElementType.FLOAT, 1 << 18, "w.bin", "0", length);
              external(g, "b", OnnxElementType.FLOAT, 1 << 18, "w.bin", "0", length);
            });
    assertThat(open(tied).tensors()).hasSize(2);
    byte[] hostile =
        Proto.model(
            g -> {
              for (int i = 0; i < 1000; i++) {
                String spelled = "./".repeat(i % 100) + "w.bin";
                external(g, "w" + i, OnnxElementType.FLOAT, 1 << 18, spelled, "0", length);
              }
            });
    assertThatThrownBy(() -> open(hostile))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("would repeat the file's 1048576 bytes of numbers");
  }

  private static Proto external(
      Proto graph,
      String name,
      OnnxElementType type,
      long count,
      String location,
      String offset,
      String length) {
    return graph.initializer(
        name,
        type,
        new long[] {count},
        t ->
            t.message(13, e -> e.text(1, "location").text(2, location))
                .message(13, e -> e.text(1, "offset").text(2, offset))
                .message(13, e -> e.text(1, "length").text(2, length))
                .integer(14, 1));
  }

  private static void one(Proto tensor) {
    tensor.float32(4, 1);
  }

  @Test
  void shape_ofAScalar_isEmpty() throws Exception {
    Checkpoint model =
        open(
            Proto.model(
                g -> g.initializer("w", OnnxElementType.FLOAT, new long[0], OnnxTest::one)));
    assertThat(model.tensor("w").shape()).isEqualTo(Shape.of());
  }

  private Checkpoint open(byte[] model) throws Exception {
    return Checkpoint.open(Files.write(folder.resolve("m.onnx"), model));
  }
}
