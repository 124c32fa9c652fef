package dev.sonde.checkpoint.archive;

import dev.sonde.checkpoint.reader.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a member of an archive may be a checkpoint, from its name and its first bytes alone: all
 * of it is only unpacked if so.
 */
final class Sniff {

  /** First bytes that are looked at. */
  static final int LENGTH = 4096;

  /** Endings that weights have, and archives of them. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?:.*/)?[^/.][^/]*\\.(safetensors|pt|pth|pt2|bin|th|ckpt|pkl|pickle|joblib|pdparams|h5|hdf5"
              + "|keras|onnx|gguf|npz|npy|tflite|msgpack|gz|tgz|tar|nemo|mar|zip)",
          Pattern.CASE_INSENSITIVE);

  private static final long MAX_HEADER = 100_000_000;

  private Sniff() {}

  /** What may be checkpoints; arrays ({@code .npy}) only if nothing else is. */
  static List<Member> of(List<Member> members) {
    List<Member> all = members.stream().filter(m -> m.staysInside() && fits(m)).toList();
    List<Member> models = all.stream().filter(m -> !isArray(m.name())).toList();
    return models.isEmpty() ? all : models;
  }

  static boolean isArray(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".npy");
  }

  private static boolean fits(Member member) {
    return NAME.matcher(member.name()).matches()
        && fits(member.name(), member.start().apply(LENGTH));
  }

  /** A name may be any here: of a single packed file it tells little. */
  static boolean fits(String name, Bytes head) {
    return starts(head, 0, "PK\u0003\u0004")
        || starts(head, 0, "\u0089HDF\r\n\u001a\n")
        || starts(head, 0, "GGUF")
        || starts(head, 4, "TFL3")
        || starts(head, 0, "\u0093NUMPY")
        || isPickle(head)
        || isSafetensors(head)
        || Gzip.recognises(head)
        || Tar.recognises(head)
        || (name.endsWith(".onnx") && starts(head, 0, "\b"))
        || (name.endsWith(".msgpack") && head.size() > 1 && head.u8(0) >= 0x80);
  }

  private static boolean isPickle(Bytes head) {
    return head.size() > 2 && head.u8(0) == 0x80 && head.u8(1) >= 2 && head.u8(1) <= 5;
  }

  private static boolean isSafetensors(Bytes head) {
    if (!head.has(0, 10) || !starts(head, 8, "{")) return false;
    long header = head.i64(0);
    return header >= 2 && header <= MAX_HEADER;
  }

  private static boolean starts(Bytes head, long at, String latin1) {
    return head.startsWith(at, latin1.getBytes(StandardCharsets.ISO_8859_1));
  }
}
