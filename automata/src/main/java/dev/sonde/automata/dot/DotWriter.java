package dev.sonde.automata.dot;

import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;

/** Writes machines as {@link DotReader} reads them, states and transitions in order. */
public final class DotWriter {

  private DotWriter() {}

  public static void write(Machine machine, Path file) throws IOException {
    AtomicFile.writeString(file, of(machine));
  }

  /** The file's text; the same machine gives the same text. */
  public static String of(Machine machine) {
    StringBuilder text = new StringBuilder();
    text.append("digraph ").append(quoted(machine.name())).append(" {\n");
    for (int s = 0; s < machine.size(); s++) {
      String label = machine.states().get(s);
      if (machine.kind() == Kind.MOORE) label += "|" + machine.outputs().get(machine.output(s));
      text.append(id(s)).append(" [label=").append(quoted(label));
      if (machine.accepts(s)) text.append(", shape=doublecircle");
      if (machine.kind() == Kind.MOORE) text.append(", shape=record, style=rounded");
      text.append("];\n");
    }
    for (int s = 0; s < machine.size(); s++) {
      for (int a = 0; a < machine.inputs().size(); a++) {
        String label = machine.inputs().get(a);
        if (machine.kind() == Kind.MEALY) {
          // With spaces where the input has a slash itself: the reader looks for those first.
          label += label.contains("/") ? " / " : "/";
          label += machine.outputs().get(machine.output(s, a));
        }
        text.append(id(s)).append(" -> ").append(id(machine.next(s, a)));
        text.append(" [label=").append(quoted(label)).append("];\n");
      }
    }
    text.append("__start0 [label=\"\", shape=none];\n");
    text.append("__start0 -> ").append(id(machine.initial())).append(" [label=\"\"];\n}\n");
    return text.toString();
  }

  private static String id(int state) {
    return "s" + state;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
