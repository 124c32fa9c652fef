package dev.sonde.app.ask;

import dev.sonde.app.output.Colours;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.UserError;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.TextPage;
import dev.sonde.figure.table.CsvTable;
import dev.sonde.question.Answered;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * How an answer is wanted, the same for every question.
 *
 * @param json one document instead of words
 * @param wide every column of the table
 * @param csv the table as CSV on standard output
 * @param colours of texts whose symbols have values
 * @param outputs files and folders that the answer goes to
 */
record AnswerOptions(boolean json, boolean wide, boolean csv, Colours colours, List<Path> outputs) {

  /** Names that meant the same in single commands before there was one name. */
  private static final List<String> FORMER =
      List.of(
          "--out",
          "--report",
          "--figure",
          "--figures",
          "--directory",
          "--csv",
          "--parquet",
          "--predictions");

  private static final String STANDARD_OUTPUT = "-";

  static void addTo(CommandSpec spec, String outputHelp) {
    add(spec, flag("--json", "Print one JSON document."));
    add(spec, flag("--wide", "Print every column, however wide the terminal is."));
    add(
        spec,
        OptionSpec.builder("--colour")
            .type(Colours.class)
            .paramLabel("WHEN")
            .arity("1")
            .description("Colours in a terminal: auto, always or never (default: auto).")
            .build());
    add(
        spec,
        path(OptionSpec.builder("-o", "--output"))
            .description(outputHelp.replace("%", "%%"))
            .build());
    for (String name : FORMER) add(spec, path(OptionSpec.builder(name)).hidden(true).build());
    add(spec, path(OptionSpec.builder("-d")).hidden(true).build());
  }

  /** A question's own setting of that name comes first. */
  private static void add(CommandSpec spec, OptionSpec option) {
    for (String name : option.names()) if (spec.optionsMap().containsKey(name)) return;
    spec.addOption(option);
  }

  private static OptionSpec flag(String name, String help) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(help).build();
  }

  private static OptionSpec.Builder path(OptionSpec.Builder option) {
    return option.type(List.class).auxiliaryTypes(Path.class).arity("1").paramLabel("FILE");
  }

  static AnswerOptions of(ParseResult parsed) {
    List<Path> outputs = new ArrayList<>();
    boolean csv = false;
    List<String> names = new ArrayList<>(List.of("--output"));
    names.addAll(FORMER);
    names.add("-d");
    for (String name : names) {
      // A question's own setting of a former name is a text.
      if (!(parsed.matchedOptionValue(name, null) instanceof List<?> paths)) continue;
      for (Object path : paths) {
        if (!(path instanceof Path file)) continue;
        if (file.toString().equals(STANDARD_OUTPUT)) csv = true;
        else outputs.add(file);
      }
    }
    boolean json = parsed.matchedOptionValue("--json", false);
    if (json && csv) throw new UserError("--json and CSV both want standard output");
    return new AnswerOptions(
        json,
        parsed.matchedOptionValue("--wide", false),
        csv,
        parsed.matchedOptionValue("--colour", Colours.AUTO),
        outputs);
  }

  /** Prints the answer on standard output. */
  void print(Answered<?, ?> answered, Console console) {
    if (json) {
      Json.print(
          console.out(),
          answered.question().about().schema(),
          answered.document(),
          answered.provenance());
      return;
    }
    Page summary = answered.summary();
    if (csv) {
      summary.mainTable().ifPresent(table -> console.out().print(CsvTable.of(table.table())));
    } else {
      TextPage.print(summary, console.out(), console.width(), wide, colours.on(console));
    }
    console.out().flush();
  }
}
