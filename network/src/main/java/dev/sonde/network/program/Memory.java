package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Schema;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The memory behind the arrays of one run, each once however many views of it there are. */
final class Memory {

  /** How many arrays of the run lie in one piece of memory. */
  private static final class Piece {
    private final long bytes;
    private long arrays;

    private Piece(long bytes) {
      this.bytes = bytes;
    }
  }

  private final long most;
  private final boolean frees;
  private final Map<Long, Piece> pieces = new HashMap<>();
  private double held;

  /**
   * @param most bytes
   * @param frees whether arrays are freed before the run ends: not where they are recorded for
   *     gradients, or kept for other calls
   */
  Memory(long most, boolean frees) {
    this.most = most;
    this.frees = frees;
  }

  /** Checks that a call fits beside what is there, before it is made. */
  void require(Schema schema, List<Value> arguments) {
    require(Sizes.bytes(schema, arguments));
  }

  private void require(double bytes) {
    if (held + bytes <= most) return;
    throw new TorchException(
        String.format(
            Locale.ROOT,
            "it may make %.3g GB beside the %.3g GB that are held; at most %.3g GB are allowed:"
                + " give it fewer examples at a time, or allow more memory",
            bytes / 1e9,
            held / 1e9,
            most / 1e9));
  }

  /** Counts what a call gave. */
  void hold(List<Value> values) {
    for (Value value : values) {
      switch (value) {
        case Value.OfArray array -> hold(array.array());
        case Value.Sequence list -> hold(list.items());
        case Value.Tuple tuple -> hold(tuple.items());
        default -> {}
      }
    }
  }

  private void hold(Array array) {
    long size = array.memorySize();
    long address = array.memory();
    Piece piece = pieces.get(address);
    if (piece == null) {
      piece = new Piece(size);
      pieces.put(address, piece);
      held += size;
      require(0);
    }
    piece.arrays++;
  }

  /** Memory that is not the run's: parameters and inputs. */
  void ignore(Array array) {
    pieces.computeIfAbsent(array.memory(), _ -> new Piece(0)).arrays++;
  }

  /** Gives back an array that {@link #hold} counted and nobody reads any more. */
  void free(Array array) {
    if (!frees) return;
    long address = array.memory();
    Piece piece = pieces.get(address);
    if (piece != null && --piece.arrays == 0) {
      held -= piece.bytes;
      pieces.remove(address);
    }
    array.close();
  }
}
