package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.Pickle;
import dev.sonde.checkpoint.pickle.PickleMachine;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Data;
import dev.sonde.checkpoint.pickle.PickleValue.Persistent;
import dev.sonde.checkpoint.reader.Budget;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads what {@code pickle.dump} and {@code joblib.dump} write: NumPy arrays and PyTorch tensors in
 * dicts, lists and objects ({@code .pkl}, {@code .pdparams}, {@code .joblib}). Nothing of it is
 * run; see {@link PickleMachine}.
 */
public final class PlainPickleReader implements CheckpointReader {

  @Override
  public String format() {
    return "pickle";
  }

  /**
   * Protocols 2 to 5 say so in two bytes; 0 and 1 are known by a first opcode that makes a
   * container or names a class, and by the stop at the end.
   */
  @Override
  public boolean recognises(Source source) {
    Bytes bytes = source.bytes();
    if (!bytes.has(0, 4) || TorchLegacyReader.isStream(bytes)) return false;
    int first = bytes.u8(0);
    int second = bytes.u8(1);
    return switch (first) {
      case 0x80 -> second >= 2 && second <= 5 && startsAsPickle(bytes, second);
      case '(' -> (second == 'd' || second == 'l') && bytes.u8(2) == 'p' && stops(bytes);
      case '}', ']' -> second == 'q' && stops(bytes);
      case 'c' -> stops(bytes) && isGlobal(bytes);
      default -> false;
    };
  }

  private static boolean stops(Bytes bytes) {
    return bytes.u8(bytes.size() - 1) == '.';
  }

  /** A frame, a mark, an empty container, a name, a text or a call. */
  private static boolean startsAsPickle(Bytes bytes, int protocol) {
    int opcode = bytes.u8(2);
    return (protocol >= 4 && opcode == 0x95) || "(]})cXUKJNVMIG\u008c\u008f".indexOf(opcode) >= 0;
  }

  private static boolean isGlobal(Bytes bytes) {
    for (int at = 1; at < Math.min(bytes.size(), 100); at++) {
      int c = bytes.u8(at);
      if (c == '\n') return at > 1;
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '.') return false;
    }
    return false;
  }

  @Override
  public Contents read(Source source) {
    Bytes bytes = source.bytes();
    TorchContents contents = new TorchContents(bytes.name());
    Pickle pickle = read(bytes, 0, contents);
    walk(bytes, contents, "", pickle.value());
    return contents.build();
  }

  /** Runs the pickle at {@code at}, and notes what Python would have run. */
  static Pickle read(Bytes bytes, long at, TorchContents contents) {
    Audit audit = new Audit(bytes);
    Pickle pickle = PickleMachine.read(bytes, at, audit);
    audit.report(contents);
    if (pickle.end() < bytes.size()) {
      contents.note((bytes.size() - pickle.end()) + " bytes after the pickle are not read");
    }
    return pickle;
  }

  static void walk(Bytes bytes, TorchContents contents, String address, PickleValue value) {
    Rebuilder rebuilder = new Rebuilder(bytes.name(), PlainPickleReader::outside);
    Budget budget = new Budget(bytes.name(), bytes.size());
    new StateWalk(rebuilder, contents, budget).walk(address, value);
  }

  /** A plain pickle keeps nothing outside itself. */
  private static TorchStorages.Located outside(StorageId id, String where) {
    throw new CheckpointException(
        where + ": its storage '" + id.key() + "' is outside the pickle: save it with torch.save");
  }

  /** Arrays of objects in arrays of objects. */
  private static final int MAX_DEPTH = 8;

  private static final class Audit extends UnpickleAudit {
    private final Bytes bytes;
    private int depth;
    private final Map<Data, Boolean> storages = new HashMap<>();

    Audit(Bytes bytes) {
      super(false);
      this.bytes = bytes;
    }

    @Override
    public void called(Call call, long at) {
      boolean harmless =
          NestedStorage.isOne(call)
              && !call.arguments().isEmpty()
              && call.arguments().getFirst() instanceof Data data
              && storages.computeIfAbsent(data, NestedStorage::isHarmless);
      if (!harmless) super.called(call, at);
    }

    @Override
    public long embedded(Call call, long at) {
      if (++depth > MAX_DEPTH) throw bytes.error(at, "pickles are nested too deeply");
      long size = JoblibArrays.size(call, bytes, at, this);
      depth--;
      return size;
    }

    @Override
    public PickleValue persistent(PickleValue id, long at) {
      return new Persistent(id);
    }
  }
}
