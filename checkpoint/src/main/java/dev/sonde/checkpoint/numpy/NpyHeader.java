package dev.sonde.checkpoint.numpy;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The header of one {@code .npy} file: magic, version, length, and a Python literal such as {@code
 * {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }}, padded with spaces.
 *
 * @param shape without axes for a structured type, which is refused
 * @param dataOffset where the elements start
 */
record NpyHeader(NpyType type, boolean fortranOrder, Shape shape, long dataOffset) {

  /** Enough of a file to know how long its header is. */
  static final int PREFIX = 12;

  /** NumPy's own limit ({@code max_header_size}); a numeric array needs a tenth of it. */
  private static final int MAX_TEXT = 10_000;

  static boolean recognises(Bytes bytes) {
    return bytes.startsWith(
        0, (byte) 0x93, (byte) 'N', (byte) 'U', (byte) 'M', (byte) 'P', (byte) 'Y');
  }

  /** Bytes of the whole header, known from the first {@link #PREFIX} of the file. */
  static int length(Bytes bytes) {
    if (!recognises(bytes)) throw bytes.error(0, "not a NumPy array");
    int version = bytes.u8(6);
    if (version < 1 || version > 3) {
      throw bytes.error(6, "version " + version + " of the npy format; 1 to 3 can be read");
    }
    long text = version == 1 ? bytes.u16(8) : bytes.u32(8);
    if (text > MAX_TEXT) {
      throw bytes.error(8, "a header of " + text + " bytes, at most " + MAX_TEXT + " are read");
    }
    return start(version) + (int) text;
  }

  /** Reads the header at the start of {@code bytes}, which may hold nothing else. */
  static NpyHeader read(Bytes bytes) {
    int end = length(bytes);
    int version = bytes.u8(6);
    int start = start(version);
    // Versions 1 and 2 are Latin-1, version 3 is UTF-8; only names of fields ever differ.
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    String text = bytes.text(start, end - start, MAX_TEXT, charset, "the header");
    return new NpyHeaderParser(bytes, start, text).parse(end);
  }

  private static int start(int version) {
    return version == 1 ? 10 : 12;
  }

  /** Adds the array of a numeric type, whose elements lie in {@code file}. */
  void addTo(Contents.Builder contents, String address, NpyType.Numeric numeric, Storage file) {
    DType dtype = numeric.dtype();
    ByteOrder order = dtype.componentSize() == 1 ? ByteOrder.LITTLE_ENDIAN : numeric.order();
    long[] strides = fortranOrder ? shape.columnMajorStrides() : shape.rowMajorStrides();
    contents.add(address, dtype, shape.toArray(), file, dataOffset, strides, order);
    long beyond = file.byteSize() - dataOffset - contents.byteSize(address);
    if (beyond > 0) {
      contents.note("'" + address + "': " + beyond + " bytes after the array are left out");
    }
  }
}
