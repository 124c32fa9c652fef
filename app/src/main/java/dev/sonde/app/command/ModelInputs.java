package dev.sonde.app.command;

import dev.sonde.app.output.UserError;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays for a network's inputs out of files, {@code X.npy} or {@code name=X.npy}, and the batches
 * that they are cut into.
 *
 * @param files in the order they were named
 * @param cut whether the first axis of every input counts examples
 */
record ModelInputs(Map<String, Tensor> arrays, List<Path> files, boolean cut) {

  static ModelInputs of(ArrayNetwork network, List<String> options) {
    List<String> names = network.inputs().stream().map(ArrayNetwork.Input::name).toList();
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    List<Path> files = new ArrayList<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? names.getFirst() : option.substring(0, equals);
      if (equals < 0 && names.size() != 1) {
        throw new UserError(
            "--input "
                + option
                + ": the model has the inputs "
                + names
                + "; say --input NAME=FILE for each");
      }
      if (!names.contains(name)) {
        throw new UserError("--input " + option + ": the model has the inputs " + names);
      }
      Path file = Path.of(equals < 0 ? option : option.substring(equals + 1));
      List<Tensor> tensors = Checkpoint.open(file).tensors();
      if (tensors.size() != 1) {
        throw new UserError(file + ": holds " + tensors.size() + " arrays, one is needed");
      }
      if (arrays.put(name, tensors.getFirst()) != null) {
        throw new UserError("--input " + option + ": input '" + name + "' is given twice");
      }
      files.add(file);
    }
    for (String name : names) {
      if (!arrays.containsKey(name)) {
        throw new UserError("input '" + name + "' is missing; the model has " + names);
      }
    }
    return new ModelInputs(arrays, files, isCut(network, arrays));
  }

  /** Cut only where no input fixes its first axis, and all agree in it. */
  private static boolean isCut(ArrayNetwork network, Map<String, Tensor> arrays) {
    boolean free =
        network.inputs().stream()
            .allMatch(in -> !in.shape().isEmpty() && in.shape().getFirst() < 0);
    boolean ranked = arrays.values().stream().allMatch(array -> array.shape().rank() > 0);
    if (!free || !ranked) return false;
    return arrays.values().stream().mapToLong(array -> array.shape().extent(0)).distinct().count()
        == 1;
  }

  /** Examples, or 1 where they cannot be told apart. */
  long examples() {
    return cut ? arrays.values().iterator().next().shape().extent(0) : 1;
  }

  /** The inputs of some examples; all of them if they are not cut. */
  Map<String, Array> batch(long from, long count) {
    Map<String, Array> batch = new LinkedHashMap<>();
    arrays.forEach(
        (name, tensor) ->
            batch.put(name, Array.of(cut ? tensor.slice(0, from, from + count) : tensor)));
    return batch;
  }
}
