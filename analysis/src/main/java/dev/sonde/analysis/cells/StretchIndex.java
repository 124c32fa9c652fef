package dev.sonde.analysis.cells;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.file.Temporary;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * The states of many sequences in one file, a byte per unit and step, mapped when it is searched.
 * Values lie between −1 and 1 (h, or tanh of c) and are kept to 1/127. The file is a safetensors
 * file with the tensors {@code states} {@code [sequences × steps × units]}, int8, and {@code
 * symbols} {@code [sequences × steps]}, int32. A sequence that is shorter than others ends with
 * {@link #NONE}, where no unit is on.
 */
public final class StretchIndex {

  /** What one unit of a byte stands for. */
  static final int LEVELS = 127;

  /** The symbol of a step at which nothing was read. */
  public static final int NONE = -1;

  private static final ValueLayout.OfInt SYMBOL =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Bytes of one sequence, at most; a file that claims more is damaged. */
  private static final long LARGEST = 1 << 26;

  private final Path file;
  private final Map<String, String> metadata;
  private final MemorySegment states;
  private final MemorySegment symbols;
  private final int sequences;
  private final int steps;
  private final int units;

  private StretchIndex(Path file, Map<String, String> metadata, Tensor states, Tensor symbols) {
    this.file = file;
    this.metadata = Map.copyOf(metadata);
    this.states = bytes(states);
    this.symbols = bytes(symbols);
    this.sequences = Math.toIntExact(states.shape().extent(0));
    this.steps = Math.toIntExact(states.shape().extent(1));
    this.units = Math.toIntExact(states.shape().extent(2));
  }

  private static MemorySegment bytes(Tensor tensor) {
    return tensor.storage().bytes().asSlice(tensor.byteOffset(), tensor.byteSize());
  }

  /**
   * Opens an index.
   *
   * @throws CheckpointException if the file is no index, or damaged
   */
  public static StretchIndex open(Path file) {
    Checkpoint checkpoint = Checkpoint.open(file);
    if (!checkpoint.has("states") || !checkpoint.has("symbols")) {
      throw new CheckpointException(file + ": not an index of states").mendedBy("index");
    }
    Tensor states = checkpoint.tensor("states");
    Tensor symbols = checkpoint.tensor("symbols");
    if (symbols.dtype() == DType.INT8) {
      throw new CheckpointException(
              file + ": an index as earlier versions made it; delete it, and it is made again")
          .mendedBy("index");
    }
    Shape of = states.shape();
    boolean fits =
        states.dtype() == DType.INT8
            && symbols.dtype() == DType.INT32
            && of.rank() == 3
            && of.count() > 0
            && of.extent(1) * of.extent(2) <= LARGEST
            && symbols.shape().equals(Shape.of(of.extent(0), of.extent(1)))
            && states.isContiguous()
            && symbols.isContiguous();
    if (!fits) {
      throw new CheckpointException(
          file + ": a damaged index: states " + states + ", symbols " + symbols);
    }
    return new StretchIndex(file, checkpoint.metadata(), states, symbols);
  }

  public Path file() {
    return file;
  }

  /** What was said when it was made: of which network, of which part. */
  public Map<String, String> metadata() {
    return metadata;
  }

  public int sequences() {
    return sequences;
  }

  public int steps() {
    return steps;
  }

  public int units() {
    return units;
  }

  /** The symbols of one sequence. */
  public int[] symbols(int sequence) {
    int[] read = new int[steps];
    for (int t = 0; t < steps; t++) {
      read[t] = symbols.getAtIndex(SYMBOL, (long) sequence * steps + t);
    }
    return read;
  }

  /** The states of one sequence, {@code [steps][units]}. */
  public float[][] states(int sequence) {
    byte[] bytes = new byte[steps * units];
    copy(sequence, 1, bytes);
    float[][] read = new float[steps][units];
    for (int i = 0; i < bytes.length; i++) read[i / units][i % units] = (float) bytes[i] / LEVELS;
    return read;
  }

  /** The first sequence with these symbols; −1 if there is none. */
  public int find(int[] wanted) {
    if (wanted.length != steps) return -1;
    for (int s = 0; s < sequences; s++) {
      long at = (long) s * steps;
      int t = 0;
      while (t < steps && symbols.getAtIndex(SYMBOL, at + t) == wanted[t]) t++;
      if (t == steps) return s;
    }
    return -1;
  }

  /** Copies the bytes of some sequences, {@code [count × steps × units]}. */
  void copy(int first, int count, byte[] into) {
    long size = (long) steps * units;
    MemorySegment.copy(
        states, ValueLayout.JAVA_BYTE, first * size, into, 0, Math.toIntExact(count * size));
  }

  static byte level(float value) {
    return (byte) Math.round(Math.clamp(value, -1f, 1f) * LEVELS);
  }

  /** Begins an index. Memory holds one batch; the file appears when it is whole. */
  public static Writer create(Path target) throws IOException {
    return new Writer(target);
  }

  /** Takes states batch by batch. */
  public static final class Writer implements AutoCloseable {
    private final Path target;
    private final Path scratch;
    private final FileChannel states;
    private final FileChannel symbols;
    private long sequences;
    private int steps;
    private int units;

    private Writer(Path target) throws IOException {
      this.target = target;
      Path parent = target.toAbsolutePath().getParent();
      if (parent == null) throw new IOException(target + ": cannot write to a file system's root");
      Files.createDirectories(parent);
      scratch = Temporary.folder(parent, "index");
      states = open("states");
      symbols = open("symbols");
    }

    private FileChannel open(String name) throws IOException {
      return FileChannel.open(
          scratch.resolve(name),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE);
    }

    /**
     * Appends sequences.
     *
     * @param read their symbols, {@code [sequences][steps]}
     * @throws IllegalArgumentException if they differ in steps or units from those before
     */
    public void append(Traces batch, int[][] read) throws IOException {
      if (sequences == 0) {
        steps = batch.steps();
        units = batch.units();
      }
      if (batch.steps() != steps || batch.units() != units || read.length != batch.sequences()) {
        throw new IllegalArgumentException(
            batch + " after sequences of " + steps + " steps and " + units + " units");
      }
      float[] values = batch.values();
      ByteBuffer levels = ByteBuffer.allocate(values.length);
      for (float value : values) levels.put(level(value));
      drain(levels.flip(), states);
      ByteBuffer text = ByteBuffer.allocate(4 * read.length * steps).order(ByteOrder.LITTLE_ENDIAN);
      for (int[] line : read) for (int symbol : line) text.putInt(symbol);
      drain(text.flip(), symbols);
      sequences += batch.sequences();
    }

    private static void drain(ByteBuffer bytes, FileChannel out) throws IOException {
      while (bytes.hasRemaining()) out.write(bytes);
    }

    /** Writes the file, in one step. */
    public StretchIndex finish(Map<String, String> metadata) throws IOException {
      try (Arena arena = Arena.ofShared()) {
        Tensor all =
            Tensor.of(
                "states", DType.INT8, Shape.of(sequences, steps, units), mapped(states, arena), 0);
        Tensor text =
            Tensor.of(
                "symbols", DType.INT32, Shape.of(sequences, steps), mapped(symbols, arena), 0);
        Checkpoint.of(target, List.of(all, text), metadata).write(target);
      }
      return StretchIndex.open(target);
    }

    private static Storage mapped(FileChannel file, Arena arena) throws IOException {
      return Storage.mapped(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena));
    }

    @Override
    public void close() throws IOException {
      states.close();
      symbols.close();
      Files.deleteIfExists(scratch.resolve("states"));
      Files.deleteIfExists(scratch.resolve("symbols"));
      Files.deleteIfExists(scratch);
    }
  }
}
