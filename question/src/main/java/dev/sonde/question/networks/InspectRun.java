package dev.sonde.question.networks;

import dev.sonde.file.InputException;
import dev.sonde.network.effects.DeadUnits;
import dev.sonde.network.effects.UnitSite;
import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Zeros;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.question.Work;
import dev.sonde.settings.SettingsException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that tells the shapes of a network's sites.
 *
 * @param at shapes of the inputs
 * @param sites in the order in which they are computed
 * @param note why there are no sites; empty if there are
 */
record InspectRun(Map<String, List<Long>> at, List<Capture.Site> sites, String note) {

  /**
   * What given inputs tell.
   *
   * @param dead by site
   */
  record OnInputs(InspectRun ran, Map<String, DeadUnits> dead) {}

  static InspectRun onZeros(ArrayNetwork network, InspectSettings settings) {
    Map<String, List<Long>> at = shapes(network, settings.shape());
    // An input may be made of several arrays: those are given one by one.
    List<ArrayNetwork.Input> arrays =
        network.inputs().stream().filter(input -> network.accepts(input.name())).toList();
    try {
      MemoryLimit limit = settings.data().hints().memory().orElseGet(MemoryLimit::ofMachine);
      return new InspectRun(
          at,
          network.run(Zeros.of(settings.model(), arrays, at, limit), Tap.shapes("**")).sites(),
          "");
    } catch (InputException e) {
      if (network.declared().isEmpty() || !settings.shape().isEmpty()) throw e;
      boolean unknown = network.inputs().stream().anyMatch(ArrayNetwork.Input::anyShape);
      return new InspectRun(
          at,
          List.of(),
          unknown
              ? "does not say what shapes its inputs have; give shapes, or inputs, to see those of"
                  + " sites."
              : "does not run on zeros of this shape, so its shapes are unknown: "
                  + e.getMessage());
    }
  }

  static Optional<OnInputs> onInputs(InspectSettings settings, Work work) throws IOException {
    if (settings.data().input().isEmpty()) return Optional.empty();
    Map<String, DeadUnits> dead = new HashMap<>();
    InspectRun ran;
    try (Subject subject = Subject.open(settings.model(), settings.data());
        Work.Stage stage = work.stage("running", "examples", subject.examples().count())) {
      List<UnitSite> sites = UnitSite.of(subject.network(), subject.examples(), List.of("**"));
      DeadUnits.of(
              subject.network(),
              subject.examples(),
              sites,
              subject.batch(),
              Subject.stopping(stage, work))
          .forEach(units -> dead.put(units.site(), units));
      ran = onExamples(subject);
    }
    return Optional.of(new OnInputs(ran, dead));
  }

  /** On one example, or as many as the network takes. */
  private static InspectRun onExamples(Subject subject) {
    try (Scope _ = new Scope()) {
      Map<String, Array> batch = subject.examples().batch(0, subject.examples().atOnce(1));
      Map<String, List<Long>> at = new LinkedHashMap<>();
      batch.forEach(
          (name, array) -> at.put(name, Arrays.stream(array.shape().toArray()).boxed().toList()));
      return new InspectRun(at, subject.network().run(batch, Tap.shapes("**")).sites(), "");
    }
  }

  private static Map<String, List<Long>> shapes(ArrayNetwork network, List<String> options) {
    Map<String, List<Long>> at = new LinkedHashMap<>();
    for (ArrayNetwork.Input input : network.inputs()) {
      at.put(input.name(), input.shape().stream().map(extent -> extent < 0 ? 1 : extent).toList());
    }
    for (String option : options) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? at.keySet().iterator().next() : option.substring(0, equals);
      if (!at.containsKey(name) || (equals < 0 && at.size() != 1)) {
        throw new SettingsException("shape", option + ": the model has the inputs " + at.keySet());
      }
      String numbers = option.substring(equals + 1);
      if (!numbers.matches("\\d{1,9}(,\\d{1,9})*")) {
        throw new SettingsException("shape", option + ": give a shape as 1,3,224,224");
      }
      at.put(name, Arrays.stream(numbers.split(",", -1)).map(Long::valueOf).toList());
    }
    return at;
  }
}
