package dev.sonde.network.transformer.exported;

import dev.sonde.network.program.Block;
import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Program;
import dev.sonde.network.program.Step;
import dev.sonde.network.torch.Value;
import dev.sonde.network.transformer.exported.Computation.Operation;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads the operations of a program: {@code .pt2} and TorchScript. */
final class ProgramReading {

  private final Program program;
  private final List<Operation> operations = new ArrayList<>();

  private ProgramReading(Program program) {
    this.program = program;
  }

  static Computation of(Program program) {
    ProgramReading reading = new ProgramReading(program);
    reading.block(program.body(), new HashMap<>());
    // In an order that is the same in every run.
    for (Program.Function function : new TreeMap<>(program.functions()).values()) {
      reading.block(function.body(), new HashMap<>());
    }
    return new Computation(program.constants(), reading.operations);
  }

  private void block(Block block, Map<String, Operand> names) {
    for (Step step : block.steps()) {
      switch (step) {
        case Step.Assign assign -> names.put(assign.name(), assign.value());
        case Step.Call call -> call(call, names);
        case Step.Choose choose -> {
          block(choose.yes(), names);
          block(choose.no(), names);
        }
        case Step.Repeat repeat -> {
          block(repeat.test(), names);
          block(repeat.body(), names);
        }
        case Step.Invoke _ -> {}
      }
    }
  }

  private void call(Step.Call call, Map<String, Operand> names) {
    List<Double> numbers = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Step.Argument argument : call.arguments()) {
      collect(argument.value(), names, numbers, words);
    }
    String name = call.operator().substring(call.operator().indexOf(':') + 1).replace(":", "");
    operations.add(new Operation(name.toLowerCase(Locale.ROOT), numbers, words));
  }

  private void collect(
      Operand operand, Map<String, Operand> names, List<Double> numbers, List<String> words) {
    switch (operand) {
      case Operand.Literal literal -> {
        switch (literal.value()) {
          case Value.Whole(long number) -> numbers.add((double) number);
          case Value.Real(double number) -> numbers.add(number);
          case Value.Text(String text) -> words.add(text);
          default -> {}
        }
      }
      case Operand.Constant constant -> {
        Tensor tensor = program.constants().get(constant.address());
        if (tensor != null && tensor.count() == 1 && !tensor.dtype().isComplex()) {
          numbers.add(tensor.asReal().toDoubles()[0]);
        }
      }
      case Operand.Several several ->
          several.items().forEach(item -> collect(item, names, numbers, words));
      case Operand.Named named -> {
        Operand known = names.get(named.name());
        if (known instanceof Operand.Literal || known instanceof Operand.Constant) {
          collect(known, names, numbers, words);
        }
      }
      case Operand.Own _ -> {}
    }
  }
}
