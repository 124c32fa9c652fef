package dev.sonde.network.program.exported;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Parameters;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.program.Executor;
import dev.sonde.network.program.Limits;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.torch.Array;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs that want more than to compute: one error each, and nothing happens. */
class ExportedAttacksTest {

  @TempDir Path folder;

  private static final String X = "{\"name\":\"\",\"arg\":{\"as_tensor\":{\"name\":\"x\"}}}";

  private static String node(String target, String inputs) {
    return "{\"target\":\"%s\",\"inputs\":[%s],\"outputs\":[{\"as_tensor\":{\"name\":\"y\"}}],\"metadata\":{}}"
        .formatted(target, inputs);
  }

  /** Runs a program of these nodes, which reads {@code x} and gives {@code y}. */
  private void run(String nodes) throws IOException {
    String meta =
        "{\"dtype\":7,\"sizes\":[{\"as_int\":2}],\"strides\":[{\"as_int\":1}],\"storage_offset\":{\"as_int\":0}}";
    String json =
        """
        {"graph_module":{"graph":{"inputs":[{"as_tensor":{"name":"x"}}],
          "outputs":[{"as_tensor":{"name":"y"}}],"nodes":[%s],"tensor_values":{"x":%s}},
         "signature":{"input_specs":[{"user_input":{"arg":{"as_tensor":{"name":"x"}}}}],
          "output_specs":[{"user_output":{"arg":{"as_tensor":{"name":"y"}}}}]},
         "module_call_graph":[]},"range_constraints":{}}
        """
            .formatted(nodes, meta);
    Path file = folder.resolve("m.pt2");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("m/archive_format"));
      zip.write(new byte[] {'p', 't', '2'});
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("m/models/model.json"));
      zip.write(json.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    Executor executor =
        Executor.of(
            ExportedProgram.read(file, Bytes.map(file)).orElseThrow(),
            new Limits(10_000, 1 << 28, 1000, 20));
    try (Parameters parameters = Parameters.of(executor.specs(), new Initialiser.Constant(0), 0);
        Pass pass = Pass.evaluating(parameters, List.of())) {
      executor.run(pass, Map.of("x", Array.of(new float[] {1, 2}, 2)));
    }
  }

  private void refused(String nodes, String message) {
    assertThatThrownBy(() -> run(nodes))
        .as(nodes)
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining(message);
  }

  @Test
  void plainGraphsRun() throws IOException {
    run(node("torch.ops.aten.neg.default", X));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torch.ops.aten.from_file.default",
        "torch.ops.aten.set_.default",
        "torch.ops.aten.resize_.default",
        "torch.ops.profiler._record_function_enter.default",
        "torch.ops.c10d.send.default",
        "torch.ops.inductor.accumulate_grad_.default",
        "torch.ops.mylib.custom.default",
        "torch.ops.quantized.linear.default",
        "torch.ops.higher_order.flex_attention",
        "torch.ops.higher_order.auto_functionalized",
        "os.system",
        "builtins.eval",
        "torch.load",
        "_operator.setitem"
      })
  void whatIsNoFunctionOfArraysIsRefused(String target) {
    refused(node(target, X), "");
  }

  @Test
  void argumentsOfWrongKindsAreRefused() {
    for (String wrong :
        List.of(
            "{\"as_string\":\"x\"}",
            "{\"as_ints\":[1,2]}",
            "{\"as_none\":true}",
            "{\"as_strings\":[\"a\"]}",
            "{\"as_tensors\":[{\"name\":\"x\"}]}")) {
      refused(
          node("torch.ops.aten.neg.default", "{\"name\":\"self\",\"arg\":" + wrong + "}"),
          "it takes [Tensor self]");
    }
    refused(
        node(
            "torch.ops.aten.neg.default",
            "{\"name\":\"self\",\"arg\":{\"as_custom_obj\":{\"name\":\"x\"}}}"),
        "no argument that Sonde knows");
    refused(node("torch.ops.aten.neg.default", X + "," + X), "it takes [Tensor self]");
    refused(node("torch.ops.aten.neg.default", ""), "it takes [Tensor self]");
    refused(node("torch.ops.aten.neg.out", X), "it takes other overloads");
  }

  @Test
  void giantArraysAreRefused() {
    refused(
        node(
            "torch.ops.aten.repeat.default",
            X + ",{\"name\":\"repeats\",\"arg\":{\"as_ints\":[1000000000000]}}"),
        "it may make");
    refused(
        node(
            "torch.ops.aten.zeros.default",
            "{\"name\":\"size\",\"arg\":{\"as_ints\":[9223372036854775807,9]}}"),
        "it may make");
  }

  @Test
  void loopsWithoutEndAreEnded() {
    String x = "{\"as_tensor\":{\"name\":\"x\"}}";
    String always =
        "{\"as_graph\":{\"name\":\"c\",\"graph\":{\"inputs\":[%s],\"outputs\":[{\"as_bool\":true}],\"nodes\":[]}}}"
            .formatted(x);
    String body =
        "{\"as_graph\":{\"name\":\"b\",\"graph\":{\"inputs\":[%s],\"outputs\":[%s],\"nodes\":[]}}}"
            .formatted(x, x);
    String inputs =
        "{\"name\":\"\",\"arg\":%s},{\"name\":\"\",\"arg\":%s},{\"name\":\"\",\"arg\":{\"as_tensors\":[{\"name\":\"x\"}]}}"
            .formatted(always, body);
    refused(node("torch.ops.higher_order.while_loop", inputs), "runs more than 10000 steps");
  }

  @Test
  void damagedGraphsSayWhere() {
    refused("{}", "the graph is damaged: no 'target' at the graph.graph_module");
    refused(node("torch.ops.aten.neg.default", "{}"), "no 'arg' at");
    refused(node("torch.ops.aten", X), "no operator in 'torch.ops.aten'");
    refused(
        node(
            "torch.ops.aten.neg.default",
            "{\"name\":\"self\",\"arg\":{\"as_tensor\":{\"name\":\"z\"}}}"),
        "reads '/z', which nothing computes");
  }
}
