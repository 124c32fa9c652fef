package dev.sonde.app.sites;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.file.InputException;
import dev.sonde.file.Printable;
import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Zeros;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Scope;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde inspect}: which sites has a network? */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Lists a network's inputs and every site that can be tapped.",
      "With the shape that stands there. MODEL is an ONNX file, a program of PyTorch (.pt2 or"
          + " TorchScript), a Keras file, a whole PyTorch module or a state dict of a known"
          + " architecture, or one of Sonde's own. Free axes of the inputs are taken as 1 unless"
          + " --shape says otherwise."
    },
    footer = {"", "Example: sonde inspect resnet20.onnx --shape image=8,3,32,32"})
public final class InspectCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A network.")
  private Path model = Path.of("");

  @Option(
      names = "--shape",
      paramLabel = "NAME=N,N,…",
      description = "The shape of an input; the name may be left out if there is only one.")
  private List<String> shapes = List.of();

  @Mixin private DecoderOptions decoder = new DecoderOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public InspectCommand(Session session) {
    this.session = session;
  }

  private record Row(
      String address,
      List<String> aliases,
      String operator,
      @Nullable List<Long> shape,
      @Nullable String type) {}

  private record Document(
      String kind,
      long parameters,
      List<ArrayNetwork.Input> inputs,
      Map<String, List<Long>> at,
      List<Row> sites,
      String note,
      Provenance provenance) {}

  @Override
  public Integer call() {
    try (ArrayNetwork network = ArrayNetwork.open(model, decoder.hints());
        Scope _ = new Scope()) {
      Map<String, List<Long>> at = shapes(network);
      // An input may be made of several arrays: those are given one by one.
      List<ArrayNetwork.Input> arrays =
          network.inputs().stream().filter(input -> network.accepts(input.name())).toList();
      List<Capture.Site> found = List.of();
      String note = "";
      try {
        MemoryLimit limit = decoder.hints().memory().orElseGet(MemoryLimit::ofMachine);
        found = network.run(Zeros.of(model, arrays, at, limit), Tap.shapes("**")).sites();
      } catch (InputException e) {
        if (network.declared().isEmpty() || !shapes.isEmpty()) throw e;
        note = "does not run on zeros of this shape, so shapes are unknown: " + e.getMessage();
      }
      print(network, at, rows(network, found), note);
    }
    return 0;
  }

  private Map<String, List<Long>> shapes(ArrayNetwork network) {
    Map<String, List<Long>> at = new LinkedHashMap<>();
    for (ArrayNetwork.Input input : network.inputs()) {
      at.put(input.name(), input.shape().stream().map(extent -> extent < 0 ? 1 : extent).toList());
    }
    for (String option : shapes) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? at.keySet().iterator().next() : option.substring(0, equals);
      if (!at.containsKey(name) || (equals < 0 && at.size() != 1)) {
        throw new UserError("--shape " + option + ": the model has the inputs " + at.keySet());
      }
      String numbers = option.substring(equals + 1);
      if (!numbers.matches("\\d{1,9}(,\\d{1,9})*")) {
        throw new UserError("--shape " + option + ": a shape is written 1,3,224,224");
      }
      at.put(name, Arrays.stream(numbers.split(",", -1)).map(Long::valueOf).toList());
    }
    return at;
  }

  /** Sites with shapes; those of a graph also where a run does not reach them. */
  private static List<Row> rows(ArrayNetwork network, List<Capture.Site> found) {
    List<Row> rows = new ArrayList<>();
    if (network.declared().isEmpty()) {
      for (Capture.Site site : found) rows.add(row(site, ""));
      return rows;
    }
    Map<String, Capture.Site> byAddress = new TreeMap<>();
    found.forEach(site -> byAddress.put(site.address(), site));
    for (ArrayNetwork.Declared site : network.declared()) {
      Capture.Site seen = byAddress.remove(site.address());
      rows.add(
          seen == null
              ? new Row(site.address(), site.aliases(), site.operator(), null, null)
              : row(seen, site.operator()));
    }
    // What a run computes more than once has a number of its own each time.
    byAddress.values().forEach(site -> rows.add(row(site, "")));
    return rows;
  }

  private static Row row(Capture.Site site, String operator) {
    List<Long> shape = Arrays.stream(site.shape().toArray()).boxed().toList();
    return new Row(site.address(), site.aliases(), operator, shape, site.type().label());
  }

  private void print(
      ArrayNetwork network, Map<String, List<Long>> at, List<Row> rows, String note) {
    PrintWriter out = session.console().out();
    long count = network.parameters().count();
    if (json) {
      Map<String, String> settings = new TreeMap<>();
      settings.put("shape", String.join(" ", shapes));
      Provenance provenance = session.provenance(List.of(model), settings, null);
      Json.print(
          out, new Document(network.kind(), count, network.inputs(), at, rows, note, provenance));
      return;
    }
    out.printf("%s network, %,d trained numbers%n", network.kind(), count);
    network.source().ifPresent(source -> out.println("read as " + Printable.of(source)));
    at.forEach((name, shape) -> out.println("input " + Printable.of(name) + " taken as " + shape));
    if (!note.isEmpty()) out.println("note: it " + note);
    out.println();
    TextTable table = new TextTable(List.of("site", "also", "operator", "shape", "type"));
    for (Row row : rows) {
      String shortest =
          row.aliases().stream().min(java.util.Comparator.comparingInt(String::length)).orElse("");
      table.row(
          List.of(
              row.address(),
              shortest,
              row.operator(),
              row.shape() == null ? "?" : row.shape().toString(),
              row.type() == null ? "?" : row.type()));
    }
    table.print(out);
    out.flush();
  }
}
