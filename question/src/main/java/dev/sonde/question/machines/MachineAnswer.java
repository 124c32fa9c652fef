package dev.sonde.question.machines;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states and transitions of a machine.
 *
 * @param shown the machine, or its minimal form if that was asked for
 */
public record MachineAnswer(
    Shown machine,
    Shown minimal,
    boolean isMinimal,
    @Nullable Comparison comparison,
    @JsonIgnore Machine shown) {

  /** A machine as a table. */
  public record Shown(
      String name, Kind kind, List<String> inputs, List<String> outputs, List<Row> states) {
    public Shown {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      states = List.copyOf(states);
    }

    static Shown of(Machine machine) {
      List<Row> rows = new ArrayList<>();
      for (int s = 0; s < machine.size(); s++) {
        List<String> next = new ArrayList<>();
        List<String> says = new ArrayList<>();
        for (int a = 0; a < machine.inputs().size(); a++) {
          next.add(machine.states().get(machine.next(s, a)));
          says.add(machine.outputs().get(machine.output(s, a)));
        }
        String own = machine.kind() == Kind.MEALY ? null : machine.outputs().get(machine.output(s));
        rows.add(new Row(machine.states().get(s), s == machine.initial(), own, next, says));
      }
      return new Shown(machine.name(), machine.kind(), machine.inputs(), machine.outputs(), rows);
    }
  }

  /**
   * One state.
   *
   * @param output its output; null in a Mealy machine
   * @param next the state after each input
   * @param says the output at each input; Mealy machines only
   */
  public record Row(
      String state,
      boolean initial,
      @Nullable String output,
      List<String> next,
      List<String> says) {
    public Row {
      next = List.copyOf(next);
      says = List.copyOf(says);
    }
  }

  /**
   * Comparison with another machine.
   *
   * @param word the shortest word that distinguishes them; null if they are equivalent
   */
  public record Comparison(String with, boolean equivalent, @Nullable List<String> word) {}
}
