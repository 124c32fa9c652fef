package dev.sonde.network.data;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.file.Printable;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Arrays for a network's inputs out of files, {@code X.npy} or {@code name=X.npy}, and the batches
 * that they are cut into. A single number is the same for all examples.
 *
 * @param files in the order they were named
 * @param cut whether the first axis of every input but single numbers counts examples
 * @param fixed how many examples the network takes at a time; 0 for any number
 */
public record ArrayExamples(Map<String, Tensor> arrays, List<Path> files, boolean cut, long fixed)
    implements Examples {

  /**
   * Reads files.
   *
   * @param options {@code X.npy}, or {@code name=X.npy} for each of several inputs, or a file of
   *     all inputs by their names
   * @throws DataException if the files are not what the network takes
   */
  public static ArrayExamples of(ArrayNetwork network, List<String> options) {
    return of(network, options, file -> Checkpoint.open(file).tensors());
  }

  /**
   * As {@link #of(ArrayNetwork, List)}.
   *
   * @param reader of the arrays of a file
   */
  public static ArrayExamples of(
      ArrayNetwork network, List<String> options, Function<Path, List<Tensor>> reader) {
    List<String> names = network.inputs().stream().map(ArrayNetwork.Input::name).toList();
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    List<Path> files = new ArrayList<>();
    for (String option : options) {
      if (several(network, option, reader, arrays, files)) continue;
      int equals = isFile(option, names) ? -1 : option.indexOf('=');
      String name = equals < 0 ? names.getFirst() : option.substring(0, equals);
      if (equals < 0 && names.size() != 1) {
        throw new DataException(
            option + ": the model has the inputs " + names + "; say NAME=FILE for each");
      }
      if (!network.accepts(name)) {
        throw new DataException(option + ": the model has the inputs " + names);
      }
      Path file = Path.of(equals < 0 ? option : option.substring(equals + 1));
      List<Tensor> tensors = reader.apply(file);
      if (tensors.size() != 1) {
        throw new DataException(file + ": holds " + tensors.size() + " arrays, one is needed");
      }
      if (arrays.put(name, tensors.getFirst()) != null) {
        throw new DataException(option + ": input '" + name + "' is given twice");
      }
      files.add(file);
    }
    network
        .missing(arrays.keySet())
        .ifPresent(
            name -> {
              throw new DataException("input '" + name + "' is missing; the model has " + names);
            });
    for (ArrayNetwork.Input input : network.inputs()) {
      arrays.computeIfPresent(input.name(), (_, array) -> laid(array, input.shape()));
    }
    boolean cut = isCut(network, arrays);
    if (cut && rows(arrays) == 0) {
      throw new DataException(files.getFirst() + ": holds no examples");
    }
    return new ArrayExamples(
        Collections.unmodifiableMap(arrays), List.copyOf(files), cut, cut ? fixed(network) : 0);
  }

  /** Whether the whole option is the name of a file: {@code epoch=3.npy} may well be one. */
  private static boolean isFile(String option, List<String> names) {
    if (!Files.exists(Path.of(option))) return false;
    String[] parts = option.split("=", 2);
    return parts.length == 1 || !names.contains(parts[0]) || !Files.exists(Path.of(parts[1]));
  }

  /** Takes all arrays of a file that holds several, by their names; whether it is one. */
  private static boolean several(
      ArrayNetwork network,
      String option,
      Function<Path, List<Tensor>> reader,
      Map<String, Tensor> arrays,
      List<Path> files) {
    if (option.indexOf('=') >= 0) return false;
    List<Tensor> tensors = reader.apply(Path.of(option));
    if (tensors.size() == 1 && !network.accepts(tensors.getFirst().address())) return false;
    for (Tensor tensor : tensors) {
      String name = tensor.address();
      if (!network.accepts(name)) {
        List<String> names = network.inputs().stream().map(ArrayNetwork.Input::name).toList();
        throw new DataException(
            option + ": holds '" + Printable.of(name) + "'; the model has the inputs " + names);
      }
      if (arrays.put(name, tensor) != null) {
        throw new DataException(option + ": input '" + name + "' is given twice");
      }
    }
    files.add(Path.of(option));
    return true;
  }

  /**
   * Rows laid flat, or as the network has them, where one of the two is flat or they differ in axes
   * of length 1. Others of as many numbers are left: axes in another order mean another thing.
   */
  private static Tensor laid(Tensor array, List<Long> wanted) {
    if (wanted.isEmpty() || array.shape().rank() == 0) return array;
    if (wanted.subList(1, wanted.size()).stream().anyMatch(extent -> extent < 0)) return array;
    List<Long> given = Arrays.stream(array.shape().toArray()).boxed().toList();
    List<Long> shape = new ArrayList<>(wanted);
    shape.set(0, given.getFirst());
    boolean same = wide(given).equals(wide(shape)) || given.size() <= 2 || shape.size() <= 2;
    Shape rows = Shape.of(shape);
    if (!same || rows.equals(array.shape()) || rows.count() != array.count()) return array;
    return array.isContiguous()
        ? array.reshape(rows)
        : Tensor.ofDoubles(array.address(), rows, array.toDoubles());
  }

  private static List<Long> wide(List<Long> shape) {
    return shape.stream().skip(1).filter(extent -> extent != 1).toList();
  }

  /** How many examples the inputs fix; 0 where they leave it free. */
  private static long fixed(ArrayNetwork network) {
    return network.inputs().stream()
        .filter(in -> !in.shape().isEmpty())
        .mapToLong(in -> Math.max(0, in.shape().getFirst()))
        .max()
        .orElse(0);
  }

  /**
   * Cut only where all arrays agree in their first axis, and it may be of any length or is a
   * multiple of what the network fixes. Of an input whose axes the file does not tell, whoever runs
   * batches checks that they give the same (see {@link
   * dev.sonde.network.model.Independence#mixed}).
   */
  private static boolean isCut(ArrayNetwork network, Map<String, Tensor> arrays) {
    List<Long> extents =
        arrays.values().stream()
            .filter(ArrayExamples::counts)
            .map(array -> array.shape().extent(0))
            .distinct()
            .toList();
    if (extents.size() != 1) return false;
    long rows = extents.getFirst();
    long fixed = fixed(network);
    return network.inputs().stream()
        .filter(in -> !in.shape().isEmpty())
        .mapToLong(in -> in.shape().getFirst())
        .allMatch(first -> first < 0 || (first == fixed && rows > first && rows % first == 0));
  }

  @Override
  public ArrayExamples whole() {
    return new ArrayExamples(arrays, files, false, 0);
  }

  /** Whether the array has a row for each example, and is not a number for all of them. */
  private static boolean counts(Tensor array) {
    return array.shape().rank() > 0;
  }

  private static long rows(Map<String, Tensor> arrays) {
    return arrays.values().stream()
        .filter(ArrayExamples::counts)
        .mapToLong(array -> array.shape().extent(0))
        .findFirst()
        .orElse(1);
  }

  @Override
  public long count() {
    return cut ? rows(arrays) : 1;
  }

  @Override
  public Map<String, Array> batch(long from, long count) {
    Map<String, Array> batch = new LinkedHashMap<>();
    arrays.forEach(
        (name, tensor) ->
            batch.put(
                name,
                Array.of(cut && counts(tensor) ? tensor.slice(0, from, from + count) : tensor)));
    return batch;
  }
}
