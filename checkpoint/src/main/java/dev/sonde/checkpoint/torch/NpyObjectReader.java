package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.Pickle;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a {@code .npy} file of Python objects, which is a pickle behind NumPy's header: {@code
 * np.save("model.npy", {"conv1": {"weights": …}})} is how many early networks were passed on.
 */
public final class NpyObjectReader implements CheckpointReader {

  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final int MAX_HEADER = 1 << 16;
  private static final Pattern OBJECTS = Pattern.compile("['\"]descr['\"]: ['\"]\\|?O8?['\"]");

  @Override
  public String format() {
    return "npy-pickle";
  }

  @Override
  public boolean recognises(Source source) {
    Bytes bytes = source.bytes();
    if (!bytes.startsWith(0, MAGIC) || !bytes.has(0, 12)) return false;
    long start = header(bytes);
    long length = data(bytes) - start;
    if (length > MAX_HEADER || !bytes.has(start, length)) return false;
    String text = bytes.text(start, length, MAX_HEADER, StandardCharsets.ISO_8859_1, "the header");
    return OBJECTS.matcher(text).find();
  }

  private static long header(Bytes bytes) {
    return bytes.u8(6) == 1 ? 10 : 12;
  }

  private static long data(Bytes bytes) {
    return header(bytes) + (bytes.u8(6) == 1 ? bytes.u16(8) : bytes.u32(8));
  }

  @Override
  public Contents read(Source source) {
    Bytes bytes = source.bytes();
    TorchContents contents = new TorchContents(bytes.name());
    Pickle pickle = PlainPickleReader.read(bytes, data(bytes), contents);
    List<PickleValue> objects = objects(pickle.value());
    if (objects.size() == 1) {
      PlainPickleReader.walk(bytes, contents, "", objects.getFirst());
    } else {
      PlainPickleReader.walk(bytes, contents, "", new Sequence(Sequence.Kind.LIST, objects));
    }
    return contents.build();
  }

  /** The elements of an array of objects: the last part of its state. */
  private static List<PickleValue> objects(PickleValue array) {
    boolean rebuilt =
        array instanceof Call call
            && call.callable() instanceof Global global
            && global.name().equals("_reconstruct")
            && !call.states().isEmpty()
            && call.states().getLast() instanceof Sequence;
    if (!rebuilt) return List.of(array);
    List<PickleValue> state = ((Sequence) ((Call) array).states().getLast()).items();
    boolean listed = !state.isEmpty() && state.getLast() instanceof Sequence;
    return listed ? ((Sequence) state.getLast()).items() : List.of(array);
  }
}
