package dev.sonde.app.images;

import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.study.images.PublicSet;
import dev.sonde.study.images.PublicSets;
import dev.sonde.study.images.PublicSets.Found;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde data}: which images are here, and how to get others. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    subcommands = {DataGetCommand.class, DataWriteCommand.class},
    description = {
      "Lists the image sets that are found, and how to get others.",
      "Looks in the given folders, in data and ../shared/data, and where Debian installs its"
          + " packages; prints sizes, classes and checksums. A given file or folder of images is"
          + " described."
    },
    footer = {
      "",
      "Example: sonde data",
      "Example: sonde data ../shared/data/cifar10/test-1000.bin --json",
      "Example: sonde data get mnist --to data",
      "Example: sonde data write cifar10 --split test --limit 200 -o images.npy"
    })
public final class DataCommand implements Callable<Integer> {
  private record Missing(String name, List<String> ways) {}

  private record Document(List<Found> found, List<Missing> missing) {}

  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Folders to look in, or images to describe.")
  private List<Path> paths = List.of();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public DataCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    PublicSets sets = PublicSets.of(paths.stream().filter(Files::isDirectory).toList());
    List<Found> found = new ArrayList<>();
    for (Path path : paths) {
      // A folder that holds public sets is a place to look in; anything else is images.
      boolean place = new PublicSets(List.of(path)).missing().size() < PublicSet.values().length;
      if (!place) found.add(PublicSets.describe(path.toString(), path));
    }
    if (paths.isEmpty() || found.size() < paths.size()) found.addAll(sets.found());
    List<Missing> missing =
        paths.isEmpty() || found.size() < paths.size()
            ? sets.missing().stream().map(s -> new Missing(s.toString(), s.ways())).toList()
            : List.of();
    if (json) {
      Json.print(
          session.console().out(),
          "sonde.data/1",
          new Document(found, missing),
          session.provenance(List.of(), Map.of(), null));
    } else {
      print(found, missing);
    }
    return 0;
  }

  private void print(List<Found> found, List<Missing> missing) {
    PrintWriter out = session.console().out();
    TextTable table =
        new TextTable(List.of("set", "train", "test", "images", "size", "classes", "path"));
    for (Found f : found) {
      table.row(
          List.of(
              f.name(),
              f.train(),
              f.test(),
              f.all(),
              f.shape().stream().map(String::valueOf).collect(Collectors.joining("×")),
              f.classes().size(),
              f.path()));
    }
    if (found.isEmpty()) out.println("No public image set was found.");
    else table.print(out);
    for (Found f : found) {
      out.println();
      out.println(f.name() + ": SHA-256 of its files " + f.sha256());
      if (!f.checked().isEmpty()) {
        out.println("  content as published: " + String.join("; ", f.checked()));
      }
      if (!f.unknown().isEmpty()) {
        out.println("  no published checksum known: " + String.join(", ", f.unknown()));
      }
    }
    for (Missing m : missing) {
      out.println();
      out.println(
          m.name() + " is not here. On a machine with internet: " + String.join("; or ", m.ways()));
    }
    out.println();
    out.println("Always there, generated: synthetic-grey (1×28×28), synthetic-coloured (3×32×32).");
    out.flush();
  }
}
