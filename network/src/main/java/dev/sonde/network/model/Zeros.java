package dev.sonde.network.model;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.memory.MemoryBudget;
import dev.sonde.network.memory.MemoryException;
import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.TorchException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Inputs of zeros, to see what shapes a network makes of theirs. */
public final class Zeros {

  private Zeros() {}

  /**
   * @param file as messages name it
   * @param shapes by name of the input
   * @throws CheckpointException if they would take more memory than a run may
   */
  public static Map<String, Array> of(
      Path file,
      List<ArrayNetwork.Input> inputs,
      Map<String, List<Long>> shapes,
      MemoryLimit limit) {
    MemoryBudget budget = new MemoryBudget(limit);
    Map<String, Array> zeros = new LinkedHashMap<>();
    for (ArrayNetwork.Input input : inputs) {
      List<Long> extents = Objects.requireNonNull(shapes.get(input.name()));
      long[] shape = extents.stream().mapToLong(Long::longValue).toArray();
      // As a double: a product of extents may be beyond every whole number.
      double bytes = input.type().byteSize();
      for (long extent : shape) bytes *= extent;
      try {
        budget.charge((long) bytes);
        // One number, repeated: a shape that the file states is not work that the caller gives.
        Array zero = Indexing.filled(0, ElementType.of(input.type()));
        zeros.put(input.name(), zero.expand(shape));
      } catch (MemoryException | TorchException e) {
        throw new CheckpointException(
            "%s: its input '%s' %s %s".formatted(file, input.name(), extents, e.getMessage()), e);
      }
    }
    return zeros;
  }
}
