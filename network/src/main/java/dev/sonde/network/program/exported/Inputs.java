package dev.sonde.network.program.exported;

import dev.sonde.network.program.Operand;
import dev.sonde.network.program.ProgramBuilder;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.program.ProgramInput;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands behind the inputs of a graph. */
record Inputs(
    ProgramBuilder builder,
    Node graph,
    Ranges ranges,
    Map<String, Tensor> weights,
    Map<String, Tensor> constants) {

  void add(Signature signature) {
    for (Signature.Input input : signature.inputs()) {
      switch (input.kind()) {
        case USER -> user(input);
        case PARAMETER -> stored(input, true);
        case BUFFER, CONSTANT -> stored(input, false);
        case FIXED, TOKEN -> {
          if (!input.value().isEmpty()) {
            ExportedProgram.assign(builder, input.value(), Operand.none());
          }
        }
      }
    }
  }

  private void stored(Signature.Input input, boolean trained) {
    Tensor tensor = weights.get(input.target());
    if (tensor == null) tensor = constants.get(input.target());
    if (tensor == null) {
      throw new ProgramException(
          graph.file() + ": the array '" + input.target() + "' of the graph is not in the file");
    }
    Operand constant = builder.constant(tensor.named(input.target()), trained);
    ExportedProgram.assign(builder, input.value(), constant);
  }

  private void user(Signature.Input input) {
    ProgramInput made;
    if (input.type().equals("as_tensor")) {
      Node meta = graph.get("tensor_values").get(input.value());
      made =
          new ProgramInput(
              input.target(),
              input.aliases(),
              Optional.of(Types.dtype(meta.get("dtype"))),
              Optional.of(ranges.axes(meta.get("sizes"))),
              Optional.empty(),
              ProgramInput.Form.ARRAY);
    } else {
      DType type =
          switch (input.type()) {
            case "as_sym_float" -> DType.FLOAT32;
            case "as_sym_bool" -> DType.BOOL;
            default -> DType.INT64;
          };
      made =
          new ProgramInput(
              input.target(),
              input.aliases(),
              Optional.of(type),
              Optional.of(List.of()),
              Optional.empty(),
              ProgramInput.Form.NUMBER);
    }
    ExportedProgram.assign(builder, input.value(), builder.input(made));
  }
}
