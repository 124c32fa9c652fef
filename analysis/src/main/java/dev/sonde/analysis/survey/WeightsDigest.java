package dev.sonde.analysis.survey;

import dev.sonde.file.Digests;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 of what a file holds, whatever the file around it: addresses, types, shapes and elements
 * in row-major order. Two files with one digest hold the same numbers, in another format or with
 * other words beside them.
 */
public final class WeightsDigest {

  private static final int BLOCK = 1 << 13;

  private WeightsDigest() {}

  /** 64 hexadecimal digits. */
  public static String of(List<Tensor> tensors) {
    MessageDigest digest = Digests.sha256();
    ByteBuffer block = ByteBuffer.allocate(BLOCK * Double.BYTES);
    for (Tensor tensor : Fingerprint.sorted(tensors)) {
      String head = tensor.address() + '\0' + tensor.storedType() + '\0' + tensor.shape() + '\0';
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      add(tensor.dtype().isComplex() ? tensor.asReal() : tensor, block, digest);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(Tensor tensor, ByteBuffer block, MessageDigest digest) {
    TensorReader reader = tensor.reader();
    for (long done = 0; done < tensor.count(); done += BLOCK) {
      int length = (int) Math.min(BLOCK, tensor.count() - done);
      block.clear();
      reader.littleEndian(done, block, length);
      digest.update(block.flip());
      reader.release(done, length);
    }
  }
}
