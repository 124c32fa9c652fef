package dev.sonde.automata.learning;

import dev.sonde.automata.Machine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.automatalib.alphabet.impl.Alphabets;
import net.automatalib.automaton.transducer.MealyMachine;
import net.automatalib.automaton.transducer.impl.CompactMealy;

/** Machines as AutomataLib's and back. */
final class Bridge {

  private Bridge() {}

  static CompactMealy<Integer, Integer> toLibrary(Machine machine) {
    int k = machine.inputs().size();
    CompactMealy<Integer, Integer> mealy = new CompactMealy<>(Alphabets.integers(0, k - 1));
    for (int s = 0; s < machine.size(); s++) mealy.addState();
    mealy.setInitialState(machine.initial());
    for (int s = 0; s < machine.size(); s++) {
      for (int a = 0; a < k; a++) {
        Integer from = s; // not int: there is a method for indices beside
        Integer input = a;
        Integer to = machine.next(s, a);
        mealy.addTransition(from, input, to, (Integer) machine.output(s, a));
      }
    }
    return mealy;
  }

  static <S, T> Machine fromLibrary(
      String name,
      List<String> inputs,
      List<String> outputs,
      MealyMachine<S, Integer, T, Integer> mealy) {
    Map<S, Integer> numbers = new HashMap<>();
    List<S> order = new ArrayList<>(mealy.getStates());
    List<String> names = new ArrayList<>();
    for (S state : order) {
      names.add("s" + numbers.size());
      numbers.put(state, numbers.size());
    }
    int[][] next = new int[order.size()][inputs.size()];
    int[][] edge = new int[order.size()][inputs.size()];
    for (int s = 0; s < order.size(); s++) {
      for (int a = 0; a < inputs.size(); a++) {
        T transition = Objects.requireNonNull(mealy.getTransition(order.get(s), a));
        next[s][a] = Objects.requireNonNull(numbers.get(mealy.getSuccessor(transition)));
        edge[s][a] = mealy.getTransitionOutput(transition);
      }
    }
    int initial = Objects.requireNonNull(numbers.get(mealy.getInitialState()));
    return Machine.mealy(name, inputs, outputs, names, initial, next, edge);
  }
}
