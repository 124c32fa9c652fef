package dev.sonde.network.program.module;

import dev.sonde.network.program.Float32;
import dev.sonde.network.program.Operand;
import dev.sonde.network.program.ProgramBuilder;
import dev.sonde.network.program.ProgramException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes uses of modules into steps. */
final class ModuleLowering {

  private static final int MOST = 20_000;
  private static final int DEEPEST = 64;

  private final ProgramBuilder builder;
  private final String file;
  private final Map<String, Tensor> tensors;
  private final Set<String> used = new HashSet<>();
  private int calls;
  private int depth;

  /**
   * @param tensors by the paths of their modules
   */
  ModuleLowering(ProgramBuilder builder, String file, Map<String, Tensor> tensors) {
    this.builder = builder;
    this.file = file;
    this.tensors = tensors;
  }

  ProgramBuilder builder() {
    return builder;
  }

  ProgramException wrong(ModuleTree module, String what) {
    String path = module.path().isEmpty() ? "its module" : "module '" + module.path() + "'";
    return new ProgramException(file + ": " + path + " (" + module.type() + "): " + what);
  }

  /** A tensor as a constant; empty if there is none. */
  Optional<Operand> tensor(String address, boolean trained) {
    Tensor tensor = tensors.get(address);
    if (tensor == null) return Optional.empty();
    if (!used.add(address)) return Optional.of(Operand.constant(address));
    return Optional.of(builder.constant(Float32.of(tensor.named(address)), trained));
  }

  Optional<Shape> shape(String address) {
    return Optional.ofNullable(tensors.get(address)).map(Tensor::shape);
  }

  /** Tensors that no module asked for; counts of batches are for training alone. */
  List<String> unused() {
    return tensors.keySet().stream()
        .filter(address -> !used.contains(address) && !address.endsWith("num_batches_tracked"))
        .toList();
  }

  /** Runs a module. */
  List<Operand> run(ModuleTree module, Operand... inputs) {
    if (++calls > MOST || ++depth > DEEPEST) {
      throw wrong(module, "more than " + MOST + " modules, or deeper than " + DEEPEST);
    }
    List<Operand> values =
        ModuleRules.of(this, module).of(new ModuleCall(this, module, List.of(inputs)));
    depth--;
    return values;
  }

  /** Runs a module that gives one value. */
  Operand one(ModuleTree module, Operand... inputs) {
    List<Operand> values = run(module, inputs);
    if (values.size() == 1) return values.getFirst();
    throw wrong(module, "it gives " + values.size() + " values where one is read");
  }
}
