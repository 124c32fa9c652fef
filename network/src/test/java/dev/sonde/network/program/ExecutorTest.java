package dev.sonde.network.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Parameters;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.probe.Ablation;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Programs made by hand. */
class ExecutorTest {

  private static final ProgramInput X =
      ProgramInput.of(
          "x", DType.FLOAT32, List.of(ProgramInput.Axis.free("batch"), ProgramInput.Axis.fixed(2)));

  private static final Tensor WEIGHT =
      Tensor.ofFloats("fc.weight", Shape.of(2, 2), new float[] {1, 2, 3, -4});

  /** What a run gave. */
  private record Ran(Map<String, float[]> outputs, Capture capture) {}

  private static Ran run(Program program, Map<String, float[]> given, Probe... probes) {
    Executor executor = Executor.of(program, new Limits(1000, 1 << 20, 100, 8));
    try (Parameters parameters = Parameters.of(executor.specs(), new Initialiser.Constant(0), 0)) {
      parameters.load(Checkpoint.of(Path.of("p"), executor.parameters(), Map.of()));
      try (Pass pass = Pass.evaluating(parameters, List.of(probes))) {
        Map<String, Array> arrays = new java.util.LinkedHashMap<>();
        given.forEach((name, x) -> arrays.put(name, Array.of(x, x.length / 2, 2)));
        Map<String, Array> outputs = executor.run(pass, arrays);
        Map<String, float[]> floats = new java.util.LinkedHashMap<>();
        outputs.forEach((name, array) -> floats.put(name, array.toFloats()));
        for (Probe probe : probes) {
          if (probe instanceof Tap tap && tap.kind() == Tap.Kind.GRADIENTS) {
            pass.backward(outputs.values().iterator().next().sum());
          }
        }
        return new Ran(floats, pass.capture());
      }
    }
  }

  /** y = relu(x·Wᵀ), the second step in place or not. */
  private static Program twoSteps(String second) {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    Operand x = b.input(X);
    Operand w = b.constant(WEIGHT, true);
    Operand y = b.call("aten::linear", Origin.of("fc", ""), Site.of("fc"), x, w);
    Operand z = b.call(second, Origin.NONE, Site.of("relu"), y);
    return b.result("out", z).build();
  }

  private static final Map<String, float[]> ONE = Map.of("x", new float[] {1, 1});

  @Test
  void operatorsAreCalledByNameWithDefaults() {
    assertThat(run(twoSteps("aten::relu"), ONE).outputs().get("out")).containsExactly(3, 0);
  }

  @Test
  void aTappedValueIsWhatTheModelSawThoughItIsOverwrittenLater() {
    Ran ran = run(twoSteps("aten::relu_"), ONE, Tap.values("*"));
    assertThat(ran.capture().values("fc").toFloats()).containsExactly(3, -1);
    assertThat(ran.capture().values("relu").toFloats()).containsExactly(3, 0);
  }

  @Test
  void gradientsAreThoseOfTheValueBeforeItIsOverwritten() {
    for (String relu : List.of("aten::relu", "aten::relu_")) {
      Capture seen = run(twoSteps(relu), ONE, Tap.gradients("*")).capture();
      assertThat(seen.gradients("fc").toFloats()).as(relu).containsExactly(1, 0);
      assertThat(seen.gradients("relu").toFloats()).as(relu).containsExactly(1, 1);
      assertThat(seen.gradients("x").toFloats()).as(relu).containsExactly(1, 2);
    }
  }

  @Test
  void interventionsFlowOnInPlaceOrNot() {
    for (String relu : List.of("aten::relu", "aten::relu_")) {
      assertThat(run(twoSteps(relu), ONE, Ablation.zero("fc", 0)).outputs().get("out"))
          .as(relu)
          .containsExactly(0, 0);
    }
  }

  @Test
  void aChangeOfAViewReachesTheWholeAndTheGradientFollows() {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    Operand x = b.input(X);
    Operand y = b.call("aten::mul", Origin.NONE, Site.of("y"), x, Operand.of(2.0));
    Operand part =
        b.call("aten::select", Origin.NONE, Site.of("part"), y, Operand.of(1), Operand.of(0));
    b.call("aten::mul_", Origin.NONE, Site.of("tripled"), part, Operand.of(3.0));
    Program program = b.result("out", y).build();
    assertThat(run(program, ONE).outputs().get("out")).containsExactly(6, 2);
    Ran ran = run(program, ONE, Tap.gradients("*"));
    assertThat(ran.outputs().get("out")).containsExactly(6, 2);
    assertThat(ran.capture().gradients("part").toFloats()).containsExactly(3);
    assertThat(ran.capture().gradients("x").toFloats()).containsExactly(6, 2);
    assertThat(run(program, ONE, Ablation.zero("tripled")).outputs().get("out"))
        .containsExactly(0, 2);
  }

  @Test
  void loopsRunTheirRoundsAndEachRoundIsASite() {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    Operand x = b.input(X);
    b.step(new Step.Assign("h", x)).step(new Step.Assign("i", Operand.of(0)));
    Block test =
        b.block(
            () ->
                b.step(
                    new Step.Assign(
                        "on", b.call("aten::lt", Origin.NONE, Operand.named("i"), Operand.of(3)))));
    Block body =
        b.block(
            () -> {
              Operand h =
                  b.call(
                      "aten::add", Origin.NONE, Site.of("h"), Operand.named("h"), Operand.of(1.0));
              b.step(new Step.Assign("h", h));
              b.step(
                  new Step.Assign(
                      "i", b.call("aten::add", Origin.NONE, Operand.named("i"), Operand.of(1))));
            });
    b.step(new Step.Repeat(test, Operand.named("on"), body, Origin.NONE));
    Ran ran = run(b.result("out", Operand.named("h")).build(), ONE, Tap.values("h*"));
    assertThat(ran.outputs().get("out")).containsExactly(4, 4);
    assertThat(ran.capture().addresses()).containsExactly("h@t=0", "h@t=1", "h@t=2");
  }

  @Test
  void aLoopWithoutEndIsEnded() {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    b.input(X);
    Block nothing = Block.of(List.of());
    b.step(new Step.Repeat(nothing, Operand.of(true), nothing, Origin.of("spin", "loop")));
    Program program = b.result("out", Operand.named("x")).build();
    assertThatThrownBy(() -> run(program, ONE))
        .isInstanceOf(ProgramException.class)
        .hasMessage(
            "made: runs more than 1000 steps; is there a loop without end? (node 'loop', module"
                + " 'spin')");
  }

  @Test
  void branchesAreChosenByTruths() {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    Operand x = b.input(X);
    Operand sum = b.call("aten::sum", Origin.NONE, x);
    Operand positive = b.call("aten::gt", Origin.NONE, sum, Operand.of(0));
    Block yes = b.block(() -> b.step(new Step.Assign("y", x)));
    Block no = b.block(() -> b.step(new Step.Assign("y", b.call("aten::neg", Origin.NONE, x))));
    b.step(new Step.Choose(positive, yes, no, Origin.NONE));
    Program program = b.result("out", Operand.named("y")).build();
    assertThat(run(program, ONE).outputs().get("out")).containsExactly(1, 1);
    assertThat(run(program, Map.of("x", new float[] {-1, -2})).outputs().get("out"))
        .containsExactly(1, 2);
  }

  @Test
  void whatIsNoFunctionOfArraysCannotBeCalled() {
    for (String refused :
        List.of("aten::from_file", "aten::set_", "prim::PythonOp", "c10d::send")) {
      Program program = twoSteps(refused);
      assertThatThrownBy(() -> run(program, ONE))
          .isInstanceOf(ProgramException.class)
          .hasMessageContaining("'" + refused + "' is not among those that a file may call");
    }
  }

  @Test
  void dropoutIsOffAndRandomNumbersAreTheSameInEveryRun() {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    Operand x = b.input(X);
    Operand y =
        b.call("aten::dropout", Origin.NONE, Site.of("d"), x, Operand.of(0.5), Operand.of(true));
    Operand noise = b.call("aten::rand_like", Origin.NONE, Site.of("noise"), y);
    Operand more = b.call("aten::rand_like", Origin.NONE, Site.of("more"), y);
    Program program = b.result("a", y).result("b", noise).result("c", more).build();
    Ran first = run(program, ONE);
    Ran second = run(program, ONE);
    assertThat(first.outputs().get("a")).containsExactly(1, 1);
    assertThat(first.outputs().get("b")).isEqualTo(second.outputs().get("b"));
    assertThat(first.outputs().get("b")).isNotEqualTo(first.outputs().get("c"));
  }

  @Test
  void aParameterIsNotChangedInPlace() {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    b.input(X);
    Operand w = b.constant(WEIGHT, true);
    Operand row = b.call("aten::select", Origin.NONE, w, Operand.of(0), Operand.of(0));
    Program program = b.result("out", b.call("aten::zero_", Origin.NONE, row)).build();
    assertThatThrownBy(() -> run(program, ONE))
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("it would change a trained parameter in place");
  }

  @Test
  void functionsHaveNamesOfTheirOwnAndModulesTheirPaths() {
    Program.Function function =
        new Program.Function(
            "Layer.forward",
            List.of(new Program.Parameter("self", null), new Program.Parameter("x", null)),
            new Block(
                List.of(
                    new Step.Call(
                        "aten::mul",
                        Optional.empty(),
                        List.of(
                            Step.Argument.of(Operand.named("x")),
                            Step.Argument.of(Operand.of(10.0))),
                        List.of(new Step.Result("y", Optional.of(Site.of("@mul")))),
                        Origin.NONE)),
                List.of(Operand.named("y"))));
    ProgramBuilder b = new ProgramBuilder("made", "hand").function(function);
    Operand x = b.input(X);
    Operand layer = new Operand.Literal(new Instance("Layer", "enc.0"));
    b.step(
        new Step.Invoke(
            ".forward",
            List.of(Step.Argument.of(layer), Step.Argument.of(x)),
            new Step.Result("z", Optional.of(Site.of(""))),
            Origin.NONE));
    Ran ran = run(b.result("out", Operand.named("z")).build(), ONE, Tap.values("enc.**"));
    assertThat(ran.capture().addresses()).containsExactly("enc.0@mul", "enc.0");
    assertThat(ran.capture().values("enc.0").toFloats()).containsExactly(10, 10);
    assertThat(Objects.requireNonNull(ran.outputs().get("out"))[0]).isEqualTo(10, within(0f));
  }

  /** Sixteen thousand numbers: of a megabyte, which a run may take here, a sixteenth. */
  private static Map<String, float[]> large() {
    float[] x = new float[16_000];
    for (int i = 0; i < x.length; i++) x[i] = i % 7 - 3;
    return Map.of("x", x);
  }

  @Test
  void aChainOfAnyDepthTakesTheMemoryOfWhatIsStillRead() {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    Operand x = b.input(X);
    Operand y = x;
    for (int i = 0; i < 100; i++) y = b.call("aten::neg", Origin.NONE, Site.of("neg" + i), y);
    Program chain = b.result("out", y).build();
    float[] out = Objects.requireNonNull(run(chain, large()).outputs().get("out"));
    assertThat(out).isEqualTo(large().get("x"));
    Ran tapped = run(chain, large(), Tap.values("neg*"));
    assertThat(tapped.outputs().get("out")).isEqualTo(out);
    assertThat(tapped.capture().addresses()).hasSize(100);
    assertThat(tapped.capture().values("neg99").toFloats()).isEqualTo(out);
    assertThat(tapped.capture().values("neg98").toFloats()[0]).isEqualTo(-out[0]);
  }

  @Test
  void whatIsStillReadTakesItsMemory() {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    Operand x = b.input(X);
    Operand[] all = new Operand[100];
    for (int i = 0; i < all.length; i++) all[i] = b.call("aten::neg", Origin.NONE, x);
    Operand sum = b.call("aten::stack", Origin.NONE, Operand.list(all));
    assertThatThrownBy(() -> run(b.result("out", sum).build(), large()))
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("it may make");
  }

  @Test
  void roundsOfALoopFreeWhatTheyReplace() {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    Operand x = b.input(X);
    b.step(new Step.Assign("y", x));
    b.step(new Step.Assign("n", Operand.of(0)));
    Block test =
        b.block(
            () -> {
              Operand more = b.call("aten::lt", Origin.NONE, Operand.named("n"), Operand.of(100));
              b.step(new Step.Assign("more", more));
            });
    Block body =
        b.block(
            () -> {
              b.step(
                  new Step.Call(
                      "aten::neg",
                      Optional.empty(),
                      List.of(Step.Argument.of(Operand.named("y"))),
                      List.of(Step.Result.of("y")),
                      Origin.NONE));
              Operand next = b.call("aten::add", Origin.NONE, Operand.named("n"), Operand.of(1));
              b.step(new Step.Assign("n", next));
            });
    b.step(new Step.Repeat(test, Operand.named("more"), body, Origin.NONE));
    Program program = b.result("out", Operand.named("y")).build();
    assertThat(run(program, large()).outputs().get("out")).isEqualTo(large().get("x"));
  }

  @Test
  void anArrayWithSeveralNamesStaysUntilTheLast() {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    Operand x = b.input(X);
    Operand one = b.call("aten::neg", Origin.NONE, x);
    Operand two = b.call("aten::neg", Origin.NONE, x);
    Operand three = b.call("aten::neg", Origin.NONE, x);
    b.step(new Step.Assign("same", one));
    Operand joined =
        b.call("aten::add", Origin.NONE, Operand.list(two), Operand.list(Operand.named("same")));
    Step.Argument given = Step.Argument.of(three);
    b.function(
        new Program.Function(
            "itself",
            List.of(new Program.Parameter("p", null)),
            new Block(List.of(), List.of(Operand.named("p")))));
    b.step(new Step.Invoke("itself", List.of(given), Step.Result.of("again"), Origin.NONE));
    for (int i = 0; i < 20; i++) b.call("aten::exp", Origin.NONE, x);
    Operand list = b.call("aten::stack", Origin.NONE, joined);
    Operand sum = b.call("aten::add", Origin.NONE, list, Operand.named("again"));
    Program program = b.result("out", sum).build();
    assertThat(run(program, ONE).outputs().get("out")).containsExactly(-2, -2, -2, -2);
  }
}
