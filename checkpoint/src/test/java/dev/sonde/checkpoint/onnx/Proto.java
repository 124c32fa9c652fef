package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes protobuf messages field by field, honestly or not. */
public final class Proto {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public static byte[] of(Consumer<Proto> fields) {
    Proto proto = new Proto();
    fields.accept(proto);
    return proto.bytes();
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  public Proto raw(int... bytes) {
    for (int b : bytes) out.write(b);
    return this;
  }

  public Proto raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public Proto varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  public Proto key(int field, int wire) {
    return varint(((long) field << 3) | wire);
  }

  public Proto integer(int field, long value) {
    return key(field, Message.VARINT).varint(value);
  }

  public Proto float32(int field, float value) {
    key(field, Message.FIXED32);
    return raw(little(4).putInt(Float.floatToRawIntBits(value)).array());
  }

  public Proto float64(int field, double value) {
    key(field, Message.FIXED64);
    return raw(little(8).putLong(Double.doubleToRawLongBits(value)).array());
  }

  public Proto bytes(int field, byte[] value) {
    return key(field, Message.LENGTH).varint(value.length).raw(value);
  }

  public Proto text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  public Proto message(int field, Consumer<Proto> fields) {
    return bytes(field, of(fields));
  }

  public static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A model of this graph, IR version 8, operator set 17. */
  public static byte[] model(Consumer<Proto> graph) {
    return of(
        model ->
            model
                .integer(1, 8)
                .text(2, "test")
                .message(7, graph)
                .message(8, set -> set.text(1, "").integer(2, 17)));
  }

  /** An initializer with this name, type and shape, and whatever {@code data} adds. */
  public Proto initializer(String name, OnnxElementType type, long[] shape, Consumer<Proto> data) {
    return message(5, tensor -> data.accept(tensor.tensor(name, type, shape)));
  }

  public Proto tensor(String name, OnnxElementType type, long... shape) {
    for (long extent : shape) integer(1, extent);
    return integer(2, type.number()).text(8, name);
  }

  /** A node with attributes (field 5) to follow. */
  public Proto node(
      String name, String operator, String[] inputs, String[] outputs, Consumer<Proto> more) {
    return message(
        1,
        node -> {
          for (String input : inputs) node.text(1, input);
          for (String output : outputs) node.text(2, output);
          more.accept(node.text(3, name).text(4, operator));
        });
  }

  public Proto constant(String output, Consumer<Proto> attribute) {
    return node(
        "", "Constant", new String[0], new String[] {output}, node -> node.message(5, attribute));
  }
}
