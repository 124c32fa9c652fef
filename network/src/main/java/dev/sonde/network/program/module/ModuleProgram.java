package dev.sonde.network.program.module;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.torch.TorchModule;
import dev.sonde.network.program.Operand;
import dev.sonde.network.program.Program;
import dev.sonde.network.program.ProgramBuilder;
import dev.sonde.network.program.ProgramInput;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A whole PyTorch module as a program. */
public final class ModuleProgram {

  /** What makes a file that brings its own computation. */
  public static final String REMEDY =
      ". Where it was made, write torch.export.save(torch.export.export(model, (example,)),"
          + " \"model.pt2\"), with an input such as it is used with as the example: that file says"
          + " how it is computed";

  private static final Set<String> LISTS = Set.of("ModuleList", "ModuleDict");

  private ModuleProgram() {}

  /**
   * The program of a module that a file holds.
   *
   * @param file its tensors
   * @return empty if the module's class is not among those whose computation is known
   * @throws dev.sonde.network.program.ProgramException if it holds a module whose computation is
   *     not known, or whose settings and tensors do not fit
   */
  public static Optional<Program> read(Checkpoint file, TorchModule module) {
    ModuleTree tree = ModuleTree.of(module, "");
    // Lists of modules compute nothing themselves; their tensors may be those of a known network.
    if (!ModuleRules.knows(tree) || LISTS.contains(tree.kind())) return Optional.empty();
    String prefix = module.path().isEmpty() ? "" : module.path() + ".";
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Tensor tensor : file.tensors()) {
      if (!tensor.address().startsWith(prefix)) continue;
      tensors.put(tensor.address().substring(prefix.length()), tensor);
    }
    String type = module.type().substring(module.type().lastIndexOf('.') + 1);
    return Optional.of(program(file, tree, tensors, "a pickled " + type));
  }

  static Program program(
      Checkpoint file, ModuleTree tree, Map<String, Tensor> tensors, String source) {
    String name = file.path().toString();
    ProgramBuilder builder = new ProgramBuilder(name, source);
    ModuleLowering lowering = new ModuleLowering(builder, name, tensors);
    Operand input = builder.input(input(tree, lowering));
    List<Operand> outputs = lowering.run(tree, input);
    for (int i = 0; i < outputs.size(); i++) {
      builder.result(outputs.size() == 1 ? "out" : "out" + i, outputs.get(i));
    }
    StateDictProgram.requireAllUsed(lowering, file, tree);
    return builder.build();
  }

  /** What the first module with tensors reads, as far as its shapes say it. */
  private static ProgramInput input(ModuleTree tree, ModuleLowering lowering) {
    Optional<ModuleTree> first = first(tree, lowering);
    DType type = DType.FLOAT32;
    Optional<List<ProgramInput.Axis>> shape = Optional.empty();
    if (first.isPresent()) {
      String kind = first.get().kind();
      if (kind.equals("Embedding")) type = DType.INT64;
      long[] weight =
          lowering
              .shape(ModuleTree.join(first.get().path(), "weight"))
              .map(s -> s.toArray())
              .orElse(new long[0]);
      shape = InputShapes.of(kind, first.get(), weight, lowering);
    }
    return new ProgramInput(
        "input",
        List.of("in0", "x"),
        Optional.of(type),
        shape,
        Optional.empty(),
        ProgramInput.Form.ARRAY);
  }

  private static Optional<ModuleTree> first(ModuleTree tree, ModuleLowering lowering) {
    if (InputShapes.reads(tree.kind())) return Optional.of(tree);
    for (ModuleTree child : tree.children().values()) {
      Optional<ModuleTree> found = first(child, lowering);
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }
}
