package dev.sonde.checkpoint.tensorflow;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.tensor.BlockLayout;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the constant tensors of a TensorFlow Lite (LiteRT) model: its weights. Quantised ones are
 * shown as the integers that they are, with {@code NAME.scale} and {@code NAME.zero_point} beside
 * them. The graph is not read. See {@code tensorflow/compiler/mlir/lite/schema/schema.fbs}.
 */
public final class TfliteReader implements CheckpointReader {

  private static final byte[] MAGIC = "TFL3".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_NAME = 4096;

  /** What tensors that share a buffer, and names that share bytes, may claim in all. */
  private static final long CLAIM_PER_BYTE = 16;

  private static final long FREE_CLAIM = 64L << 20;

  @Override
  public String format() {
    return "tflite";
  }

  @Override
  public boolean recognises(Source source) {
    return source.bytes().startsWith(4, MAGIC);
  }

  @Override
  public Contents read(Source source) {
    Bytes bytes = source.bytes();
    Contents.Builder contents = new Contents.Builder(bytes.name());
    Flatbuffer model = Flatbuffer.root(bytes);
    String description = model.text(3, MAX_NAME);
    if (!description.isEmpty()) contents.metadata("description", description);
    Tensors tensors = new Tensors(bytes, model.vector(4, 4), contents);
    Flatbuffer.Vector subgraphs = model.vector(2, 4);
    for (long i = 0; i < subgraphs.length(); i++) {
      Flatbuffer.Vector list = subgraphs.table(i).vector(0, 4);
      for (long j = 0; j < list.length(); j++) tensors.add(list.table(j));
    }
    return contents.build();
  }

  private static final class Tensors {
    private final Bytes bytes;
    private final Flatbuffer.Vector buffers;
    private final Contents.Builder contents;
    private long room;

    Tensors(Bytes bytes, Flatbuffer.Vector buffers, Contents.Builder contents) {
      this.bytes = bytes;
      this.buffers = buffers;
      this.contents = contents;
      this.room = CLAIM_PER_BYTE * bytes.size() + FREE_CLAIM;
    }

    void add(Flatbuffer tensor) {
      spend(64);
      Bytes data = data(tensor.u32(2));
      if (data == null || data.size() == 0) return; // an activation
      String name = tensor.text(3, MAX_NAME);
      spend(data.size() + 4L * name.length());
      String address = unique(name.isEmpty() ? "tensor" : name);
      int type = tensor.u8(1);
      DType dtype = dtype(type);
      long[] extents = extents(tensor);
      if (tensor.has(6)) contents.note("'" + address + "' is sparse: left out");
      else if (dtype == null) contents.note("'" + address + "' " + unread(type));
      else if (type == INT4) addNibbles(address, extents, data);
      else addPlain(address, dtype, extents, data);
      Flatbuffer quantization = tensor.table(4);
      if (quantization != null && contents.has(address)) addScales(address, quantization);
    }

    private void spend(long claim) {
      room -= claim;
      if (room < 0) {
        throw new CheckpointException(bytes.name() + ": its tensors claim more than it holds");
      }
    }

    private static final int INT4 = 17;

    private static String unread(int type) {
      return type == 5 ? "holds texts: left out" : "has TFLite's type " + type + ": left out";
    }

    /** Names may repeat, from subgraph to subgraph at least. */
    private String unique(String name) {
      if (!contents.has(name)) return name;
      for (int i = 2; ; i++) {
        spend(64);
        if (!contents.has(name + "#" + i)) return name + "#" + i;
      }
    }

    private @Nullable Bytes data(long buffer) {
      if (buffer >= buffers.length()) {
        throw bytes.error(0, "a tensor is in buffer " + buffer + " of " + buffers.length());
      }
      Flatbuffer entry = buffers.table(buffer);
      // Models beyond 2 GB keep their bytes behind the FlatBuffer.
      if (entry.i64(1) > 1) return bytes.slice(bytes.name(), entry.i64(1), entry.i64(2));
      Flatbuffer.Vector inside = entry.vector(0, 1);
      return inside.length() == 0
          ? null
          : bytes.slice(bytes.name(), inside.start(), inside.length());
    }

    private long[] extents(Flatbuffer tensor) {
      Flatbuffer.Vector shape = tensor.vector(0, 4);
      if (shape.length() > Shape.MAX_RANK) {
        throw bytes.error(shape.start(), "a tensor of " + shape.length() + " axes");
      }
      long[] extents = new long[(int) shape.length()];
      for (int i = 0; i < extents.length; i++) extents[i] = bytes.i32(shape.start() + 4L * i);
      return extents;
    }

    private void addPlain(String address, DType dtype, long[] extents, Bytes data) {
      contents.add(address, dtype, extents, data.storage(), 0);
      if (contents.byteSize(address) != data.size()) {
        throw new CheckpointException(
            "%s: tensor '%s' has %d bytes, its shape needs %d"
                .formatted(bytes.name(), address, data.size(), contents.byteSize(address)));
      }
    }

    private void addNibbles(String address, long[] extents, Bytes data) {
      Storage storage = Storage.coded(data.segment(), Nibbles.INT4);
      contents.add(address, DType.FLOAT32, extents, storage, 0);
    }

    private void addScales(String address, Flatbuffer quantization) {
      Flatbuffer.Vector scales = quantization.vector(2, 4);
      Flatbuffer.Vector zeros = quantization.vector(3, 8);
      if (scales.length() > 0) addVector(address + ".scale", DType.FLOAT32, scales);
      if (zeros.length() > 0) addVector(address + ".zero_point", DType.INT64, zeros);
      if (scales.length() > 1) {
        contents.metadata(address + ".quantized_dimension", Long.toString(quantization.u32(6)));
      }
    }

    private void addVector(String address, DType dtype, Flatbuffer.Vector vector) {
      long size = vector.length() * dtype.byteSize();
      spend(size + 4L * address.length());
      Bytes data = bytes.slice(bytes.name(), vector.start(), size);
      contents.add(unique(address), dtype, new long[] {vector.length()}, data.storage(), 0);
    }

    private static @Nullable DType dtype(int type) {
      return switch (type) {
        case 0, INT4 -> DType.FLOAT32;
        case 1 -> DType.FLOAT16;
        case 2 -> DType.INT32;
        case 3 -> DType.UINT8;
        case 4 -> DType.INT64;
        case 6 -> DType.BOOL;
        case 7 -> DType.INT16;
        case 8 -> DType.COMPLEX64;
        case 9 -> DType.INT8;
        case 10 -> DType.FLOAT64;
        case 11 -> DType.COMPLEX128;
        case 12 -> DType.UINT64;
        case 15 -> DType.UINT32;
        case 16 -> DType.UINT16;
        case 18 -> DType.BFLOAT16;
        default -> null;
      };
    }
  }

  /** Two integers of 4 bits in a byte, the lower half first. */
  private enum Nibbles implements BlockLayout {
    INT4;

    @Override
    public String label() {
      return "int4";
    }

    @Override
    public int elements() {
      return 2;
    }

    @Override
    public int bytes() {
      return 1;
    }

    @Override
    public void decode(byte[] coded, int from, float[] target, int to, int blocks) {
      for (int i = 0; i < blocks; i++) {
        int pair = coded[from + i];
        target[to + 2 * i] = pair << 28 >> 28;
        target[to + 2 * i + 1] = pair >> 4;
      }
    }
  }
}
