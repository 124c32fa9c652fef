package dev.sonde.network.program.module;

import dev.sonde.network.program.ProgramInput.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a network reads, as the first of its modules that has weights shows it. */
final class InputShapes {

  private InputShapes() {}

  /** Whether modules of a class show what they read. */
  static boolean reads(String kind) {
    return switch (kind) {
      case "Linear", "Embedding", "Conv1d", "Conv2d", "Conv3d", "LSTM", "GRU", "RNN" -> true;
      case "TransformerEncoderLayer" -> true;
      default -> false;
    };
  }

  /**
   * The axes of the input; empty where any will do.
   *
   * @param weight the shape of the module's weight, if it has one of this name
   */
  static Optional<List<Axis>> of(
      String kind, ModuleTree module, long[] weight, ModuleLowering lowering) {
    List<Axis> axes = new ArrayList<>();
    axes.add(Axis.free("batch"));
    switch (kind) {
      case "Linear" -> {
        // More axes between would do too; files of networks of this kind read rows.
        if (weight.length != 2) return Optional.empty();
        axes.add(Axis.fixed(weight[1]));
      }
      case "Embedding" -> axes.add(Axis.free("steps"));
      case "Conv1d", "Conv2d", "Conv3d" -> {
        if (weight.length < 3) return Optional.empty();
        long groups =
            module.settings().get("groups") instanceof dev.sonde.network.torch.Value.Whole whole
                ? whole.number()
                : 1;
        axes.add(Axis.fixed(weight[1] * Math.max(1, groups)));
        for (int i = 2; i < weight.length; i++) axes.add(Axis.free(""));
      }
      case "LSTM", "GRU", "RNN" -> {
        Optional<long[]> first =
            lowering
                .shape(ModuleTree.join(module.path(), "weight_ih_l0"))
                .map(shape -> shape.toArray());
        if (first.isEmpty() || first.get().length != 2) return Optional.empty();
        axes.add(Axis.free("steps"));
        axes.add(Axis.fixed(first.get()[1]));
      }
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(axes);
  }
}
