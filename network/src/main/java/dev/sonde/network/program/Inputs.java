package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Value;
import dev.sonde.tensor.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks what a caller gives against what the program declares. */
record Inputs(String file, List<ProgramInput> declared) {

  static Inputs of(Executor executor) {
    return new Inputs(executor.program().file(), executor.program().inputs());
  }

  /** The values by the inputs' own names, in the declared types. */
  Map<String, Value> fit(Map<String, Array> given) {
    Map<String, Value> fitting = new LinkedHashMap<>();
    given.forEach(
        (name, array) -> {
          ProgramInput input = find(name);
          if (fitting.put(input.name(), fit(input, array)) != null) {
            throw new ProgramException(file + ": input '" + input.name() + "' is given twice");
          }
        });
    for (ProgramInput input : declared) {
      if (fitting.containsKey(input.name()) || input.fallback().isPresent()) continue;
      throw new ProgramException(
          file + ": input '" + input.name() + "' is missing; the model has " + listed());
    }
    return fitting;
  }

  private ProgramInput find(String name) {
    return declared.stream()
        .filter(input -> input.answersTo(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ProgramException(
                    file + ": no input '" + name + "'; the model has " + listed()));
  }

  private Value fit(ProgramInput input, Array array) {
    boolean fits = true;
    if (input.shape().isPresent()) {
      List<ProgramInput.Axis> axes = input.shape().get();
      fits = array.rank() == axes.size();
      for (int axis = 0; fits && axis < axes.size(); axis++) {
        fits = axes.get(axis).allows(array.extent(axis));
      }
    }
    if (input.scalar()) {
      if (array.count() != 1) throw refused(input, array);
      return number(input, array);
    }
    if (!fits) throw refused(input, array);
    ElementType wanted = input.type().map(ElementType::of).orElse(array.type());
    // An array of its own: a tap that asks for its gradient must not mark the caller's.
    Array own = array.detach();
    return Value.of(own.type() == wanted ? own : own.to(wanted));
  }

  private static Value number(ProgramInput input, Array array) {
    DType type = input.type().orElse(DType.FLOAT32);
    if (type == DType.BOOL) return Value.of(array.item() != 0);
    return type.isFloating() ? Value.of(array.item()) : Value.of(array.toLongs()[0]);
  }

  private ProgramException refused(ProgramInput input, Array array) {
    return new ProgramException(
        file + ": input '" + input.name() + "' is " + input + "; it was given " + array.shape());
  }

  private String listed() {
    return declared.stream().map(ProgramInput::toString).collect(Collectors.joining("; "));
  }
}
