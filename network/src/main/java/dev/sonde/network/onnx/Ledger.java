package dev.sonde.network.onnx;

import dev.sonde.network.memory.MemoryBudget;
import dev.sonde.network.torch.Array;
import java.util.HashMap;
import java.util.Map;

/** What a run holds: the memory behind arrays, each once however many views of it there are. */
final class Ledger {

  /** Memory that is held. */
  private static final class Held {
    final long bytes;
    int holders;

    Held(long bytes) {
      this.bytes = bytes;
    }
  }

  /** What one text costs on the heap beside its letters. */
  private static final long TEXT = 64;

  private final MemoryBudget budget;
  private final Map<Long, Held> held = new HashMap<>();

  Ledger(MemoryBudget budget) {
    this.budget = budget;
  }

  /** Memory that the run does not make: weights and what the caller gives. */
  void ignore(Array array) {
    held.computeIfAbsent(array.memory(), _ -> new Held(0)).holders++;
  }

  void hold(Datum value) {
    switch (value) {
      case Datum.OfArray(Array array) -> {
        Held one = held.get(array.memory());
        if (one == null) {
          one = new Held(array.memorySize());
          budget.charge(one.bytes);
          held.put(array.memory(), one);
        }
        one.holders++;
      }
      case Datum.OfText text -> budget.charge(bytes(text));
      case Datum.OfSequence sequence -> sequence.elements().forEach(this::hold);
      case Datum.Nothing _ -> {}
    }
  }

  void drop(Datum value) {
    switch (value) {
      case Datum.OfArray(Array array) -> {
        Held one = held.get(array.memory());
        if (one == null || --one.holders > 0) return;
        held.remove(array.memory());
        budget.release(one.bytes);
      }
      case Datum.OfText text -> budget.release(bytes(text));
      case Datum.OfSequence sequence -> sequence.elements().forEach(this::drop);
      case Datum.Nothing _ -> {}
    }
  }

  private static long bytes(Datum.OfText text) {
    return text.elements().stream().mapToLong(one -> TEXT + 2L * one.length()).sum();
  }
}
