package dev.sonde.checkpoint.pickle;

import static dev.sonde.checkpoint.pickle.PickleMachine.MAX_INTEGER_BYTES;

import dev.sonde.checkpoint.pickle.PickleValue.BigInt;
import dev.sonde.checkpoint.pickle.PickleValue.Bool;
import dev.sonde.checkpoint.pickle.PickleValue.Data;
import dev.sonde.checkpoint.pickle.PickleValue.Int;
import dev.sonde.checkpoint.pickle.PickleValue.None;
import dev.sonde.checkpoint.pickle.PickleValue.Real;
import dev.sonde.checkpoint.pickle.PickleValue.Text;
import dev.sonde.checkpoint.reader.Bytes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The opcodes that push a number, a text or bytes. */
final class PickleScalars {

  /** Longer texts stay in the file as {@link Data}. */
  static final int MAX_TEXT = 1 << 16;

  private static final int MAX_DIGITS = 2 * MAX_INTEGER_BYTES;
  private static final int MAX_DOUBLE_TEXT = 400;
  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "-inf");

  private final PickleInput in;

  PickleScalars(PickleInput in) {
    this.in = in;
  }

  /** The value that {@code opcode} pushes, or null if it is not one of these opcodes. */
  @Nullable PickleValue read(int opcode) {
    return switch (opcode) {
      case 'N' -> None.NONE;
      case 0x88 -> new Bool(true);
      case 0x89 -> new Bool(false);
      case 'I' -> intLine();
      case 'L' -> longLine();
      case 'J' -> new Int(in.i32("an integer"));
      case 'K' -> new Int(in.u8("an integer"));
      case 'M' -> new Int(in.u16("an integer"));
      case 0x8a -> integer(in.u8("an integer's length"));
      case 0x8b -> integer(in.i32("an integer's length"));
      case 'F' -> new Real(doubleLine());
      case 'G' -> new Real(in.f64("a float"));
      case 'X' -> text(in.u32("a text's length"));
      case 0x8c -> text(in.u8("a text's length"));
      case 0x8d -> text(in.i64("a text's length"));
      case 'V' -> new Text(PickleEscapes.unicode(in, in.line("a text")));
      case 'S' -> data(PickleEscapes.string(in, in.line("a string")));
      case 'T' -> data(in.i32("a string's length"), Data.Kind.STRING);
      case 'U' -> data(in.u8("a string's length"), Data.Kind.STRING);
      case 'B' -> data(in.u32("the bytes' length"), Data.Kind.BYTES);
      case 'C' -> data(in.u8("the bytes' length"), Data.Kind.BYTES);
      case 0x8e -> data(in.i64("the bytes' length"), Data.Kind.BYTES);
      case 0x96 -> data(in.i64("the bytes' length"), Data.Kind.BYTEARRAY);
      default -> null;
    };
  }

  private PickleValue intLine() {
    String line = in.line("an integer");
    if (line.equals("01")) return new Bool(true);
    if (line.equals("00")) return new Bool(false);
    return number(line);
  }

  private PickleValue longLine() {
    String line = in.line("an integer");
    return number(line.endsWith("L") ? line.substring(0, line.length() - 1) : line);
  }

  /** A line that holds a memo number. */
  long index() {
    if (number(in.line("a memo number")) instanceof Int index) return index.value();
    throw in.error("a memo number beyond 64 bits");
  }

  private PickleValue number(String digits) {
    int start = digits.startsWith("-") ? 1 : 0;
    if (digits.length() == start || digits.length() > MAX_DIGITS) {
      throw in.error("an integer of " + digits.length() + " characters");
    }
    for (int i = start; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') throw in.error("not a decimal integer");
    }
    return narrow(new BigInteger(digits));
  }

  private PickleValue integer(int length) {
    if (length < 0 || length > MAX_INTEGER_BYTES) {
      throw in.error(
          "an integer of " + length + " bytes, at most " + MAX_INTEGER_BYTES + " are read");
    }
    byte[] little = in.copy(length, MAX_INTEGER_BYTES, "an integer");
    byte[] big = new byte[length];
    for (int i = 0; i < length; i++) big[i] = little[length - 1 - i];
    return length == 0 ? new Int(0) : narrow(new BigInteger(big));
  }

  private static PickleValue narrow(BigInteger value) {
    return value.bitLength() < 64 ? new Int(value.longValue()) : new BigInt(value);
  }

  private double doubleLine() {
    String line = in.line("a float");
    if (NOT_FINITE.contains(line)) {
      return line.equals("nan")
          ? Double.NaN
          : line.equals("inf") ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    boolean plain =
        line.length() <= MAX_DOUBLE_TEXT
            && line.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
    try {
      if (plain) return Double.parseDouble(line);
    } catch (NumberFormatException e) {
      throw in.error("not a float");
    }
    throw in.error("not a float");
  }

  private PickleValue text(long length) {
    Bytes utf8 = in.data(length, "a text");
    if (length > MAX_TEXT) return new Data(utf8, Data.Kind.TEXT);
    String text = utf8.utf8(0, length, MAX_TEXT, "a text");
    if (text.indexOf('\ufffd') >= 0) requireUtf8(utf8);
    return new Text(text);
  }

  /** Two names that differ only in broken bytes must not become one. */
  private void requireUtf8(Bytes text) {
    byte[] bytes = text.copy(0, text.size(), MAX_TEXT, "a text");
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw in.error("a text that is not UTF-8");
    }
  }

  private PickleValue data(long length, Data.Kind kind) {
    return new Data(in.data(length, "bytes"), kind);
  }

  private static PickleValue data(Bytes string) {
    return new Data(string, Data.Kind.STRING);
  }
}
