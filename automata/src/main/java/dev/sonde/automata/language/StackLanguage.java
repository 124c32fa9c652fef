package dev.sonde.automata.language;

import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A context-free language whose stack holds at most so many symbols: words that would need more are
 * rejected. What is left is regular, so it is a DFA; its states are the configurations (control
 * state and stack) of the deterministic pushdown automaton.
 */
public enum StackLanguage {
  /** aⁿbⁿ, n ≥ 1. */
  ANBN("a b"),
  /** Balanced words of one kind of brackets, the empty one too. */
  DYCK1("( )"),
  /** Balanced words of two kinds. */
  DYCK2("( ) [ ]"),
  /** Balanced words of three kinds. */
  DYCK3("( ) [ ] { }"),
  /** Balanced words of one kind of brackets that are words themselves: open a b* c, close d. */
  RE_DYCK1("a b c d");

  private static final int MOST = 2_000_000;
  private static final String DEAD = "dead";

  private final String symbols;

  StackLanguage(String symbols) {
    this.symbols = symbols;
  }

  /** A control state and what is on the stack, its top last. */
  private record Configuration(String control, String stack) {
    Configuration push(String to, int symbol, int limit) {
      return stack.length() == limit
          ? dead()
          : new Configuration(to, stack + (char) ('A' + symbol));
    }

    Configuration pop(String to, int symbol) {
      boolean fits = !stack.isEmpty() && stack.charAt(stack.length() - 1) == 'A' + symbol;
      return fits ? new Configuration(to, stack.substring(0, stack.length() - 1)) : dead();
    }

    static Configuration dead() {
      return new Configuration(DEAD, "");
    }
  }

  /**
   * The language as a DFA and what a reader may want to see in its states.
   *
   * @param machine one state per configuration; not necessarily minimal
   * @param heights for each state its control state and min(height of the stack, 3)
   * @param tops for each state its control state and the top of the stack
   */
  public record Limited(Machine machine, List<String> heights, List<String> tops) {
    public Limited {
      heights = List.copyOf(heights);
      tops = List.copyOf(tops);
    }
  }

  /**
   * @param limit the greatest height of the stack, at least 1
   */
  public Limited upTo(int limit) {
    if (limit < 1)
      throw new MachineException("a stack of at most " + limit + " symbols; at least 1");
    List<String> inputs = List.of(symbols.split(" "));
    Map<Configuration, Integer> numbers = new HashMap<>();
    List<Configuration> all = new ArrayList<>();
    List<int[]> rows = new ArrayList<>();
    all.add(new Configuration("start", ""));
    numbers.put(all.getFirst(), 0);
    for (int at = 0; at < all.size(); at++) {
      int[] row = new int[inputs.size()];
      for (int a = 0; a < row.length; a++) {
        Configuration to = step(all.get(at), a, limit);
        row[a] = numbers.computeIfAbsent(to, _ -> numbers.size());
        if (row[a] == all.size()) all.add(to);
      }
      if (all.size() * (long) row.length > MOST) {
        throw new MachineException(
            "%s with a stack of %d has more than %d transitions; take a smaller limit"
                .formatted(title(), limit, MOST));
      }
      rows.add(row);
    }
    boolean[] accepting = new boolean[all.size()];
    List<String> names = new ArrayList<>();
    List<String> heights = new ArrayList<>();
    List<String> tops = new ArrayList<>();
    for (int s = 0; s < accepting.length; s++) {
      Configuration c = all.get(s);
      accepting[s] = accepts(c);
      names.add(c.control() + (c.stack().isEmpty() ? "" : ":" + c.stack()));
      heights.add(c.control() + "/" + Math.min(c.stack().length(), 3));
      int height = c.stack().length();
      tops.add(c.control() + "/" + (height == 0 ? "-" : c.stack().substring(height - 1)));
    }
    Machine machine =
        Machine.dfa(title() + "-" + limit, inputs, names, 0, rows.toArray(int[][]::new), accepting);
    return new Limited(machine, heights, tops);
  }

  /** {@code re-dyck1}, as commands write it. */
  public String title() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private boolean accepts(Configuration c) {
    if (c.control().equals(DEAD) || !c.stack().isEmpty()) return false;
    return this == ANBN ? c.control().equals("falling") : c.control().equals("start");
  }

  private Configuration step(Configuration c, int input, int limit) {
    if (c.control().equals(DEAD)) return c;
    return switch (this) {
      case ANBN -> {
        if (input == 1) yield c.pop("falling", 0);
        yield c.control().equals("falling") ? Configuration.dead() : c.push("start", 0, limit);
      }
      case DYCK1, DYCK2, DYCK3 ->
          input % 2 == 0 ? c.push("start", input / 2, limit) : c.pop("start", input / 2);
      case RE_DYCK1 -> {
        boolean inside = c.control().equals("opening");
        yield switch (input) {
          case 0 -> inside ? Configuration.dead() : new Configuration("opening", c.stack());
          case 1 -> inside ? c : Configuration.dead();
          case 2 -> inside ? c.push("start", 0, limit) : Configuration.dead();
          default -> inside ? Configuration.dead() : c.pop("start", 0);
        };
      }
    };
  }
}
