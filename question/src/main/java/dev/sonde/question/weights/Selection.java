package dev.sonde.question.weights;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.question.QuestionException;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tensors that the user named, by address or by pattern. */
public final class Selection {

  private static final int SHOWN = 3;

  private Selection() {}

  /** The one tensor that {@code address} names. */
  public static Tensor one(Checkpoint checkpoint, String address) {
    List<Tensor> found = matching(checkpoint, address);
    if (found.size() > 1) {
      throw new QuestionException(
          checkpoint.path()
              + ": '"
              + address
              + "' matches "
              + found.size()
              + " tensors ("
              + names(found)
              + "); name one, or draw all with 'sonde figures'");
    }
    return found.getFirst();
  }

  /** All tensors that the patterns name, each once, in the order of the patterns. */
  public static List<Tensor> all(Checkpoint checkpoint, List<String> addresses) {
    Set<Tensor> found = new LinkedHashSet<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String address : addresses) {
      for (Tensor tensor : matching(checkpoint, address)) {
        if (seen.add(tensor.address())) found.add(tensor);
      }
    }
    return new ArrayList<>(found);
  }

  private static List<Tensor> matching(Checkpoint checkpoint, String address) {
    // An address may itself contain the signs of a pattern.
    if (checkpoint.has(address)) return List.of(checkpoint.tensor(address));
    List<Tensor> found;
    try {
      found = checkpoint.match(address);
    } catch (IllegalArgumentException e) {
      throw new QuestionException(String.valueOf(e.getMessage()));
    }
    if (checkpoint.tensors().isEmpty()) {
      throw new QuestionException(
          checkpoint.path() + " (" + checkpoint.format() + "): holds no tensors");
    }
    if (found.isEmpty()) {
      throw new QuestionException(
          checkpoint.path()
              + ": no tensor matches '"
              + address
              + "'; it has "
              + checkpoint.tensors().size()
              + " ("
              + names(checkpoint.tensors())
              + "); list them with 'sonde stats'");
    }
    return found;
  }

  private static String names(List<Tensor> tensors) {
    List<String> names = tensors.stream().limit(SHOWN).map(Tensor::address).toList();
    return String.join(", ", names) + (tensors.size() > SHOWN ? ", …" : "");
  }
}
