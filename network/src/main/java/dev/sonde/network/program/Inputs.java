package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Value;
import dev.sonde.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks what a caller gives against what the program declares. */
record Inputs(String file, List<ProgramInput> declared) {

  static Inputs of(Executor executor) {
    return new Inputs(executor.program().file(), executor.program().inputs());
  }

  /** The values by the inputs' own names, in the declared types. */
  Map<String, Value> fit(Map<String, Array> given) {
    Map<String, Value> fitting = new LinkedHashMap<>();
    Map<ProgramInput, Map<String, Value>> parts = new LinkedHashMap<>();
    given.forEach(
        (name, array) -> {
          Optional<ProgramInput> whole =
              declared.stream().filter(input -> input.part(name).isPresent()).findFirst();
          if (whole.isPresent()) {
            parts
                .computeIfAbsent(whole.get(), _ -> new LinkedHashMap<>())
                .put(whole.get().part(name).orElseThrow(), part(whole.get(), array));
            return;
          }
          ProgramInput input = find(name);
          if (fitting.put(input.name(), fit(input, array)) != null) {
            throw new ProgramException(file + ": input '" + input.name() + "' is given twice");
          }
        });
    parts.forEach((input, found) -> fitting.put(input.name(), collected(input, found)));
    for (ProgramInput input : declared) {
      if (fitting.containsKey(input.name()) || input.fallback().isPresent()) continue;
      throw new ProgramException(
          file + ": input '" + input.name() + "' is missing; the model has " + listed());
    }
    return fitting;
  }

  private static Value part(ProgramInput input, Array array) {
    return input.type().isPresent() ? number(input, array) : Value.of(array.detach());
  }

  private Value collected(ProgramInput input, Map<String, Value> parts) {
    if (input.form() == ProgramInput.Form.DICTIONARY) {
      Value.Mapping map = new Value.Mapping();
      parts.forEach((key, value) -> map.entries().put(Value.of(key), value));
      return map;
    }
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Value item = parts.get(Integer.toString(i));
      if (item == null) {
        throw new ProgramException(
            file + ": input '" + input.name() + "' is given without its part " + i);
      }
      items.add(item);
    }
    return input.form() == ProgramInput.Form.TUPLE
        ? new Value.Tuple(items)
        : new Value.Sequence(items);
  }

  private ProgramInput find(String name) {
    return declared.stream()
        .filter(input -> input.answersTo(name) && !input.isCollection())
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
    if (input.form() == ProgramInput.Form.NUMBER) {
      if (array.count() != 1) throw refused(input, array);
      return number(input, array);
    }
    if (input.form() == ProgramInput.Form.NUMBERS) return numbers(input, array);
    if (!fits) throw refused(input, array);
    ElementType wanted = input.type().map(ElementType::of).orElse(array.type());
    // An array of its own: a tap that asks for its gradient must not mark the caller's.
    Array own = array.detach();
    return Value.of(own.type() == wanted ? own : own.to(wanted));
  }

  private static Value numbers(ProgramInput input, Array array) {
    List<Value> items = new ArrayList<>();
    boolean real = input.type().orElse(DType.FLOAT32).isFloating();
    if (real) for (float number : array.toFloats()) items.add(Value.of(number));
    else for (long number : array.toLongs()) items.add(Value.of(number));
    return new Value.Sequence(items);
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
