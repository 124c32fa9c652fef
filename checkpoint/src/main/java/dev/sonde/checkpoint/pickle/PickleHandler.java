package dev.sonde.checkpoint.pickle;

import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.pickle.PickleValue.Persistent;

/**
 * Hears, in the pickle's own order, of everything that Python would do and this machine does not,
 * also of what the pickle throws away again. The default hears nothing.
 */
public interface PickleHandler {

  /** The value that stands for something outside the pickle. */
  default PickleValue persistent(PickleValue id, long at) {
    return new Persistent(id);
  }

  /** Python would import this here. */
  default void named(Global global, long at) {}

  /** Python would make this call here; its state and items come later. */
  default void called(Call call, long at) {}

  /**
   * How many bytes right behind the state that {@code call} got belong to it and are no part of the
   * pickle (joblib writes arrays so); they become a further state. −1 if it is all pickle.
   */
  default long embedded(Call call, long at) {
    return -1;
  }

  /** Python would change the attributes of something that the pickle did not make itself. */
  default void changed(PickleValue target, PickleValue state, long at) {}
}
