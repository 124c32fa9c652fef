package dev.sonde.app.serve.api;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Pca;
import dev.sonde.app.serve.http.HttpException;
import dev.sonde.app.serve.http.Reply;
import dev.sonde.app.serve.http.Request;
import dev.sonde.app.serve.http.Route;
import dev.sonde.app.serve.jobs.Jobs;
import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.figure.Svg;
import dev.sonde.file.Printable;
import dev.sonde.question.machines.MachineDrawing;
import dev.sonde.question.machines.StatesAnswer;
import dev.sonde.study.states.StateAnalysis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The machine, the words and the state vectors of an answer of {@code states}: what a page steps
 * through. Vectors come word after word, one for each prefix of one symbol or more.
 */
public record StatesApi(Jobs jobs) {

  public List<Route> routes() {
    return List.of(
        Route.get("/api/states", this::states), Route.get("/api/states/points", this::points));
  }

  private StateAnalysis.Details details(Request request) {
    if (jobs.answered(request.query().needed("job")).answer() instanceof StatesAnswer answer) {
      return answer.details();
    }
    throw HttpException.badRequest("the answer has no state vectors; 'states' gives some");
  }

  private Reply states(Request request) {
    StateAnalysis.Details details = details(request);
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("machine", machine(details.machine()));
    all.put("svg", svg(details.machine()));
    all.put("words", details.words());
    all.put("states", details.states());
    List<Map<String, Object>> clusterings = new ArrayList<>();
    for (int c = 0; c < details.clusterings().size(); c++) {
      StateAnalysis.Result result = details.analysis().clusterings().get(c);
      clusterings.add(
          Map.of(
              "name", result.name(),
              "clusters", result.clusters(),
              "weighted", result.weighted(),
              "map", result.map(),
              "labels", details.clusterings().get(c).labels()));
    }
    all.put("clusterings", clusterings);
    return Reply.json(all);
  }

  private static Map<String, Object> machine(Machine machine) {
    List<List<Integer>> next = new ArrayList<>();
    List<List<Integer>> says = new ArrayList<>();
    for (int s = 0; s < machine.size(); s++) {
      int from = s;
      next.add(inputs(machine).mapToObj(a -> machine.next(from, a)).toList());
      says.add(inputs(machine).mapToObj(a -> machine.output(from, a)).toList());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", machine.name());
    all.put("states", machine.states());
    all.put("initial", machine.initial());
    all.put("inputs", machine.inputs());
    all.put("outputs", machine.outputs());
    all.put("next", next);
    all.put("says", says);
    if (machine.kind() != Kind.MEALY) {
      all.put("own", IntStream.range(0, machine.size()).map(machine::output).boxed().toList());
    }
    return all;
  }

  private static IntStream inputs(Machine machine) {
    return IntStream.range(0, machine.inputs().size());
  }

  /** Null for a machine that is too large to be drawn. */
  private static @Nullable String svg(Machine machine) {
    try {
      return Svg.inPage(MachineDrawing.of(Printable.of(machine.name()), machine));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The first two principal components of each vector. */
  private Reply points(Request request) {
    Points points = details(request).points();
    int components = Math.min(2, points.dimensions());
    Points flat;
    double[] shares = new double[2];
    try (Workers workers = Workers.of(1)) {
      Pca pca = Pca.of(points, Pca.Settings.of(components), workers);
      flat = pca.project(points, workers);
      for (int c = 0; c < components; c++) shares[c] = pca.share(c);
    }
    return Reply.pairs(flat, Map.of("X-Sonde-Shares", shares[0] + "," + shares[1]));
  }
}
