package dev.sonde.network.program.script;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that wants more than to compute: one error each, and nothing happens. */
class ScriptAttacksTest {

  @TempDir Path folder;

  private float[] run(String body, String beside) throws IOException {
    Path file = ScriptArchive.of(folder, body, beside);
    Executor executor =
        Executor.of(
            ScriptProgram.read(file, Bytes.map(file)).orElseThrow(),
            new Limits(20_000, 1 << 28, 1000, 50));
    try (Parameters parameters = Parameters.of(executor.specs(), new Initialiser.Constant(0), 0);
        Pass pass = Pass.evaluating(parameters, List.of())) {
      Array out = executor.run(pass, Map.of("x", Array.of(new float[] {1, 2}, 2))).get("out");
      assertThat(out).isNotNull();
      return out == null ? new float[0] : out.toFloats();
    }
  }

  private void refused(String body, String message) {
    assertThatThrownBy(() -> run(body, ""))
        .as(body)
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining(message);
  }

  @Test
  void plainCodeRuns() throws IOException {
    assertThat(run("return torch.add(x, x)", "")).containsExactly(2, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "torch.save(x, \"stolen\")",
        "torch.load(\"/etc/passwd\")",
        "torch.from_file(\"/etc/passwd\", True, 10)",
        "ops.aten.from_file(\"/etc/passwd\")",
        "ops.aten.save(x, \"stolen\")",
        "ops.torch_library.load_library(\"evil.so\")",
        "ops.prim.PythonOp(x)",
        "ops.c10d.send([x], 0, 0)",
        "ops.profiler._record_function_enter(\"x\")",
        "ops.inductor._alloc_from_pool(x, 0, 6, [9], [1])",
        "torch.set_(x)",
        "torch.resize_(x, [1000000])",
        "torch.as_strided_(x, [10], [1000])",
        "torch._C._jit_set_profiling_mode(True)",
        "ops.quantized.linear_prepack(x, None)",
        "torch.classes.load_library(\"evil.so\")"
      })
  void whatIsNoFunctionOfArraysIsRefused(String call) {
    refused("return " + call, "");
    assertThat(Files.exists(Path.of("stolen"))).isFalse();
  }

  @Test
  void pythonIsNotKnown() {
    refused("return eval(\"1\")", "calls 'eval', which is no function");
    refused("return __import__(\"os\")", "calls '__import__', which is no function");
    refused("return open(\"f\")", "calls 'open', which is no function");
    refused("import os\nreturn x", "expected the end of a line");
    refused("return (lambda: 1)()", "");
    refused("return x.__class__", "an array [2] has no attribute '__class__'");
    refused("return __torch__.os.system(\"ls\")", "calls '__torch__.os.system'");
  }

  @Test
  void loopsWithoutEndAreEnded() {
    refused("while True:\n  y = x\nreturn x", "runs more than 20000 steps");
    refused("for i in range(9223372036854775807):\n  y = x\nreturn x", "runs more than");
    refused("return (self).forward(x, )", "functions call each other more than 50 deep");
  }

  @Test
  void collectionsThatGrowWithoutEndAreEnded() {
    refused("a = [1]\nwhile True:\n  _0 = torch.append(a, 1)\nreturn x", "at most 1000");
    refused("return torch.mul([1], 1000000000000)", "at most 1000");
    refused("s = \"ab\"\nwhile True:\n  s = torch.add(s, s)\nreturn x", "a text of more than 1000");
    refused("a = [1]\nwhile True:\n  _0 = torch.extend(a, a)\nreturn x", "at most 1000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b = torch.expand(torch.sum(x), [100, 1000000000])\n"
            + "return torch.matmul(b, torch.transpose(b, 0, 1))",
        "b = torch.expand(torch.sum(x), [100, 1000000000])\n"
            + "return torch.einsum(\"ij,kj->ik\", [b, b])",
        "b = torch.expand(torch.sum(x), [100, 1000000000])\n" + "return torch.cdist(b, b)",
        "b = torch.expand(torch.sum(x), [5000, 5000])\nreturn torch.linalg_det(b)",
        "b = torch.expand(torch.sum(x), [5000, 5000])\n"
            + "while True:\n  y = torch.sum(b)\nreturn x"
      })
  void workThatTakesNoMemoryIsCounted(String body) {
    refused(body, "is more work than a run may take");
  }

  @Test
  void giantArraysAreRefused() {
    refused("return torch.repeat(x, [1000000000000])", "it may make");
    refused("return torch.zeros([1000000, 1000000])", "it may make");
    refused(
        "y = torch.expand(torch.unsqueeze(x, 1), [2, 1000000000000])\nreturn torch.clone(y)",
        "it may make");
  }

  @Test
  void listsInThemselvesEnd() throws IOException {
    refused("a = [x]\n_0 = torch.append(a, a)\nreturn torch.tensor(a)", "");
    refused("a = annotate(List[Tensor], [])\n_0 = torch.append(a, a)\nreturn torch.stack(a)", "");
    assertThatThrownBy(() -> run("a = [1]\n_0 = torch.append(a, a)\nreturn torch.eq(a, a)", ""))
        .isInstanceOf(ProgramException.class);
  }

  @Test
  void codeNestedWithoutEndIsRefused() {
    refused("return " + "(".repeat(5000) + "x" + ")".repeat(5000), "nested less than 200 deep");
    refused("return " + "-".repeat(5000) + "1", "nested less than 200 deep");
    StringBuilder blocks = new StringBuilder();
    for (int i = 0; i < 400; i++) blocks.append(" ".repeat(i)).append("if True:\n");
    refused(blocks.append(" ".repeat(400)).append("y = x\nreturn x").toString(), "deep");
  }

  @Test
  void errorsNameTheLineOfTheCode() {
    refused(
        "y = torch.add(x, 1)\nreturn torch.matmul(y, torch.zeros([3, 3]))",
        "operator 'aten::matmul' (node '__torch__.M.forward', at code/__torch__.py:6) cannot be"
            + " computed of an array [2], an array [3, 3]");
  }

  @Test
  void aModelThatRefusesItsInputSaysWhy() {
    refused(
        "ops.prim.RaiseException(\"too short\")\nreturn x", "the model itself refuses: too short");
  }
}
