package dev.sonde.question.machines;

import dev.sonde.automata.Machine;
import dev.sonde.automata.dot.DotWriter;
import dev.sonde.figure.Figure;
import dev.sonde.file.Printable;
import dev.sonde.question.Drawings;
import dev.sonde.question.Output;
import dev.sonde.question.QuestionException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Writes a machine as a drawing or a DOT file. */
final class MachineFiles {

  private MachineFiles() {}

  /**
   * @param title of the drawing
   */
  static <S, A> List<Output<S, A>> of(
      Function<A, Machine> machine, BiFunction<S, A, String> title) {
    return List.of(
        Drawings.of(
            (settings, answer) -> drawn(title.apply(settings, answer), machine.apply(answer))),
        new Output<>(
            List.of(".dot"),
            "the machine for Graphviz",
            (settings, answer, file, work) -> DotWriter.write(machine.apply(answer), file)));
  }

  private static Figure drawn(String title, Machine machine) {
    try {
      return MachineDrawing.of(Printable.of(title), machine);
    } catch (IllegalArgumentException e) {
      throw new QuestionException(title + ": " + e.getMessage() + "; write it as .dot");
    }
  }
}
