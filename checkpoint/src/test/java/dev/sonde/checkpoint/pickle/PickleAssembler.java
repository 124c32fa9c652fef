package dev.sonde.checkpoint.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, honest ones and others. */
public final class PickleAssembler {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Raw characters 0 to 255: opcodes and what follows them. */
  public PickleAssembler op(String latin1) {
    out.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  public PickleAssembler bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public PickleAssembler repeat(int times, String latin1) {
    return op(latin1.repeat(times));
  }

  /** {@code width} bytes, little-endian. */
  public PickleAssembler little(int width, long value) {
    for (int i = 0; i < width; i++) out.write((int) (value >>> (8 * i)));
    return this;
  }

  public PickleAssembler text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return op("X").little(4, utf8.length).bytes(utf8);
  }

  public PickleAssembler integer(long value) {
    return op("\u008a\u0008").little(8, value);
  }

  public PickleAssembler global(String module, String name) {
    return op("c" + module + "\n" + name + "\n");
  }

  /** A tuple of integers. */
  public PickleAssembler tuple(long... values) {
    op("(");
    for (long value : values) integer(value);
    return op("t");
  }

  /** {@code BINPERSID ('storage', torch.<type>Storage, key, 'cpu', elements)}. */
  public PickleAssembler storage(String type, String key, long elements) {
    op("(").text("storage").global("torch", type + "Storage").text(key).text("cuda:0");
    return integer(elements).op("tQ");
  }

  /** {@code _rebuild_tensor_v2} over a storage. */
  public PickleAssembler tensor(
      String type, String key, long elements, long offset, long[] size, long[] stride) {
    global("torch._utils", "_rebuild_tensor_v2").op("(").storage(type, key, elements);
    integer(offset).tuple(size).tuple(stride).op("\u0089").global("collections", "OrderedDict");
    return op(")RtR");
  }

  /** A float32 vector that is a whole storage. */
  public PickleAssembler vector(String key, long elements) {
    return tensor("Float", key, elements, 0, new long[] {elements}, new long[] {1});
  }

  public byte[] stop() {
    return op(".").done();
  }

  public byte[] done() {
    return out.toByteArray();
  }
}
