package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code Scan}: a body once for each slice of its arrays. */
final class Scans {

  private Scans() {}

  static List<Datum> scan(Call call) {
    return call.opset() < 9 ? batched(call) : scan(call, 0, call.values());
  }

  /** Version 8: every array has an axis of examples first, and each example is scanned alone. */
  private static List<Datum> batched(Call call) {
    if (call.value(0).isPresent()) throw call.refused("has lengths of its sequences");
    List<List<Datum>> all = new ArrayList<>();
    long examples = call.exact(1).extent(0);
    for (int example = 0; example < examples; example++) {
      List<Datum> one = new ArrayList<>();
      for (int i = 1; i < call.inputs(); i++) {
        one.add(Datum.of(call.exact(i).select(0, example)));
      }
      List<Datum> results = scan(call, example, one);
      for (int i = 0; i < results.size(); i++) {
        if (example == 0) all.add(new ArrayList<>());
        all.get(i).add(results.get(i));
      }
    }
    List<Datum> outputs = new ArrayList<>();
    for (List<Datum> one : all) outputs.add(Datum.of(ControlOperators.stacked(call, 0, one)));
    return outputs;
  }

  private static List<Datum> scan(Call call, int example, List<Datum> inputs) {
    Block body = call.block("body");
    int scanned = Math.toIntExact(call.integer("num_scan_inputs", 0));
    int carried = inputs.size() - scanned;
    int collected = body.outputs().size() - carried;
    if (scanned < 1 || carried < 0 || collected < 0 || body.inputs().size() != inputs.size()) {
      throw call.refused("has a body whose inputs and outputs do not fit");
    }
    String directions = call.opset() < 9 ? "directions" : "scan_input_directions";
    List<Array> arrays = new ArrayList<>();
    long rounds = -1;
    for (int i = 0; i < scanned; i++) {
      if (!(inputs.get(carried + i) instanceof Datum.OfArray(Array array))) {
        throw call.refused("scans " + inputs.get(carried + i).words());
      }
      int axis = call.axis(at(call, "scan_input_axes", i, scanned), array.rank());
      if (rounds >= 0 && rounds != array.extent(axis)) {
        throw call.refused("scans " + rounds + " and " + array.extent(axis) + " slices");
      }
      rounds = array.extent(axis);
      arrays.add(array.transpose(0, axis));
    }
    List<Datum> state = new ArrayList<>(inputs.subList(0, carried));
    List<List<Datum>> collections = new ArrayList<>();
    for (int i = 0; i < collected; i++) collections.add(new ArrayList<>());
    for (long round = 0; round < rounds; round++) {
      call.run().countRound(call);
      List<Datum> given = new ArrayList<>(state);
      for (int i = 0; i < scanned; i++) {
        boolean backward = at(call, directions, i, scanned) == 1;
        given.add(Datum.of(slice(arrays.get(i), inputs, call, i, carried, backward, round)));
      }
      String suffix = call.frame().suffix() + "@t=" + (example * rounds + round);
      List<Datum> results = call.run(body, call.frame(), suffix, given);
      call.letGo(state);
      state = new ArrayList<>(results.subList(0, carried));
      for (int i = 0; i < collected; i++) collections.get(i).add(results.get(carried + i));
    }
    List<Datum> outputs = new ArrayList<>(ControlOperators.own(call, state));
    for (int i = 0; i < collected; i++) {
      List<Datum> collection = collections.get(i);
      if (collection.isEmpty()) throw call.refused("scans nothing");
      if (at(call, "scan_output_directions", i, collected) == 1) collection = collection.reversed();
      int axis = Math.toIntExact(at(call, "scan_output_axes", i, collected));
      outputs.add(Datum.of(ControlOperators.stacked(call, axis, collection)));
    }
    return outputs;
  }

  private static Array slice(
      Array array, List<Datum> inputs, Call call, int i, int carried, boolean back, long round) {
    long at = back ? array.extent(0) - 1 - round : round;
    int axis =
        inputs.get(carried + i) instanceof Datum.OfArray(Array whole)
            ? call.axis(at(call, "scan_input_axes", i, inputs.size() - carried), whole.rank())
            : 0;
    // The first axis was exchanged with the scanned one: the rest goes back to its order.
    Array one = array.narrow(0, at, 1);
    return one.transpose(0, axis).squeeze(axis);
  }

  private static long at(Call call, String attribute, int index, int count) {
    Optional<long[]> given = call.integers(attribute);
    if (given.isEmpty()) return 0;
    if (given.get().length != count) {
      throw call.refused("has " + given.get().length + " " + attribute + " for " + count);
    }
    return given.get()[index];
  }
}
