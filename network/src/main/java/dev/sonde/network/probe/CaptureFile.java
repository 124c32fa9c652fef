package dev.sonde.network.probe;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.safetensors.SafetensorsWriter;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of many batches, streamed to disk: what the taps of each call recorded is appended along
 * the batch axis, and closing makes one safetensors file of it. Memory holds one batch.
 *
 * <pre>{@code
 * try (CaptureFile states = CaptureFile.create(Path.of("captures/states.safetensors"))) {
 *   for (Array batch : batches) states.append(network.run(batch, Tap.values("rnn")));
 *   states.finish(Map.of());
 * }
 * }</pre>
 */
public final class CaptureFile implements AutoCloseable {

  /** The growing raw elements of one site, row-major float32. */
  @SuppressWarnings("ArrayRecordComponent") // a private handle, never compared
  private record Growing(Path file, FileChannel out, long[] rowShape, long[] rows) {}

  private final Path target;
  private final Path scratch;
  private final Map<String, Growing> sites = new LinkedHashMap<>();

  private CaptureFile(Path target, Path scratch) {
    this.target = target;
    this.scratch = scratch;
  }

  /** Begins a file; the parts lie in a hidden folder beside it until it is finished or closed. */
  public static CaptureFile create(Path target) throws IOException {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null) throw new IOException(target + ": cannot write to a file system's root");
    Files.createDirectories(parent);
    return new CaptureFile(target, Files.createTempDirectory(parent, ".capture"));
  }

  /**
   * Appends the values of one call; gradients as {@code address@grad}.
   *
   * @throws SiteException if a site's shape differs beyond the batch from what came before
   */
  public void append(Capture capture) throws IOException {
    for (String address : capture.addresses()) append(address, capture.values(address));
    for (String address : capture.gradientAddresses()) {
      append(address + "@grad", capture.gradients(address));
    }
  }

  private void append(String address, Tensor values) throws IOException {
    long[] shape = values.shape().rank() == 0 ? new long[] {1} : values.shape().toArray();
    long[] row = Arrays.copyOfRange(shape, 1, shape.length);
    Growing site = sites.get(address);
    if (site == null) {
      Path file = scratch.resolve(sites.size() + ".raw");
      FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      site = new Growing(file, out, row, new long[1]);
      sites.put(address, site);
    }
    if (!Arrays.equals(site.rowShape(), row)) {
      throw new SiteException(
          "site '"
              + address
              + "' has rows of shape "
              + Arrays.toString(row)
              + ", before it had "
              + Arrays.toString(site.rowShape()));
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(values.byteSize()));
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values.toFloats());
    while (bytes.hasRemaining()) site.out().write(bytes);
    site.rows()[0] += shape[0];
  }

  /** Writes the file, atomically; {@code metadata} says where the values come from. */
  public Checkpoint finish(Map<String, String> metadata) throws IOException {
    try (Arena arena = Arena.ofShared()) {
      List<Tensor> tensors = new ArrayList<>();
      for (Map.Entry<String, Growing> site : sites.entrySet()) {
        tensors.add(mapped(site.getKey(), site.getValue(), arena));
      }
      SafetensorsWriter.write(Checkpoint.of(target, tensors, metadata), target);
    }
    return Checkpoint.open(target);
  }

  private static Tensor mapped(String address, Growing site, Arena arena) throws IOException {
    long[] shape = new long[site.rowShape().length + 1];
    shape[0] = site.rows()[0];
    System.arraycopy(site.rowShape(), 0, shape, 1, site.rowShape().length);
    try (FileChannel in = FileChannel.open(site.file(), StandardOpenOption.READ)) {
      Storage bytes = Storage.mapped(in.map(FileChannel.MapMode.READ_ONLY, 0, in.size(), arena));
      return Tensor.of(address, DType.FLOAT32, Shape.of(shape), bytes, 0);
    }
  }

  @Override
  public void close() throws IOException {
    for (Growing site : sites.values()) {
      site.out().close();
      Files.deleteIfExists(site.file());
    }
    Files.deleteIfExists(scratch);
  }
}
