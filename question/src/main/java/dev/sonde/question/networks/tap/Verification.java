package dev.sonde.question.networks.tap;

import dev.sonde.checkpoint.pause.Stand;
import dev.sonde.file.Printable;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Array;
import dev.sonde.question.QuestionException;
import dev.sonde.settings.SettingsException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares another program's outputs with ours, batch by batch. */
final class Verification implements AutoCloseable {

  private static final String STAND = "verified.";

  private final String name;
  private final ReferenceRuntime.Opened other;
  private final ArrayNetwork network;
  private final Map<String, OutputDifference> worst = new HashMap<>();

  private Verification(String name, ReferenceRuntime.Opened other, ArrayNetwork network) {
    this.name = name;
    this.other = other;
    this.network = network;
  }

  static Verification of(Path model, ArrayNetwork network) {
    if (network.graph().isEmpty()) {
      throw new SettingsException("verify", "needs an ONNX model; " + model + " is not one");
    }
    ReferenceRuntime runtime = ReferenceRuntime.present();
    return new Verification(runtime.name(), runtime.open(model, network.inputs()), network);
  }

  /** The other program's name. */
  String name() {
    return name;
  }

  void compare(Map<String, Array> inputs) {
    Map<String, OutputNumbers> ours =
        network.compute(
            inputs,
            outputs -> {
              Map<String, OutputNumbers> copied = new HashMap<>();
              outputs.forEach((output, array) -> copied.put(output, OutputNumbers.of(array)));
              return copied;
            });
    other.run(inputs).forEach((output, theirs) -> compare(output, ours.get(output), theirs));
  }

  private void compare(
      String output, @org.jspecify.annotations.Nullable OutputNumbers ours, OutputNumbers theirs) {
    int count = ours == null ? 0 : ours.count();
    if (ours == null || count != theirs.count() || ours.whole().length != theirs.whole().length) {
      throw new QuestionException(
          "output '%s' has %d elements, but that of %s has %d%s"
              .formatted(
                  Printable.of(output),
                  count,
                  name,
                  theirs.count(),
                  count == theirs.count() ? " of another type" : ""));
    }
    boolean whole = theirs.whole().length > 0;
    OutputDifference before =
        worst.getOrDefault(output, new OutputDifference(output, 0, 0, 0, whole));
    worst.put(output, before.and(ours, theirs));
  }

  /** The differences so far, to continue from later. */
  Map<String, String> stand() {
    Map<String, String> words = new HashMap<>();
    worst.forEach((output, one) -> words.put(STAND + output, one.line()));
    return words;
  }

  void restore(Stand stand) {
    stand
        .words()
        .forEach(
            (word, text) -> {
              if (!word.startsWith(STAND)) return;
              String output = word.substring(STAND.length());
              worst.put(output, OutputDifference.parse(output, text));
            });
  }

  List<OutputDifference> result() {
    return worst.values().stream().sorted(Comparator.comparing(OutputDifference::output)).toList();
  }

  @Override
  public void close() {
    other.close();
  }
}
