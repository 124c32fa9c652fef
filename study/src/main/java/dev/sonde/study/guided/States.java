package dev.sonde.study.guided;

import dev.sonde.network.layer.Cell;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Tap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What encoder and decoder held in mind, step by step, over examples of one length.
 *
 * @param cell of the network
 * @param examples in the order of the rows
 * @param values per site ({@code decoder.rnn@t=1/h}) one row of units per example
 */
@SuppressWarnings("ArrayRecordComponent") // rows are read and never compared
record States(Cell cell, List<Example> examples, Map<String, float[][]> values) {

  /** The two recurrent layers. */
  static final List<String> LAYERS = List.of("encoder", "decoder");

  /** Runs the network over the examples with all gates and states tapped. */
  static States of(Network<Seq2Seq.Input, Seq2Seq.Output> network, List<Example> examples) {
    Map<String, List<float[]>> rows = new LinkedHashMap<>();
    List<Example> order = new ArrayList<>();
    for (Batch batch : Batch.of(examples)) {
      Capture seen = network.run(batch.input(), Tap.values("**.rnn@t=*/*"));
      order.addAll(batch.examples());
      for (String address : seen.addresses()) {
        var tensor = seen.values(address);
        int units = Math.toIntExact(tensor.shape().extent(1));
        float[] all = tensor.toFloats();
        List<float[]> site = rows.computeIfAbsent(address, _ -> new ArrayList<>());
        for (int i = 0; i < all.length; i += units) {
          site.add(java.util.Arrays.copyOfRange(all, i, i + units));
        }
      }
    }
    Map<String, float[][]> values = new LinkedHashMap<>();
    rows.forEach((address, list) -> values.put(address, list.toArray(float[][]::new)));
    Seq2Seq model = (Seq2Seq) network.model();
    return new States(model.cell(), order, values);
  }

  /** Steps of a layer: the source's length, or the target's. */
  int steps(String layer) {
    Example first = examples.getFirst();
    return layer.equals("encoder") ? first.source().size() : first.target().size();
  }

  /** One part of a layer at one step: {@code h}, or a gate. */
  float[][] at(String layer, int step, String part) {
    float[][] found = values.get(layer + ".rnn@t=" + step + "/" + part);
    if (found == null) throw new TaskException("no states of " + layer + " at step " + step);
    return found;
  }
}
