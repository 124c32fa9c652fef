package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.Pickle;
import dev.sonde.checkpoint.pickle.PickleHandler;
import dev.sonde.checkpoint.pickle.PickleMachine;
import dev.sonde.checkpoint.pickle.PickleText;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.BigInt;
import dev.sonde.checkpoint.pickle.PickleValue.Bool;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.Int;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.reader.Budget;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the stream that {@code torch.save} wrote before torch 1.6: five pickles (a magic number,
 * the protocol, facts of the system, the object, the storages' keys), then the storages.
 *
 * <p>The tar archive of torch 0.1.1 is recognised, and refused with advice.
 */
public final class TorchLegacyReader implements CheckpointReader {

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int PROTOCOL = 1001;

  /** The first pickle has 14 bytes in protocol 2, at most 40 in the others. */
  private static final int FIRST_PICKLE = 64;

  private static final Set<String> TAR_MEMBERS =
      Set.of("sys_info", "pickle", "storages", "tensors");
  private static final int MAX_KEY = 1024;

  @Override
  public String format() {
    return "pytorch-legacy";
  }

  @Override
  public boolean recognises(Source source) {
    return isStream(source.bytes()) || isTar(source.bytes());
  }

  static boolean isStream(Bytes bytes) {
    int first = bytes.has(0, 1) ? bytes.u8(0) : 0;
    if (first != 0x80 && first != 'L') return false;
    try {
      Bytes head = bytes.slice(bytes.name(), 0, Math.min(bytes.size(), FIRST_PICKLE));
      return PickleMachine.read(head, 0, new PickleHandler() {}).value()
              instanceof BigInt(var number)
          && number.equals(MAGIC);
    } catch (CheckpointException damaged) {
      return false;
    }
  }

  private static boolean isTar(Bytes bytes) {
    if (!bytes.startsWith(257, "ustar".getBytes(StandardCharsets.US_ASCII))) return false;
    String name = bytes.text(0, 100, 100, StandardCharsets.ISO_8859_1, "a name");
    return TAR_MEMBERS.contains(name.substring(0, (name + "\0").indexOf('\0')));
  }

  @Override
  public Contents read(Source source) {
    Bytes bytes = source.bytes();
    if (!isStream(bytes)) {
      throw new CheckpointException(
          bytes.name()
              + ": a tar archive as torch 0.1.1 wrote it, which cannot be read; load it with"
              + " PyTorch and save it again with torch.save");
    }
    Stream stream = parse(bytes);
    TorchContents contents = new TorchContents(bytes.name());
    stream.audit().report(contents);
    if (stream.end() < bytes.size()) {
      contents.note((bytes.size() - stream.end()) + " bytes after the last storage are not read");
    }
    Rebuilder rebuilder = new Rebuilder(bytes.name(), stream.storages());
    Budget budget = new Budget(bytes.name(), stream.pickles());
    new StateWalk(rebuilder, contents, budget).walk("", stream.object());
    return contents.build();
  }

  /**
   * What a stream holds.
   *
   * @param pickles where the pickles end and the storages start
   * @param end where the last storage ends
   */
  record Stream(
      PickleValue object, LegacyStorages storages, LegacyAudit audit, long pickles, long end) {}

  /** Reads the five pickles and finds the storages behind them. */
  static Stream parse(Bytes bytes) {
    LegacyStorages storages = new LegacyStorages(bytes);
    LegacyAudit audit = new LegacyAudit(bytes, storages);
    Pickle magic = PickleMachine.read(bytes, 0, audit);
    Pickle protocol = PickleMachine.read(bytes, magic.end(), audit);
    if (!(protocol.value() instanceof Int(long number)) || number != PROTOCOL) {
      throw bytes.error(
          magic.end(),
          "protocol " + PickleText.of(protocol.value(), 40) + ", expected " + PROTOCOL);
    }
    Pickle system = PickleMachine.read(bytes, protocol.end(), audit);
    Pickle object = PickleMachine.read(bytes, system.end(), audit);
    Pickle keys = PickleMachine.read(bytes, object.end(), audit);
    long end = storages.locate(keys(keys, bytes, object.end()), keys.end(), isBigEndian(system));
    return new Stream(object.value(), storages, audit, keys.end(), end);
  }

  private static boolean isBigEndian(Pickle system) {
    return system.value() instanceof Dict facts
        && facts.get("little_endian") instanceof Bool(boolean little)
        && !little;
  }

  private static List<String> keys(Pickle pickle, Bytes bytes, long at) {
    if (!(pickle.value() instanceof Sequence list)) {
      throw bytes.error(at, "expected a list of storage keys");
    }
    List<String> keys = new ArrayList<>();
    for (PickleValue key : list.items()) {
      String text = PickleValue.text(key, MAX_KEY);
      if (text == null) throw bytes.error(at, "a storage key " + PickleText.of(key, 40));
      keys.add(text);
    }
    return keys;
  }
}
