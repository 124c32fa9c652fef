package dev.sonde.checkpoint.pickle;

import java.util.ArrayList;
import java.util.List;

/** The machine's stack with its marks: nothing can be taken from below the newest mark. */
final class PickleStack {

  private final PickleInput in;
  private final List<PickleValue> values = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();

  PickleStack(PickleInput in) {
    this.in = in;
  }

  private int floor() {
    return marks.isEmpty() ? 0 : marks.getLast();
  }

  void push(PickleValue value) {
    values.add(value);
  }

  void mark() {
    marks.add(values.size());
  }

  PickleValue pop() {
    top();
    return values.removeLast();
  }

  PickleValue top() {
    if (values.size() <= floor()) throw in.error("an opcode needs a value, but the stack is empty");
    return values.getLast();
  }

  /** Drops the top value, or the mark if nothing stands above it. */
  void drop() {
    if (!marks.isEmpty() && values.size() == floor()) marks.removeLast();
    else pop();
  }

  /** Takes the last {@code count} values, one to three, oldest first. */
  List<PickleValue> take(int count) {
    if (values.size() - floor() < count) {
      throw in.error(
          "an opcode needs " + count + " values, the stack has " + (values.size() - floor()));
    }
    PickleValue last = values.removeLast();
    if (count == 1) return List.of(last);
    PickleValue second = values.removeLast();
    return count == 2 ? List.of(second, last) : List.of(values.removeLast(), second, last);
  }

  /** Takes everything above the newest mark, oldest first, and the mark. */
  List<PickleValue> takeToMark() {
    if (marks.isEmpty()) throw in.error("an opcode needs a mark, but there is none");
    List<PickleValue> tail = values.subList(marks.removeLast(), values.size());
    List<PickleValue> taken = new ArrayList<>(tail);
    tail.clear();
    return taken;
  }
}
