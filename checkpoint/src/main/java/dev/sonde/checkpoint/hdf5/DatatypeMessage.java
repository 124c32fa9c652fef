package dev.sonde.checkpoint.hdf5;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a datatype message.
 *
 * <p>Source: HDF5 File Format Specification 3.0, IV.A.2.d.
 */
final class DatatypeMessage {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_NAME = 65_536;
  private static final String[] CLASSES = {
    "integers",
    "floats",
    "times",
    "text",
    "bit fields",
    "opaque elements",
    "compounds",
    "references",
    "enumerations",
    "variable-length sequences",
    "arrays",
    "complex numbers"
  };

  private final Cursor in;
  private final int version;
  private final int kind;
  private final int flags;
  private final long size;
  private final int depth;

  private DatatypeMessage(Cursor in, int depth) {
    if (depth > MAX_DEPTH) throw in.error("a datatype nested more than " + MAX_DEPTH + " deep");
    this.in = in;
    this.depth = depth;
    int head = in.u8();
    this.version = head >> 4;
    this.kind = head & 0xf;
    this.flags = (int) in.number(3);
    this.size = in.u32();
    if (version < 1 || version > 5) throw in.error("a datatype of version " + version);
    if (size == 0) throw in.error("a datatype of 0 bytes");
  }

  static Datatype read(Cursor in) {
    return read(in, 0);
  }

  private static Datatype read(Cursor in, int depth) {
    return new DatatypeMessage(in, depth).type();
  }

  private Datatype type() {
    return switch (kind) {
      case 0 -> integers();
      case 1 -> floats();
      case 3 -> text();
      case 5 -> {
        in.skip(flags & 0xff);
        yield new Datatype.Opaque(size);
      }
      case 6 -> compound();
      case 8 -> enumeration();
      case 9 -> variableLength();
      case 10 -> array();
      default -> other();
    };
  }

  private Datatype other() {
    String name = kind < CLASSES.length ? CLASSES[kind] : "elements of the unknown class " + kind;
    return new Datatype.Other(size, name);
  }

  private ByteOrder order() {
    return (flags & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  private Datatype integers() {
    boolean signed = (flags & 8) != 0;
    int offset = in.u16();
    int precision = in.u16();
    if (offset != 0 || precision != 8 * size) {
      return new Datatype.Other(size, precision + "-bit integers in " + size + " bytes");
    }
    return switch ((int) size) {
      case 1 -> numbers(signed ? DType.INT8 : DType.UINT8);
      case 2 -> numbers(signed ? DType.INT16 : DType.UINT16);
      case 4 -> numbers(signed ? DType.INT32 : DType.UINT32);
      case 8 -> numbers(signed ? DType.INT64 : DType.UINT64);
      default -> new Datatype.Other(size, precision + "-bit integers");
    };
  }

  private Datatype numbers(DType dtype) {
    return new Datatype.Numbers(dtype, order());
  }

  /** Where sign, exponent and mantissa stand, and the exponent's bias: a float's whole meaning. */
  private record FloatLayout(
      int bits, int sign, int exponentAt, int exponent, int mantissaAt, int mantissa, long bias) {}

  private Datatype floats() {
    boolean vax = (flags & 0x40) != 0;
    boolean leadingOne = ((flags >> 4) & 3) == 2;
    int sign = (flags >> 8) & 0xff;
    int offset = in.u16();
    int precision = in.u16();
    FloatLayout layout =
        new FloatLayout(precision, sign, in.u8(), in.u8(), in.u8(), in.u8(), in.u32());
    Datatype unknown = new Datatype.Other(size, precision + "-bit floats of an uncommon kind");
    if (vax || !leadingOne || offset != 0 || precision != 8 * size) return unknown;
    if (layout.equals(new FloatLayout(32, 31, 23, 8, 0, 23, 127))) return numbers(DType.FLOAT32);
    if (layout.equals(new FloatLayout(64, 63, 52, 11, 0, 52, 1023))) return numbers(DType.FLOAT64);
    if (layout.equals(new FloatLayout(16, 15, 10, 5, 0, 10, 15))) return numbers(DType.FLOAT16);
    if (layout.equals(new FloatLayout(16, 15, 7, 8, 0, 7, 127))) return numbers(DType.BFLOAT16);
    if (layout.equals(new FloatLayout(8, 7, 3, 4, 0, 3, 7))) return numbers(DType.FLOAT8_E4M3);
    if (layout.equals(new FloatLayout(8, 7, 2, 5, 0, 2, 15))) return numbers(DType.FLOAT8_E5M2);
    return unknown;
  }

  private Datatype text() {
    return new Datatype.FixedText(size, padding(flags & 0xf));
  }

  private Datatype.Padding padding(int code) {
    return switch (code) {
      case 0 -> Datatype.Padding.NUL_TERMINATED;
      case 1 -> Datatype.Padding.NULS;
      case 2 -> Datatype.Padding.SPACES;
      default -> throw in.error("text padded in the unknown way " + code);
    };
  }

  private Datatype variableLength() {
    return (flags & 0xf) == 1 ? new Datatype.HeapText(size) : other();
  }

  private record Member(String name, long offset, Datatype type) {}

  /** Two floats of one kind, one after the other, are a complex number (h5py writes r and i). */
  private Datatype compound() {
    int count = flags & 0xffff;
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) members.add(member());
    Datatype other = new Datatype.Other(size, "compounds of " + count + " members");
    if (count != 2) return other;
    Member real = members.get(0);
    Member imaginary = members.get(1);
    boolean named =
        (real.name.equals("r") && imaginary.name.equals("i"))
            || (real.name.equals("real") && imaginary.name.equals("imag"));
    if (!named || !(real.type instanceof Datatype.Numbers part)) return other;
    boolean packed = real.offset == 0 && imaginary.offset == part.size() && size == 2 * part.size();
    if (!packed || !part.equals(imaginary.type)) return other;
    return switch (part.dtype()) {
      case FLOAT32 -> new Datatype.Numbers(DType.COMPLEX64, part.order());
      case FLOAT64 -> new Datatype.Numbers(DType.COMPLEX128, part.order());
      default -> other;
    };
  }

  private Member member() {
    String name = name();
    if (version >= 3) {
      long offset = in.size(bytesFor(size));
      return new Member(name, offset, read(in, depth + 1));
    }
    long offset = in.u32();
    long rank = 0;
    if (version == 1) {
      rank = in.u8();
      in.skip(27);
    }
    Datatype type = read(in, depth + 1);
    return new Member(name, offset, rank == 0 ? type : new Datatype.Other(type.size(), "arrays"));
  }

  /** Before version 3 names are padded to a multiple of 8 bytes. */
  private String name() {
    long start = in.at();
    String name = in.nulTerminated(MAX_NAME, "a member's name");
    if (version < 3) in.align(start, 8);
    return name;
  }

  private static int bytesFor(long limit) {
    return (64 - Long.numberOfLeadingZeros(limit) + 7) / 8;
  }

  /** h5py's bool is an enumeration FALSE = 0, TRUE = 1 of bytes; of others the numbers are kept. */
  private Datatype enumeration() {
    int count = flags & 0xffff;
    Datatype base = read(in, depth + 1);
    if (!(base instanceof Datatype.Numbers numbers) || numbers.dtype().isFloating()) return other();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) names.add(name());
    boolean bool = numbers.size() == 1 && names.equals(List.of("FALSE", "TRUE"));
    if (!bool || in.u8() != 0 || in.u8() != 1) return base;
    return new Datatype.Numbers(DType.BOOL, ByteOrder.LITTLE_ENDIAN);
  }

  private Datatype array() {
    int rank = in.u8();
    if (version < 3) in.skip(3);
    long[] extents = new long[rank];
    for (int axis = 0; axis < rank; axis++) extents[axis] = in.u32();
    if (version < 3) in.skip(4L * rank);
    Datatype element = read(in, depth + 1);
    if (!(element instanceof Datatype.Numbers numbers)) {
      return new Datatype.Other(size, "arrays of " + element.describe());
    }
    Shape shape = Dataspace.shape(in, extents);
    if (shape.count() != size / numbers.size() || size % numbers.size() != 0) {
      throw in.error("an element of " + size + " bytes that holds an array " + shape);
    }
    return new Datatype.Block(numbers, shape, size);
  }
}
