package dev.sonde.checkpoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.LogicalBytes;
import dev.sonde.checkpoint.protobuf.Message;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointReader.Source;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Every element type through every field that can hold it gives back the same bytes. */
class OnnxDataPropertiesTest {

  enum Way {
    RAW,
    PACKED,
    SINGLE,
    MIXED
  }

  @Property(tries = 1500)
  void read_anyTypeInAnyField_givesTheBytes(
      @ForAll OnnxElementType type,
      @ForAll Way way,
      @ForAll @IntRange(max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 5) int columns,
      @ForAll boolean signExtended,
      @ForAll long seed) {
    DType dtype = type.dtype();
    if (dtype == null) return;
    int count = rows * columns;
    byte[] elements = elements(type, dtype, count, new Random(seed));
    Consumer<Proto> data =
        way == Way.RAW
            ? tensor -> tensor.bytes(9, type.isPacked() ? packed(type, elements) : elements)
            : tensor -> typed(tensor, type, dtype, elements, way, signExtended);
    byte[] model =
        Proto.model(
            graph ->
                graph
                    .text(2, "g")
                    .initializer("w", type, new long[] {rows, columns}, data)
                    .initializer("z", OnnxElementType.INT64, new long[0], t -> t.integer(7, -5)));

    Source source = new Source(Path.of("m.onnx"), false, Bytes.of("m.onnx", model));
    assertThat(new OnnxReader().recognises(source)).isTrue();
    Tensor read = Objects.requireNonNull(new OnnxReader().read(source).tensors().get("w"));
    assertThat(read.dtype()).isEqualTo(dtype);
    assertThat(read.shape().toArray()).containsExactly(rows, columns);
    assertThat(LogicalBytes.of(read)).isEqualTo(elements);
    if (count > 0 && way == Way.RAW && !type.isPacked()) {
      assertThat(read.storage()).isInstanceOf(Storage.Mapped.class);
    }
    if (count > 0 && way == Way.PACKED && field(type) != 5 && field(type) != 7) {
      assertThat(read.storage() instanceof Storage.Mapped).isEqualTo(field(type) != 11);
    }
  }

  private static byte[] elements(OnnxElementType type, DType dtype, int count, Random random) {
    byte[] bytes = new byte[count * dtype.byteSize()];
    random.nextBytes(bytes);
    for (int i = 0; i < bytes.length; i++) {
      if (type == OnnxElementType.BOOL) bytes[i] &= 1;
      if (type == OnnxElementType.UINT4) bytes[i] &= 15;
      if (type == OnnxElementType.INT4) bytes[i] = (byte) ((bytes[i] & 15) - 8);
      if (type == OnnxElementType.UINT2) bytes[i] &= 3;
      if (type == OnnxElementType.INT2) bytes[i] = (byte) ((bytes[i] & 3) - 2);
    }
    return bytes;
  }

  private static byte[] packed(OnnxElementType type, byte[] elements) {
    int bits = type.packedBits();
    int each = 8 / bits;
    byte[] packed = new byte[Math.ceilDiv(elements.length, each)];
    for (int i = 0; i < elements.length; i++) {
      packed[i / each] |= (byte) ((elements[i] & ((1 << bits) - 1)) << (i % each * bits));
    }
    return packed;
  }

  private static int field(OnnxElementType type) {
    return switch (type) {
      case FLOAT, COMPLEX64 -> 4;
      case DOUBLE, COMPLEX128 -> 10;
      case INT64 -> 7;
      case UINT32, UINT64 -> 11;
      default -> 5;
    };
  }

  private static void typed(
      Proto tensor,
      OnnxElementType type,
      DType dtype,
      byte[] elements,
      Way way,
      boolean signExtended) {
    byte[] source = type.isPacked() ? packed(type, elements) : elements;
    int width = type.isPacked() ? 1 : dtype.componentSize();
    ByteBuffer little = Proto.little(source.length).put(source).flip();
    int n = source.length / width;
    int cut = way == Way.PACKED ? n : way == Way.SINGLE ? 0 : n / 2;
    if (cut > 0) {
      tensor.message(
          field(type),
          run -> {
            for (int i = 0; i < cut; i++) number(run, type, dtype, little, width, i, signExtended);
          });
    }
    for (int i = cut; i < n; i++) {
      int wire =
          field(type) == 4 ? Message.FIXED32 : field(type) == 10 ? Message.FIXED64 : Message.VARINT;
      number(tensor.key(field(type), wire), type, dtype, little, width, i, signExtended);
    }
  }

  /** Narrow types as tools write them: by value, or as the bits of a signed number. */
  private static void number(
      Proto to,
      OnnxElementType type,
      DType dtype,
      ByteBuffer from,
      int width,
      int i,
      boolean signExtended) {
    boolean signed =
        dtype == DType.INT8 || dtype == DType.INT16 || dtype == DType.INT32 || signExtended;
    if (field(type) == 4) {
      to.raw(Proto.little(4).putInt(from.getInt(i * 4)).array());
    } else if (field(type) == 10) {
      to.raw(Proto.little(8).putLong(from.getLong(i * 8)).array());
    } else {
      switch (width) {
        case 1 -> to.varint(signed && !type.isPacked() ? from.get(i) : from.get(i) & 0xff);
        case 2 -> to.varint(signed ? from.getShort(i * 2) : from.getShort(i * 2) & 0xffff);
        case 4 -> to.varint(signed ? from.getInt(i * 4) : from.getInt(i * 4) & 0xffffffffL);
        default -> to.varint(from.getLong(i * 8));
      }
    }
  }
}
