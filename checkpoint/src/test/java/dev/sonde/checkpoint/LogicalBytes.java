package dev.sonde.checkpoint;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A tensor's elements as row-major little-endian bytes: what goldens have digests of. */
public final class LogicalBytes {

  private LogicalBytes() {}

  public static byte[] of(Tensor tensor) {
    Tensor real = tensor.asReal();
    int size = real.dtype().byteSize();
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(real.byteSize()));
    TensorReader reader = real.reader();
    int step = 1 << 16;
    for (long at = 0; at < real.count(); at += step) {
      int n = (int) Math.min(step, real.count() - at);
      bytes.limit(bytes.position() + n * size);
      reader.littleEndian(at, bytes, n);
    }
    return bytes.array();
  }

  public static String sha256(Tensor tensor) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(of(tensor)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
