package dev.sonde.figure.table;

import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table of {@code R}: what stands above it, its value for one of them, and how a page
 * writes that.
 *
 * @param value a string, a long, a double or a boolean, as the head's type says, or null
 * @param words what a page shows; null for the value as it is usually written
 * @param strong whether a page emphasises it
 */
public record Column<R>(
    Head head,
    Function<? super R, ? extends @Nullable Object> value,
    Function<? super R, @Nullable String> words,
    Predicate<? super R> strong) {

  /** Written as usual. */
  public Column(Head head, Function<? super R, ? extends @Nullable Object> value) {
    this(head, value, _ -> null, _ -> false);
  }

  Column<R> with(Head other) {
    return new Column<>(other, value, words, strong);
  }

  <Q> Column<Q> over(Function<? super Q, ? extends R> part) {
    return new Column<>(
        head,
        whole -> value.apply(part.apply(whole)),
        whole -> words.apply(part.apply(whole)),
        whole -> strong.test(part.apply(whole)));
  }
}
