package dev.sonde.question.machines;

import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.Minimal;
import dev.sonde.automata.Separation;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.study.states.NamedMachines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What are the states and transitions of a finite-state machine? */
public final class MachineQuestion implements Question<MachineSettings, MachineAnswer> {

  @Override
  public About<MachineSettings> about() {
    return About.of(
            "machine",
            Group.MACHINES,
            "Prints and draws a finite-state machine.",
            MachineSettings.class)
        .details(
            "Also in minimal form. Built-in machines: tomita1 to tomita7, anbn-8, dyck1-4,"
                + " dyck2-4, dyck3-4, re-dyck1-4 (the number limits the stack),"
                + " random-dfa-STATES-INPUTS-SEED, random-moore-… and"
                + " random-mealy-STATES-INPUTS-OUTPUTS-SEED.")
        .needs(Need.MACHINE)
        .examples("machine tomita7 -o tomita7.svg");
  }

  @Override
  public MachineAnswer answer(MachineSettings settings, Work work) throws IOException {
    Machine machine = NamedMachines.of(settings.machine());
    Machine minimal = Minimal.of(machine).machine();
    return new MachineAnswer(
        MachineAnswer.Shown.of(machine),
        MachineAnswer.Shown.of(minimal),
        minimal.size() == machine.size(),
        compare(machine, settings.equivalent()),
        settings.minimal() ? minimal : machine);
  }

  private static MachineAnswer.@Nullable Comparison compare(Machine machine, @Nullable String other)
      throws IOException {
    if (other == null) return null;
    Machine second = NamedMachines.of(other);
    return Separation.shortest(machine, second)
        .map(
            word ->
                new MachineAnswer.Comparison(
                    second.name(),
                    false,
                    Arrays.stream(word).mapToObj(machine.inputs()::get).toList()))
        .orElseGet(() -> new MachineAnswer.Comparison(second.name(), true, null));
  }

  @Override
  public Page summary(MachineSettings settings, MachineAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.plain(answer.shown().toString() + "."));
    findings.add(
        Finding.plain(
            answer.isMinimal()
                ? "It is minimal."
                : "It is not minimal: its minimal form has %d of %d states."
                    .formatted(
                        answer.minimal().states().size(), answer.machine().states().size())));
    MachineAnswer.Comparison comparison = answer.comparison();
    if (comparison != null) findings.add(Finding.plain(sentence(comparison)));
    return new Page(
        answer.machine().name(),
        "",
        findings,
        List.of(new Page.Section("States", List.of(new TableBlock(table(answer.shown()))))));
  }

  private static String sentence(MachineAnswer.Comparison comparison) {
    List<String> word = comparison.word();
    return word == null
        ? "It is equivalent to " + comparison.with() + "."
        : "It is not equivalent to %s; the shortest distinguishing word is '%s'."
            .formatted(comparison.with(), String.join(" ", word));
  }

  private static Table table(Machine machine) {
    boolean mealy = machine.kind() == Kind.MEALY;
    Table.Builder table = Table.named("states").captioned("The next state at each input");
    table.column(new Head("initial", "", "", "the initial state", Head.Type.TEXT, 0));
    table.column(Head.text("state"));
    if (!mealy) table.column(Head.text("output"));
    for (String input : machine.inputs()) table.column(Head.text(input));
    for (int s = 0; s < machine.size(); s++) {
      List<Object> cells = new ArrayList<>();
      cells.add(s == machine.initial() ? "→" : "");
      cells.add(machine.states().get(s));
      if (!mealy) cells.add(machine.outputs().get(machine.output(s)));
      for (int a = 0; a < machine.inputs().size(); a++) {
        String next = machine.states().get(machine.next(s, a));
        String says = machine.outputs().get(machine.output(s, a));
        cells.add(mealy ? next + " / " + says : next);
      }
      table.row(cells);
    }
    return table.build();
  }

  @Override
  public List<Output<MachineSettings, MachineAnswer>> outputs() {
    return MachineFiles.of(MachineAnswer::shown, (settings, answer) -> answer.machine().name());
  }

  @Override
  public List<Path> inputs(MachineSettings settings) {
    List<Path> files = new ArrayList<>(NamedMachines.files(settings.machine()));
    String other = settings.equivalent();
    if (other != null) files.addAll(NamedMachines.files(other));
    return files;
  }
}
