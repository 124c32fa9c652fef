package dev.sonde.network.program.module;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.program.Program;
import dev.sonde.network.program.ProgramException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The state dict of a well-known architecture as a program: names and shapes show which. What
 * training tools put before all names, {@code module.}, {@code _orig_mod.}, {@code model.}, {@code
 * state_dict.}, is taken off.
 */
public final class StateDictProgram {

  private static final Set<String> AROUND =
      Set.of("module", "_orig_mod", "model", "state_dict", "model_state_dict", "net");

  /** How often something was put around: far more than tools do. */
  private static final int MOST_AROUND = 6;

  private static final int MOST_PREFIXES = 32;

  private static final List<Recogniser> ARCHITECTURES =
      List.of(
          new ResNets(),
          new FeatureNets(),
          new DenseNets(),
          new VisionTransformers(),
          new RecurrentClassifiers(),
          new LinearStacks());

  private StateDictProgram() {}

  /**
   * The program; empty if no architecture is recognised.
   *
   * @param activation what stands between linear layers, where the file leaves it open
   * @param plain whether a plain recurrent layer is {@code relu} or {@code tanh}
   * @throws ProgramException if the names are those of an architecture and the shapes are not, or
   *     something must be said that the file leaves open
   */
  public static Optional<Program> read(
      Checkpoint file, Optional<String> activation, Optional<String> plain) {
    for (String prefix : prefixes(file)) {
      StateDict names = StateDict.of(file, prefix, activation, plain);
      if (names.tensors().isEmpty()) continue;
      for (Recogniser one : ARCHITECTURES) {
        Optional<Recogniser.Found> found = one.of(names);
        if (found.isEmpty()) continue;
        String words = "the state dict of " + found.get().words();
        return Optional.of(ModuleProgram.program(file, found.get().tree(), names.tensors(), words));
      }
    }
    return Optional.empty();
  }

  /** What may stand around the names, nothing first. */
  private static Set<String> prefixes(Checkpoint file) {
    Set<String> prefixes =
        new TreeSet<>(
            (a, b) ->
                a.length() != b.length()
                    ? Integer.compare(a.length(), b.length())
                    : a.compareTo(b));
    prefixes.add("");
    file.tensors()
        .forEach(
            tensor -> {
              int from = 0;
              for (int i = 0; i < MOST_AROUND && prefixes.size() < MOST_PREFIXES; i++) {
                int dot = tensor.address().indexOf('.', from);
                if (dot < 0 || !AROUND.contains(tensor.address().substring(from, dot))) return;
                from = dot + 1;
                prefixes.add(tensor.address().substring(0, from));
              }
            });
    return prefixes;
  }

  /** A network with a part that is not run would be another network. */
  static void requireAllUsed(ModuleLowering lowering, Checkpoint file, ModuleTree tree) {
    List<String> rest = lowering.unused();
    if (rest.isEmpty()) return;
    String type = tree.type().substring(tree.type().lastIndexOf('.') + 1);
    throw new ProgramException(
        file.path()
            + ": has the tensors of a "
            + type
            + ", and "
            + rest.size()
            + " more, such as '"
            + rest.getFirst()
            + "', so it is another network"
            + ModuleProgram.REMEDY);
  }
}
