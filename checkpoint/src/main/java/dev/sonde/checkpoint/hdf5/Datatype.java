package dev.sonde.checkpoint.hdf5;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import java.nio.ByteOrder;

/** What one element is, as far as tensors and names need it. */
sealed interface Datatype {

  /** Bytes of one element in the file. */
  long size();

  /** In words, for messages: "32-bit floats", "a compound of 3 members". */
  String describe();

  /** Elements that a tensor can hold. */
  record Numbers(DType dtype, ByteOrder order) implements Datatype {
    @Override
    public long size() {
      return dtype.byteSize();
    }

    @Override
    public String describe() {
      return dtype.label();
    }
  }

  /** Each element is a small array of numbers: one more shape inside the shape. */
  record Block(Numbers element, Shape shape, long size) implements Datatype {
    @Override
    public String describe() {
      return "arrays of " + element.describe();
    }
  }

  /** Text of a fixed number of bytes. */
  record FixedText(long size, Padding padding) implements Datatype {
    @Override
    public String describe() {
      return "text of " + size + " bytes";
    }
  }

  /** Text of any length, kept in the global heap. */
  record HeapText(long size) implements Datatype {
    @Override
    public String describe() {
      return "text";
    }
  }

  /** Bytes without a meaning in HDF5. */
  record Opaque(long size) implements Datatype {
    @Override
    public String describe() {
      return "opaque elements of " + size + " bytes";
    }
  }

  /** Something else: known, but not read. */
  record Other(long size, String describe) implements Datatype {}

  /** How text that is shorter than its room ends. */
  enum Padding {
    NUL_TERMINATED,
    NULS,
    SPACES
  }
}
