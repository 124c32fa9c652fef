package dev.sonde.network.model;

import dev.sonde.network.wiring.Wiring;
import dev.sonde.network.wiring.Wiring.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the built-in networks compute from what. They are records of settings that run as Java code,
 * so that their calls are named here; {@code FileWiringTest} holds the names to the sites that a
 * run visits.
 */
final class ModelWiring {

  private final Wiring.Builder builder = new Wiring.Builder();

  private ModelWiring() {}

  static Wiring of(FeedForward model) {
    ModelWiring made = new ModelWiring();
    Set<Integer> x = made.input("input");
    for (FeedForward.Step step : model.plan()) x = made.stage(step, x);
    return made.end(x);
  }

  static Wiring of(CifarResNet model) {
    ModelWiring made = new ModelWiring();
    Set<Integer> x = made.call("conv1", "Conv", made.input("images"));
    x = made.relu("bn1@relu", "bn1", made.call("bn1", "BatchNorm", x));
    for (String block : model.blockNames()) {
      Set<Integer> inner = made.call(block + ".conv1", "Conv", x);
      inner = made.call(block + ".bn1", "BatchNorm", inner);
      inner = made.relu(block + ".bn1@relu", block + ".bn1", inner);
      inner = made.call(block + ".conv2", "Conv", inner);
      inner = made.call(block + ".bn2", "BatchNorm", inner);
      x = made.call(block, block, "Add", both(inner, x));
      x = made.relu(block + "@relu", block, x);
    }
    x = made.call("pool", "", "Mean", x);
    return made.end(made.call("linear", "Linear", x));
  }

  static Wiring of(RnnClassifier model) {
    ModelWiring made = new ModelWiring();
    Set<Integer> x = made.call("rnn", cell(model.cell().toString()), made.input("words"));
    return made.end(made.call("fc", "Linear", x));
  }

  static Wiring of(Seq2Seq model) {
    ModelWiring made = new ModelWiring();
    String cell = cell(model.cell().toString());
    Set<Integer> source = made.input("source");
    Set<Integer> target = made.input("target");
    if (model.sourceWidth() > 0) source = made.call("encoder.embedding", "Embedding", source);
    if (model.targetWidth() > 0) target = made.call("decoder.embedding", "Embedding", target);
    Set<Integer> encoded = made.call("encoder.rnn", cell, source);
    Set<Integer> read = target;
    if (model.attention()) {
      // The decoder's state asks; what it asks goes round, and is left out as every loop's.
      read = made.call("decoder.attention", "Attention", both(encoded, target));
      read = made.call("decoder.ffocus_merge", "Linear", both(read, target));
    }
    Set<Integer> decoded = made.call("decoder.rnn", cell, both(read, encoded));
    return made.end(made.call("decoder.out", "Linear", decoded));
  }

  private Set<Integer> stage(FeedForward.Step step, Set<Integer> x) {
    String site = step.site();
    int at = site.indexOf('@');
    String module = at < 0 ? site : site.substring(0, at);
    String operator =
        switch (step.stage()) {
          case Stage.Convolve _ -> "Conv";
          case Stage.NormaliseBatch _ -> "BatchNorm";
          case Stage.Connect _ -> "Linear";
          case Stage.Relu _ -> "Relu";
          case Stage.MaxPool _ -> "MaxPool";
          case Stage.Drop _ -> "Dropout";
        };
    return call(site, module, operator, x);
  }

  private Set<Integer> input(String name) {
    return builder.add(Kind.INPUT, name, List.of(), "", "", Set.of());
  }

  /** A call that is a module by itself. */
  private Set<Integer> call(String module, String operator, Set<Integer> from) {
    return call(module, module, operator, from);
  }

  private Set<Integer> call(String site, String module, String operator, Set<Integer> from) {
    return builder.add(Kind.CALL, site, List.of(), module, operator, from);
  }

  private Set<Integer> relu(String site, String module, Set<Integer> from) {
    return call(site, module, "Relu", from);
  }

  private Wiring end(Set<Integer> from) {
    builder.add(Kind.OUTPUT, "output", List.of(), "", "", from);
    return builder.build();
  }

  private static Set<Integer> both(Set<Integer> a, Set<Integer> b) {
    Set<Integer> all = new HashSet<>(a);
    all.addAll(b);
    return all;
  }

  private static String cell(String name) {
    return name.toUpperCase(java.util.Locale.ROOT);
  }
}
