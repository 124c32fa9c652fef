package dev.sonde.network.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.layer.Parameters;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Operator;
import dev.sonde.network.torch.Operators;
import dev.sonde.network.torch.Scope;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call may make is bounded before it is made. */
class SizesTest {

  private static Value array(long... shape) {
    return Value.of(Array.zeros(shape).add(1));
  }

  private static Value indices(long... numbers) {
    return Value.of(Array.ofIndices(numbers, numbers.length));
  }

  /** A call, and how much more than it needs the bound may be. */
  record Case(String name, double slack, List<Value> arguments) {

    Case(String name, double slack, Value... arguments) {
      this(name, slack, List.of(arguments));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    Value whole = Value.of(3);
    return List.of(
        new Case("add", 1, array(3, 1, 5), array(4, 1)),
        new Case("softmax", 1, array(3, 5), Value.of(1)),
        new Case("matmul", 1, array(2, 3, 4), array(4, 5)),
        new Case("matmul", 1, array(3, 4), array(7, 4, 5)),
        new Case("bmm", 1, array(6, 3, 4), array(6, 4, 5)),
        new Case("linear", 1, array(2, 3, 4), array(9, 4)),
        new Case("addmm", 1, array(5), array(3, 4), array(4, 5)),
        new Case("conv2d", 3, array(2, 3, 9, 9), array(4, 3, 3, 3), array(4)),
        new Case("conv_transpose1d", 3, array(2, 3, 9), array(3, 4, 3)),
        new Case("embedding", 1, array(10, 4), indices(1, 2, 3)),
        new Case("zeros", 1, Value.ofWhole(4, 5)),
        new Case("arange", 2, Value.of(10)),
        new Case("repeat", 1, array(2, 3), Value.ofWhole(4, 1, 2)),
        new Case("cat", 1, new Value.Sequence(List.of(array(2, 3), array(4, 3))), Value.of(0)),
        new Case("constant_pad_nd", 1, array(2, 3), Value.ofWhole(1, 2, 3, 4)),
        new Case("one_hot", 1, indices(0, 4, 2)),
        new Case("index_select", 1, array(5, 7), Value.of(0), indices(1, 1, 2)),
        new Case(
            "gather",
            1,
            array(5, 7),
            Value.of(0),
            Value.of(Array.ofIndices(new long[] {0, 1}, 1, 2))),
        new Case("index", 1, array(5, 7), new Value.Sequence(List.of(indices(1, 1, 2)))),
        new Case("outer", 1, array(5), array(7)),
        new Case("kron", 1, array(5, 2), array(7, 3)),
        new Case("cdist", 1, array(5, 2), array(7, 2)),
        new Case(
            "einsum",
            1,
            Value.of("bid,bjd->bij"),
            new Value.Sequence(List.of(array(2, 3, 4), array(2, 5, 4)))),
        new Case("tensordot", 1, array(2, 3), array(3, 5), Value.ofWhole(1), Value.ofWhole(0)),
        new Case("upsample_nearest2d", 1, array(1, 2, 3, 3), Value.ofWhole(6, 9)),
        new Case("max_pool2d", 10, array(1, 2, 8, 8), Value.ofWhole(2, 2)),
        new Case("adaptive_avg_pool2d", 1, array(1, 2, 8, 8), Value.ofWhole(3, 3)),
        new Case("diag_embed", 1, array(6)),
        new Case("repeat_interleave", 1, array(6), whole),
        new Case("stack", 1, new Value.Sequence(List.of(array(2), array(2))), Value.of(0)),
        new Case(
            "lstm",
            20,
            array(4, 2, 3),
            new Value.Sequence(List.of(array(1, 2, 5), array(1, 2, 5))),
            new Value.Sequence(List.of(array(20, 3), array(20, 5), array(20), array(20))),
            Value.of(true),
            Value.of(1),
            Value.of(0.0),
            Value.of(false),
            Value.of(false),
            Value.of(false)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theBoundHoldsAndIsNear(Case one) {
    try (Scope _ = new Scope()) {
      Given given = new Given(one.arguments(), Map.of());
      for (Operator operator : Operators.named("aten::" + one.name())) {
        var bound = given.bind(operator.schema());
        var fitted = bound == null ? null : operator.fit(bound, true);
        if (fitted == null) continue;
        double most = Sizes.bytes(operator.schema(), fitted.arguments()) / 8;
        double made = elements(fitted.call(0));
        assertThat(most).isBetween(made, one.slack() * made);
        return;
      }
      throw new AssertionError("no overload of " + one + " takes these");
    }
  }

  private static double elements(List<Value> values) {
    double elements = 0;
    for (Value value : values) {
      if (value instanceof Value.OfArray array) elements += array.array().count();
      if (value instanceof Value.Sequence list) elements += elements(list.items());
    }
    return elements;
  }

  private static void call(String operator, Operand... arguments) {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    List<Operand> all = new ArrayList<>(List.of(arguments));
    Program program =
        b.result("out", b.call(operator, Origin.NONE, all.toArray(new Operand[0]))).build();
    Executor executor = Executor.of(program, new Limits(1000, 1L << 30, 1 << 16, 8));
    try (Parameters parameters = Parameters.of(List.of(), new Initialiser.Constant(0), 0);
        Pass pass = Pass.evaluating(parameters, List.of())) {
      executor.run(pass, Map.of());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "ones", "rand", "empty", "randn"})
  void anArrayOfATrillionIsRefused(String operator) {
    assertThatThrownBy(() -> call("aten::" + operator, Operand.list(1_000_000, 1_000_000)))
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("it may make 8.00e+03 GB beside the 0.00 GB that are held");
  }

  @Test
  void sizesThatOverflowAreRefused() {
    assertThatThrownBy(() -> call("aten::zeros", Operand.list(Long.MAX_VALUE, Long.MAX_VALUE)))
        .isInstanceOf(ProgramException.class);
    assertThatThrownBy(() -> call("aten::eye", Operand.of(1L << 40)))
        .isInstanceOf(ProgramException.class);
    assertThatThrownBy(
            () -> call("aten::arange", Operand.of(0), Operand.of(1.0), Operand.of(1e-15)))
        .isInstanceOf(ProgramException.class);
  }

  @Test
  void manyArraysTogetherAreBounded() {
    ProgramBuilder b = new ProgramBuilder("made", "hand");
    b.step(new Step.Assign("all", new Operand.Several(List.of())));
    Block nothing = Block.of(List.of());
    Block body =
        b.block(
            () ->
                b.call(
                    "aten::append",
                    Origin.NONE,
                    Operand.named("all"),
                    b.call("aten::zeros", Origin.NONE, Operand.list(1 << 20))));
    b.step(new Step.Repeat(nothing, Operand.of(true), body, Origin.NONE));
    Program program = b.result("out", Operand.named("all")).build();
    Executor executor = Executor.of(program, new Limits(1_000_000, 1 << 26, 1 << 16, 8));
    try (Parameters parameters = Parameters.of(List.of(), new Initialiser.Constant(0), 0);
        Pass pass = Pass.evaluating(parameters, List.of())) {
      assertThatThrownBy(() -> executor.run(pass, Map.of()))
          .isInstanceOf(ProgramException.class)
          .hasMessageContaining("that are held");
    }
  }

  @Test
  void noValueOfAWrongKindReachesAnOperator() {
    // One of each kind for each argument of each operator: refused before the call or computed.
    List<Value> kinds;
    try (Scope _ = new Scope()) {
      kinds =
          List.of(
              Value.nothing(),
              Value.of(3),
              Value.of(1.5),
              Value.of(true),
              Value.of("text"),
              new Value.Tuple(List.of(Value.of(1))),
              new Value.Sequence(List.of(Value.of("x"))),
              new Value.Sequence(List.of(new Value.Sequence(List.of()))),
              new Value.Mapping(),
              new Instance("C", ""),
              Value.of(Array.zeros(2, 2)));
      for (String name :
          List.of("linear", "cat", "conv2d", "zeros", "sum", "gelu", "to", "index")) {
        for (Operator operator : Operators.named("aten::" + name)) {
          int count = operator.schema().arguments().size();
          for (int place = 0; place < count; place++) {
            for (Value kind : kinds) {
              List<Value> arguments = new ArrayList<>();
              for (int i = 0; i < count; i++) arguments.add(i == place ? kind : Value.of("wrong"));
              if (operator.fit(arguments, false) != null) continue;
              assertThatThrownBy(() -> operator.call(arguments, 0))
                  .as(operator + " " + place + " " + kind.kind())
                  .isInstanceOf(TorchException.class)
                  .hasMessageContaining("expected");
            }
          }
        }
      }
    }
  }
}
