package dev.sonde.checkpoint.pickle;

import dev.sonde.checkpoint.pickle.PickleValue.BigInt;
import dev.sonde.checkpoint.pickle.PickleValue.Bool;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Data;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.pickle.PickleValue.Int;
import dev.sonde.checkpoint.pickle.PickleValue.None;
import dev.sonde.checkpoint.pickle.PickleValue.Persistent;
import dev.sonde.checkpoint.pickle.PickleValue.Real;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.pickle.PickleValue.Text;
import dev.sonde.file.Printable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A value as a Python user would write it, on one line, bounded in length and depth whatever the
 * value holds, with everything unprintable escaped.
 */
public final class PickleText {

  private static final int MAX_DEPTH = 6;

  private final StringBuilder line = new StringBuilder();
  private final int limit;

  private PickleText(int limit) {
    this.limit = limit;
  }

  /** At most {@code limit} characters and an ellipsis where there would be more. */
  public static String of(PickleValue value, int limit) {
    PickleText text = new PickleText(limit);
    text.write(value, MAX_DEPTH);
    return text.cut();
  }

  /** The arguments of a call without its name: {@code ('a', 3, key=…)}. */
  public static String arguments(Call call, int limit) {
    PickleText text = new PickleText(limit);
    text.writeArguments(call, MAX_DEPTH);
    return text.cut();
  }

  private String cut() {
    return line.length() <= limit ? line.toString() : line.substring(0, limit) + "…";
  }

  private boolean full() {
    return line.length() > limit;
  }

  private void write(PickleValue value, int depth) {
    if (full()) return;
    switch (value) {
      case None none -> line.append("None");
      case Bool bool -> line.append(bool.value() ? "True" : "False");
      case Int integer -> line.append(integer.value());
      case BigInt big -> line.append(integer(big.value()));
      case Real real -> line.append(real(real.value()));
      case Text text ->
          quote(
              text.value().substring(0, Math.min(text.value().length(), limit)),
              text.value().length() > limit);
      case Data data -> writeData(data);
      case Global global -> line.append(Printable.of(global.toString(), limit));
      case Persistent persistent -> nested("<outside: ", persistent.id(), depth, ">");
      case Sequence sequence -> writeSequence(sequence, depth);
      case Dict dict -> writeDict(dict, depth);
      case Call call -> {
        nested("", call.callable(), depth, "");
        writeArguments(call, depth);
      }
    }
  }

  /** Digits take quadratic time: none that would be cut off again. */
  private String integer(BigInteger value) {
    return value.bitLength() > 4L * limit
        ? "<integer of " + value.bitLength() + " bits>"
        : value.toString();
  }

  /** As Python prints it: {@code 1e-05}, {@code 0.1}, {@code 3.0}, {@code inf}. */
  private static String real(double value) {
    if (Double.isNaN(value)) return "nan";
    if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
    if (value == 0) return Double.toString(value);
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      return shortest.scale() > 0 ? shortest.toPlainString() : shortest.toPlainString() + ".0";
    }
    BigDecimal mantissa = shortest.movePointLeft(exponent);
    return mantissa.toPlainString()
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private void quote(String head, boolean more) {
    line.append('\'').append(Printable.of(head.replace("\\", "\\\\").replace("'", "\\'")));
    line.append(more ? "…" : "'");
  }

  private void writeData(Data data) {
    long size = data.bytes().size();
    int head = (int) Math.min(size, limit);
    switch (data.kind()) {
      case STRING, TEXT -> quote(data.bytes().utf8(0, head, limit, "a text"), size > head);
      case BYTES, BYTEARRAY -> {
        String text = data.bytes().text(0, head, limit, StandardCharsets.ISO_8859_1, "bytes");
        if (text.chars().allMatch(c -> c == '\n' || c == '\t' || (c >= ' ' && c < 0x7f))) {
          line.append('b');
          quote(text, size > head);
        } else {
          line.append('<').append(size).append(" bytes>");
        }
      }
    }
  }

  private void nested(String before, PickleValue value, int depth, String after) {
    line.append(before);
    if (depth <= 0) line.append('…');
    else write(value, depth - 1);
    line.append(after);
  }

  private void writeSequence(Sequence sequence, int depth) {
    switch (sequence.kind()) {
      case LIST -> all("[", sequence.items(), depth, item -> write(item, depth - 1), "]");
      case TUPLE ->
          all(
              "(",
              sequence.items(),
              depth,
              item -> write(item, depth - 1),
              sequence.items().size() == 1 ? ",)" : ")");
      case SET, FROZENSET -> all("{", sequence.items(), depth, item -> write(item, depth - 1), "}");
    }
  }

  private void writeDict(Dict dict, int depth) {
    all(
        "{",
        dict.entries(),
        depth,
        entry -> {
          write(entry.key(), depth - 1);
          line.append(": ");
          write(entry.value(), depth - 1);
        },
        "}");
  }

  private void writeArguments(Call call, int depth) {
    all("(", call.arguments(), depth, item -> write(item, depth - 1), "");
    if (call.keywords() != null) {
      nested(call.arguments().isEmpty() ? "**" : ", **", call.keywords(), depth, "");
    }
    line.append(')');
  }

  private <T> void all(
      String before, Collection<T> items, int depth, Consumer<T> each, String after) {
    line.append(before);
    if (depth <= 0 && !items.isEmpty()) {
      line.append('…');
    } else {
      boolean first = true;
      for (T item : items) {
        if (full()) return;
        if (!first) line.append(", ");
        first = false;
        each.accept(item);
      }
    }
    line.append(after);
  }
}
