package dev.sonde.network.torch;

import dev.sonde.network.torch.Schema.Kind;
import java.util.List;

/** Which values may stand for which types of a schema. */
final class Fit {

  /** libtorch's numbers of element types end at 47, those of layouts at 8, of formats at 3. */
  private static final long LAST_ELEMENT_TYPE = 15;

  private static final long LAST_MEMORY_FORMAT = 3;

  private Fit() {}

  static boolean fits(Schema.Type type, Value value, boolean strict) {
    if (value instanceof Value.Nothing) return type.optional();
    if (!type.list()) return fits(type.kind(), value, strict);
    if (type.kind() == Kind.GENERATOR) return false;
    List<Value> items =
        switch (value) {
          case Value.Sequence sequence -> sequence.items();
          case Value.Tuple tuple -> tuple.items();
          default -> null;
        };
    if (items == null) {
      // One number stands for a list of a known length, as in stride=2.
      return type.length() > 0 && type.kind() != Kind.TENSOR && fits(type.kind(), value, strict);
    }
    for (Value item : items) {
      boolean absent = item instanceof Value.Nothing;
      if (absent ? !type.optionalItem() : !fits(type.kind(), item, strict)) return false;
    }
    return true;
  }

  private static boolean fits(Kind kind, Value value, boolean strict) {
    return switch (kind) {
      case TENSOR -> value instanceof Value.OfArray || (!strict && number(value));
      case WHOLE -> value instanceof Value.Whole || (!strict && single(value, false));
      case REAL ->
          value instanceof Value.Real
              || (!strict && (value instanceof Value.Whole || single(value, true)));
      case TRUTH -> value instanceof Value.Truth;
      case SCALAR -> number(value) || (!strict && single(value, true));
      case TEXT -> value instanceof Value.Text;
      case ELEMENT_TYPE -> within(value, LAST_ELEMENT_TYPE);
      case LAYOUT -> within(value, 0);
      case MEMORY_FORMAT -> within(value, LAST_MEMORY_FORMAT);
      case DEVICE -> value instanceof Value.Text;
      case GENERATOR -> false;
    };
  }

  private static boolean within(Value value, long last) {
    return value instanceof Value.Whole whole && whole.number() >= 0 && whole.number() <= last;
  }

  private static boolean number(Value value) {
    return value instanceof Value.Whole
        || value instanceof Value.Real
        || value instanceof Value.Truth;
  }

  /** An array of one number that may stand for the number. */
  private static boolean single(Value value, boolean real) {
    return value instanceof Value.OfArray one
        && one.array().count() == 1
        && one.array().rank() == 0
        && (real || !one.array().isReal());
  }
}
