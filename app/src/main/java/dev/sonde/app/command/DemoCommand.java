package dev.sonde.app.command;

import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.analysis.groups.Settings;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.report.Block;
import dev.sonde.figure.report.GroupFacts;
import dev.sonde.figure.report.GroupSections;
import dev.sonde.figure.report.Html;
import dev.sonde.figure.report.ProvenanceSection;
import dev.sonde.figure.report.Report;
import dev.sonde.study.constructed.ConstructedGroups;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sonde demo}: two groups of networks whose differences are known, found again. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Makes two small groups of networks, analyses and compares them, and writes a report.",
      "The weights are drawn at random, not trained; three layers are drawn differently in one",
      "group, and the report says whether exactly these were found."
    },
    footer = {"", "Example: sonde demo --out my-demo"})
public final class DemoCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "sonde-demo",
      description = "Where everything goes; ${DEFAULT-VALUE} by default.")
  private Path folder = Path.of("sonde-demo");

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "2026",
      description = "Of all draws; ${DEFAULT-VALUE} by default.")
  private long seed;

  public DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    ConstructedGroups.Settings made = ConstructedGroups.Settings.defaults().seed(seed);
    ConstructedGroups constructed = ConstructedGroups.write(folder.resolve("networks"), made);
    List<ModelGroup> groups = new ArrayList<>();
    constructed.groups().forEach((name, files) -> groups.add(ModelGroup.of(name, files)));
    Settings settings = Settings.defaults();
    GroupComparison result;
    try (Progress progress = Progress.of(session.console(), "tensors", -1)) {
      result = GroupComparison.of(groups, settings, address -> progress.step(1));
    }
    FigureFile.write(GroupReport.overview(result), folder.resolve("between-within.svg"));
    Path report = folder.resolve("report.html");
    List<Report.Remark> remarks = remarks(constructed, result);
    Html.write(report(constructed, result, remarks, groups, settings), report);
    PrintWriter out = session.console().out();
    for (Report.Remark remark : remarks) out.println(remark.sentence());
    out.println("Networks: " + folder.resolve("networks"));
    out.println("Report:   " + report);
    out.flush();
    return 0;
  }

  private List<Report.Remark> remarks(ConstructedGroups constructed, GroupComparison result) {
    TreeSet<String> altered = new TreeSet<>(constructed.alterations().keySet());
    TreeSet<String> found = new TreeSet<>();
    result.tensors().stream().filter(t -> t.verdict().found()).forEach(t -> found.add(t.name()));
    TreeSet<String> missed = new TreeSet<>(altered);
    missed.removeAll(found);
    TreeSet<String> wrong = new TreeSet<>(found);
    wrong.removeAll(altered);
    List<Report.Remark> remarks = new ArrayList<>();
    remarks.add(
        Report.Remark.plain(
            "No network was trained here: all weights were drawn at random, in "
                + altered.size()
                + " of "
                + result.tensors().size()
                + " tensors differently for one group. Each run has a scale of its own."));
    boolean exactly = missed.isEmpty() && wrong.isEmpty();
    remarks.add(
        new Report.Remark(
            exactly ? Report.Tone.GOOD : Report.Tone.GRAVE,
            exactly
                ? "Exactly the altered tensors were found to differ: "
                    + String.join(", ", found)
                    + "."
                : "Found: " + found + "; missed: " + missed + "; wrongly found: " + wrong + "."));
    return remarks;
  }

  private Report report(
      ConstructedGroups constructed,
      GroupComparison result,
      List<Report.Remark> remarks,
      List<ModelGroup> groups,
      Settings settings) {
    GroupFacts facts = GroupReport.facts(result);
    List<Report.Remark> summary = new ArrayList<>(remarks);
    summary.addAll(GroupSections.summary(facts));
    List<Report.Section> sections = new ArrayList<>();
    sections.add(
        new Report.Section(
            "What was put in",
            List.of(
                new Block.Table(
                    "How the weights of the group 'altered' were drawn; all other tensors are"
                        + " alike",
                    List.of(Block.Column.words("tensor"), Block.Column.words("drawn with")),
                    constructed.alterations().entrySet().stream()
                        .map(
                            e ->
                                List.of(
                                    Block.Entry.words(e.getKey()),
                                    Block.Entry.words(e.getValue().words())))
                        .toList()))));
    sections.addAll(GroupSections.of(facts));
    Map<String, String> all = new java.util.LinkedHashMap<>(settings.asMap());
    all.put("out", folder.toString());
    return new Report(
        "Two groups of networks, made to differ",
        "Sonde's demonstration: eight networks against eight.",
        summary,
        sections,
        ProvenanceSection.of(session.provenance(GroupOptions.files(groups), all, seed)));
  }
}
