package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxDimension;
import dev.sonde.checkpoint.onnx.OnnxType;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Indexing;
import java.util.ArrayList;
import java.util.List;

/** {@code Loop}: rounds until the count or the condition ends them; see {@link Limits#ROUNDS}. */
final class Loops {

  private Loops() {}

  static List<Datum> loop(Call call) {
    Block body = call.block("body");
    long rounds = call.value(0).isPresent() ? call.number(0, Long.MAX_VALUE) : Long.MAX_VALUE;
    boolean on = call.value(1).isEmpty() || call.input(1).item() != 0;
    int carried = body.inputs().size() - 2;
    if (carried < 0 || call.inputs() < carried + 2 || body.outputs().size() < carried + 1) {
      throw call.refused("has a body whose inputs and outputs do not fit");
    }
    List<Datum> state = new ArrayList<>();
    for (int i = 0; i < carried; i++) state.add(call.any(i + 2));
    int collected = body.outputs().size() - 1 - carried;
    List<List<Datum>> collections = new ArrayList<>();
    for (int i = 0; i < collected; i++) collections.add(new ArrayList<>());
    for (long round = 0; on && round < rounds; round++) {
      call.run().countRound(call);
      List<Datum> given = new ArrayList<>();
      given.add(Datum.of(Array.ofIndices(new long[] {round}).squeeze(0)));
      given.add(Datum.of(Array.ofIndices(new long[] {1}).squeeze(0).truths()));
      given.addAll(state);
      List<Datum> results =
          call.run(body, call.frame(), call.frame().suffix() + "@t=" + round, given);
      on = truth(call, results.getFirst());
      call.letGo(state);
      call.letGo(results.subList(0, 1));
      state = new ArrayList<>(results.subList(1, 1 + carried));
      for (int i = 0; i < collected; i++) collections.get(i).add(results.get(1 + carried + i));
    }
    List<Datum> outputs = new ArrayList<>(ControlOperators.own(call, state));
    for (int i = 0; i < collected; i++) {
      List<Datum> collection = collections.get(i);
      outputs.add(
          Datum.of(
              collection.isEmpty()
                  ? none(call, body.types().get(1 + carried + i))
                  : ControlOperators.stacked(call, 0, collection)));
    }
    return outputs;
  }

  private static boolean truth(Call call, Datum condition) {
    if (condition instanceof Datum.OfArray(Array array)) return array.item() != 0;
    throw call.refused("goes on by " + condition.words() + ", not by a truth");
  }

  /** The results of no round: extents that the file leaves open are 0. */
  private static Array none(Call call, OnnxType type) {
    if (!(type instanceof OnnxType.OfTensor tensor) || tensor.shape().isEmpty()) {
      throw call.refused("collects the results of no round, whose shape nobody knows");
    }
    List<OnnxDimension> one = tensor.shape().get();
    long[] shape = new long[one.size() + 1];
    for (int i = 0; i < one.size(); i++) shape[i + 1] = Math.max(0, one.get(i).size());
    call.requireSize(shape);
    ElementType element = ElementTypes.of(call, tensor.element().number());
    return Indexing.filled(0, element.wide(), shape).to(element);
  }
}
