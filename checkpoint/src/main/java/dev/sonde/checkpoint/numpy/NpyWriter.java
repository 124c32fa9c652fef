package dev.sonde.checkpoint.numpy;

import dev.sonde.file.AtomicFile;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes arrays as NumPy reads them: format 1.0, little-endian, row-major; {@code .npz} as {@code
 * numpy.savez} writes it, without compression. Types that NumPy has not, all of them narrower, are
 * widened to float32; no value is rounded. Memory holds one block.
 */
public final class NpyWriter {

  private static final int BLOCK = 1 << 16;

  /** The header's length is a multiple of this. */
  private static final int ALIGNMENT = 64;

  private NpyWriter() {}

  /** One array, in one step. */
  public static void write(Tensor tensor, Path target) throws IOException {
    AtomicFile.write(
        target,
        temporary -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
            write(tensor, out);
          }
        });
  }

  /** Several arrays by address, in one step. */
  public static void writeAll(List<Tensor> tensors, Path target) throws IOException {
    AtomicFile.write(
        target,
        temporary -> {
          try (ZipOutputStream zip =
              new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Tensor tensor : tensors) add(tensor, zip);
          }
        });
  }

  /** Stored entries say their sum and length beforehand, so the array is written twice. */
  private static void add(Tensor tensor, ZipOutputStream zip) throws IOException {
    CRC32 sum = new CRC32();
    long[] length = new long[1];
    write(
        tensor,
        new OutputStream() {
          @Override
          public void write(int b) {
            sum.update(b);
            length[0]++;
          }

          @Override
          public void write(byte[] bytes, int from, int count) {
            sum.update(bytes, from, count);
            length[0] += count;
          }
        });
    ZipEntry entry = new ZipEntry(tensor.address() + ".npy");
    entry.setSize(length[0]);
    entry.setCompressedSize(length[0]);
    entry.setCrc(sum.getValue());
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0)); // the same bytes every time
    zip.putNextEntry(entry);
    write(tensor, zip);
    zip.closeEntry();
  }

  private static void write(Tensor tensor, OutputStream out) throws IOException {
    String descr = descr(tensor.dtype());
    boolean widened = descr == null;
    out.write(header(descr == null ? "<f4" : descr, tensor.shape().toArray()));
    TensorReader reader = (tensor.dtype().isComplex() ? tensor.asReal() : tensor).reader();
    long all = tensor.dtype().isComplex() ? 2 * tensor.count() : tensor.count();
    int size = widened ? Float.BYTES : tensor.dtype().componentSize();
    int block = (int) Math.min(BLOCK, Math.max(1, all));
    float[] values = new float[widened ? block : 0];
    ByteBuffer bytes = ByteBuffer.allocate(size * block).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = 0; at < all; at += block) {
      int count = (int) Math.min(block, all - at);
      bytes.clear();
      if (widened) {
        reader.floats(at, values, count);
        bytes.asFloatBuffer().put(values, 0, count);
      } else {
        reader.littleEndian(at, bytes, count);
      }
      out.write(bytes.array(), 0, size * count);
    }
  }

  /** NumPy's code for the type, or null if it has no such type: their names are the same. */
  private static @Nullable String descr(DType dtype) {
    if (!dtype.label().matches("(bool|u?int\\d+|float\\d+|complex\\d+)")) return null;
    return (dtype.byteSize() == 1 ? "|" : "<") + dtype.label().charAt(0) + dtype.byteSize();
  }

  private static byte[] header(String descr, long[] shape) {
    StringBuilder extents = new StringBuilder();
    for (long extent : shape) extents.append(extent).append(", ");
    if (shape.length > 1) extents.setLength(extents.length() - 2);
    else if (shape.length == 1) extents.setLength(extents.length() - 1);
    String words =
        "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + extents + "), }";
    int total = Math.ceilDiv(10 + words.length() + 1, ALIGNMENT) * ALIGNMENT;
    byte[] text =
        (words + " ".repeat(total - 11 - words.length()) + "\n")
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer header = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) text.length).put(text);
    return header.array();
  }
}
