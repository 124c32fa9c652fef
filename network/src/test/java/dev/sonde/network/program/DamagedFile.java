package dev.sonde.network.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Damages a file so that most of it still parses: what a parser refuses never reaches the engine.
 */
final class DamagedFile {

  private static final Pattern TOKEN =
      Pattern.compile("-?\\d+(\\.\\d+)?|\"[^\"\\\\]{1,40}\"|\\b[a-z_]+\\b");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "7",
          "1000000",
          "2147483648",
          "-9223372036854775808",
          "9223372036854775807",
          "1e308",
          "0.5",
          "true",
          "null",
          "[]",
          "\"x\"");

  /** Texts inside HDF5 files: the configurations of Keras. */
  private static final Pattern TEXTS = Pattern.compile("[ -~]{40,}");

  /** A short text of a pickle with its length before it (protocol 2 and later). */
  private static final Pattern PICKLED =
      Pattern.compile("X([\\x01-\\x7f])\\x00\\x00\\x00([ -~]{1,127})", Pattern.DOTALL);

  /** A module or class that a pickle names. */
  private static final Pattern GLOBAL = Pattern.compile("c([a-zA-Z_.0-9]+\\n[a-zA-Z_0-9]+\\n)");

  private DamagedFile() {}

  /** One change, by what the file is: HDF5, safetensors or a pickle. */
  static byte[] of(byte[] content, SplittableRandom random) {
    if (content.length < 16 || random.nextInt(6) == 0) return bytes(content, random);
    if (content[0] == (byte) 0x89) return inPlace(content, random);
    if (content[8] == '{') return safetensors(content, random);
    return pickle(content, random);
  }

  /** Some bytes are others. */
  static byte[] bytes(byte[] content, SplittableRandom random) {
    byte[] damaged = content.clone();
    if (damaged.length == 0) return damaged;
    for (int i = 0; i <= random.nextInt(4); i++) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  /** One token for another, mostly of the same file. */
  static byte[] text(byte[] content, SplittableRandom random) {
    return text(new String(content, ISO_8859_1), random).getBytes(ISO_8859_1);
  }

  private static String text(String text, SplittableRandom random) {
    List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
    if (tokens.isEmpty()) return text;
    MatchResult at = tokens.get(random.nextInt(tokens.size()));
    String with = null;
    if (random.nextInt(3) == 0) with = NUMBERS.get(random.nextInt(NUMBERS.size()));
    for (int i = 0; i < 20 && with == null; i++) {
      String other = tokens.get(random.nextInt(tokens.size())).group();
      if (kind(other) == kind(at.group())) with = other;
    }
    if (with == null) with = "0";
    if (random.nextInt(25) == 0) with = "";
    return text.substring(0, at.start()) + with + text.substring(at.end());
  }

  private static int kind(String token) {
    char c = token.charAt(0);
    return c == '"' ? 0 : Character.isLetter(c) || c == '_' ? 1 : 2;
  }

  /** A token of a text in the file, the text as long as before: cut, or filled with spaces. */
  private static byte[] inPlace(byte[] content, SplittableRandom random) {
    String whole = new String(content, ISO_8859_1);
    List<MatchResult> texts = TEXTS.matcher(whole).results().toList();
    if (texts.isEmpty() || random.nextInt(4) == 0) return bytes(content, random);
    MatchResult one = texts.get(random.nextInt(texts.size()));
    String changed = text(one.group(), random);
    int length = one.group().length();
    changed = (changed + " ".repeat(length)).substring(0, length);
    return (whole.substring(0, one.start()) + changed + whole.substring(one.end()))
        .getBytes(ISO_8859_1);
  }

  private static byte[] safetensors(byte[] content, SplittableRandom random) {
    ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(file.getLong(0));
    byte[] header = text(Arrays.copyOfRange(content, 8, 8 + length), random);
    return ByteBuffer.allocate(content.length - length + header.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(content, 8 + length, content.length - 8 - length)
        .array();
  }

  /** One text, class or small number of a pickle is another. */
  private static byte[] pickle(byte[] content, SplittableRandom random) {
    String whole = new String(content, ISO_8859_1);
    int kind = random.nextInt(3);
    if (kind == 0) return number(content, random);
    List<MatchResult> all = (kind == 1 ? PICKLED : GLOBAL).matcher(whole).results().toList();
    List<MatchResult> found = new ArrayList<>();
    for (MatchResult one : all) {
      if (kind == 2 || one.group(1).charAt(0) <= one.group(2).length()) found.add(one);
    }
    if (found.isEmpty()) return bytes(content, random);
    MatchResult at = found.get(random.nextInt(found.size()));
    MatchResult with = found.get(random.nextInt(found.size()));
    if (kind == 2) {
      return (whole.substring(0, at.start()) + with.group() + whole.substring(at.end()))
          .getBytes(ISO_8859_1);
    }
    int end = at.start() + 5 + at.group(1).charAt(0);
    String text = with.group().substring(5, 5 + with.group(1).charAt(0));
    if (random.nextInt(3) == 0) text = text(text, random);
    if (text.length() > 127) text = text.substring(0, 127);
    String written = "X" + (char) text.length() + "\0\0\0" + text;
    return (whole.substring(0, at.start()) + written + whole.substring(end)).getBytes(ISO_8859_1);
  }

  private static byte[] number(byte[] content, SplittableRandom random) {
    List<Integer> at = new ArrayList<>();
    for (int i = 0; i + 1 < content.length; i++) if (content[i] == 'K') at.add(i + 1);
    if (at.isEmpty()) return bytes(content, random);
    byte[] damaged = content.clone();
    int one = at.get(random.nextInt(at.size()));
    damaged[one] = (byte) (random.nextBoolean() ? random.nextInt(6) : random.nextInt(256));
    return damaged;
  }
}
