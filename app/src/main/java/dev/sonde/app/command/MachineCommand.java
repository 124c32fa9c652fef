package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.Separation;
import dev.sonde.automata.dot.DotWriter;
import dev.sonde.figure.FigureFile;
import dev.sonde.file.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde machine}: what is in a finite-state machine. */
@Command(
    name = "machine",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a finite-state machine and its table, and draws it.",
      "Its minimal form too. Built-in machines: tomita1 to tomita7, anbn-8, dyck1-4, "
          + "dyck2-4, dyck3-4, re-dyck1-4 (the number limits the stack), "
          + "random-dfa-STATES-INPUTS-SEED, random-moore-… and "
          + "random-mealy-STATES-INPUTS-OUTPUTS-SEED."
    },
    footer = {"", "Example: sonde machine tomita7 -o tomita7.svg"})
public final class MachineCommand implements Callable<Integer> {

  private static final int READABLE = 60;

  private final Session session;

  @Parameters(index = "0", paramLabel = "FILE.dot|NAME", description = "A DOT file or a name.")
  private String source = "";

  @Option(
      names = "--equivalent",
      paramLabel = "FILE.dot|NAME",
      description = "Compare with this machine: the shortest word that tells them apart.")
  private @Nullable String other;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Draw it as .svg, .png or .pdf, or write it as .dot.")
  private @Nullable Path output;

  @Option(names = "--minimal", description = "Draw, write and tabulate the minimal form.")
  private boolean minimalOnly;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public MachineCommand(Session session) {
    this.session = session;
  }

  /** One state of the table. */
  private record Row(
      String state,
      boolean initial,
      @Nullable String output,
      List<String> next,
      List<String> says) {}

  private record Shown(
      String name, Kind kind, List<String> inputs, List<String> outputs, List<Row> states) {
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

  private record Comparison(String with, boolean equivalent, @Nullable List<String> word) {}

  private record Document(
      Shown machine,
      Shown minimal,
      boolean isMinimal,
      @Nullable Comparison comparison,
      Provenance provenance) {}

  @Override
  public Integer call() throws IOException {
    if (output != null && !output.toString().endsWith(".dot")) FigureOutput.requireFormat(output);
    Machine machine = Machines.of(source);
    Machine minimal = Minimal.of(machine).machine();
    Comparison comparison = compare(machine);
    Machine drawn = minimalOnly ? minimal : machine;
    if (output != null) write(drawn, output);
    PrintWriter out = session.console().out();
    if (json) {
      List<Path> files = new ArrayList<>(Machines.files(source));
      if (other != null) files.addAll(Machines.files(other));
      Json.print(
          out,
          new Document(
              Shown.of(machine),
              Shown.of(minimal),
              minimal.size() == machine.size(),
              comparison,
              session.provenance(files, Map.of(), null)));
      return 0;
    }
    out.println(Printable.of(machine.toString()));
    out.println(
        minimal.size() == machine.size()
            ? "minimal"
            : "not minimal: " + minimal.size() + " states are enough");
    if (comparison != null) {
      List<String> word = comparison.word();
      out.println(
          word == null
              ? "equivalent to " + Printable.of(comparison.with())
              : "told apart from "
                  + Printable.of(comparison.with())
                  + " by '"
                  + Printable.of(String.join(" ", word))
                  + "'");
    }
    out.println();
    table(drawn).print(out);
    out.flush();
    return 0;
  }

  private @Nullable Comparison compare(Machine machine) throws IOException {
    if (other == null) return null;
    Machine second = Machines.of(other);
    return Separation.shortest(machine, second)
        .map(
            word ->
                new Comparison(
                    second.name(),
                    false,
                    java.util.Arrays.stream(word).mapToObj(machine.inputs()::get).toList()))
        .orElseGet(() -> new Comparison(second.name(), true, null));
  }

  private void write(Machine machine, Path file) throws IOException {
    if (file.toString().endsWith(".dot")) {
      DotWriter.write(machine, file);
    } else {
      if (machine.size() > READABLE && session.console().interactive()) {
        session
            .console()
            .err()
            .println(
                "sonde: " + machine.size() + " states; drawings are readable up to " + READABLE);
      }
      try {
        FigureFile.write(MachineDrawing.of(Printable.of(machine.name()), machine), file);
      } catch (IllegalArgumentException e) {
        throw new UserError(source + ": " + e.getMessage());
      }
    }
    FigureOutput.tell(session, file);
  }

  private static TextTable table(Machine machine) {
    List<String> header = new ArrayList<>(List.of("", "state"));
    if (machine.kind() != Kind.MEALY) header.add("output");
    for (String input : machine.inputs()) header.add(Printable.of(input, 24));
    TextTable table = new TextTable(header);
    for (int s = 0; s < machine.size(); s++) {
      List<Object> cells = new ArrayList<>();
      cells.add(s == machine.initial() ? "→" : "");
      cells.add(Printable.of(machine.states().get(s), 24));
      if (machine.kind() != Kind.MEALY) {
        cells.add(Printable.of(machine.outputs().get(machine.output(s)), 24));
      }
      for (int a = 0; a < machine.inputs().size(); a++) {
        String next = machine.states().get(machine.next(s, a));
        String says = machine.outputs().get(machine.output(s, a));
        cells.add(Printable.of(machine.kind() == Kind.MEALY ? next + " / " + says : next, 40));
      }
      table.row(cells);
    }
    return table;
  }
}
