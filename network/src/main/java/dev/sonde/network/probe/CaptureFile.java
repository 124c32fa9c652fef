package dev.sonde.network.probe;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.file.OutputException;
import dev.sonde.file.Temporary;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
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
 *
 * One that {@link #reopen} begins can be closed and reopened where a {@link #parts} stood.
 */
public final class CaptureFile implements AutoCloseable {

  /**
   * What is there of one site.
   *
   * @param type of the elements
   * @param rowShape of one row
   * @param rows how many
   */
  public record Part(String address, DType type, Shape rowShape, long rows) {
    public Part {
      if (rows < 0) throw new IllegalArgumentException(rows + " rows");
    }

    private long bytes() {
      return Math.multiplyExact(Math.multiplyExact(rows, rowShape.count()), type.byteSize());
    }
  }

  /**
   * The growing raw elements of one site, row-major, little-endian. Not a channel: those are closed
   * when the thread that writes is interrupted.
   */
  private static final class Growing {
    private final Path file;
    private final RandomAccessFile out;
    private final DType type;
    private final Shape rowShape;
    private long rows;

    Growing(Path file, DType type, Shape rowShape) throws IOException {
      this.file = file;
      this.out = new RandomAccessFile(file.toFile(), "rw");
      this.type = type;
      this.rowShape = rowShape;
    }
  }

  private final Path target;
  private final Path scratch;
  private boolean kept;
  private final Map<String, Growing> sites = new LinkedHashMap<>();

  private CaptureFile(Path target, Path scratch, boolean kept) {
    this.target = target;
    this.scratch = scratch;
    this.kept = kept;
  }

  /** Begins a file; the parts lie in a hidden folder beside it until it is finished or closed. */
  public static CaptureFile create(Path target) throws IOException {
    try {
      return new CaptureFile(target, Temporary.folder(folder(target), "capture"), false);
    } catch (IOException e) {
      throw new OutputException(target, e);
    }
  }

  /**
   * Begins a file, or goes on with one that was closed before it was finished.
   *
   * @param scratch a folder for the parts, which stay when it is closed before it is finished
   * @param parts what {@link #parts} gave then, empty to begin; what was written later is dropped
   * @throws IllegalArgumentException if there is less than the parts say
   */
  public static CaptureFile reopen(Path target, Path scratch, List<Part> parts) throws IOException {
    try {
      folder(target);
      Files.createDirectories(scratch);
    } catch (IOException e) {
      throw new OutputException(target, e);
    }
    CaptureFile capture = new CaptureFile(target, scratch, true);
    try {
      for (Part part : parts) capture.take(part);
    } catch (IOException | RuntimeException e) {
      capture.close();
      throw e;
    }
    return capture;
  }

  private static Path folder(Path target) throws IOException {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null) throw new IOException(target + ": cannot write to a file system's root");
    return Files.createDirectories(parent);
  }

  private void take(Part part) throws IOException {
    Growing site = grow(part.address(), part.type(), part.rowShape());
    if (site.out.length() < part.bytes()) {
      throw new IllegalArgumentException(
          "%s: %d bytes of site '%s', there were %d"
              .formatted(site.file, site.out.length(), part.address(), part.bytes()));
    }
    site.out.setLength(part.bytes());
    site.out.seek(part.bytes());
    site.rows = part.rows();
  }

  private Growing grow(String address, DType type, Shape row) throws IOException {
    Growing site = new Growing(scratch.resolve(sites.size() + ".raw"), type, row);
    sites.put(address, site);
    return site;
  }

  /** What is there now, of each site. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    sites.forEach(
        (address, site) -> parts.add(new Part(address, site.type, site.rowShape, site.rows)));
    return parts;
  }

  /**
   * Appends the values of one call; gradients as {@code address@grad}.
   *
   * @throws SiteException if a site's shape differs beyond the batch from what came before
   * @throws OutputException if there is no room
   */
  public void append(Capture capture) throws IOException {
    try {
      for (String address : capture.addresses()) append(address, capture.values(address));
      for (String address : capture.gradientAddresses()) {
        append(address + "@grad", capture.gradients(address));
      }
    } catch (IOException e) {
      throw new OutputException(target, e); // of the parts, whose names the user does not know
    }
  }

  private void append(String address, Tensor values) throws IOException {
    long[] shape = values.shape().rank() == 0 ? new long[] {1} : values.shape().toArray();
    Shape row = Shape.of(Arrays.copyOfRange(shape, 1, shape.length));
    Growing site = sites.get(address);
    if (site == null) {
      site = grow(address, values.dtype(), row);
      site.out.setLength(0);
    }
    if (!site.rowShape.equals(row)) {
      throw new SiteException(
          "site '" + address + "' has rows of shape " + row + ", before it had " + site.rowShape);
    }
    if (site.type != values.dtype()) {
      throw new SiteException(
          "site '"
              + address
              + "' has elements of type "
              + values.dtype().label()
              + ", before they were "
              + site.type.label());
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(values.byteSize()));
    values
        .reader()
        .littleEndian(0, bytes.order(ByteOrder.LITTLE_ENDIAN), Math.toIntExact(values.count()));
    site.out.write(bytes.array());
    site.rows += shape[0];
  }

  /** Writes the file, atomically; {@code metadata} says where the values come from. */
  public Checkpoint finish(Map<String, String> metadata) throws IOException {
    try (Arena arena = Arena.ofShared()) {
      Checkpoint.of(target, tensors(arena), metadata).write(target);
    }
    kept = false;
    return Checkpoint.open(target);
  }

  /**
   * The values so far, without a file of their own: {@code [rows × …]}, mapped.
   *
   * @param arena for as long as they are needed
   */
  public List<Tensor> tensors(Arena arena) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (Map.Entry<String, Growing> site : sites.entrySet()) {
      tensors.add(mapped(site.getKey(), site.getValue(), arena));
    }
    return tensors;
  }

  /** Where the values lie until they are whole. */
  public List<Path> files() {
    return sites.values().stream().map(site -> site.file).toList();
  }

  private static Tensor mapped(String address, Growing site, Arena arena) throws IOException {
    long[] row = site.rowShape.toArray();
    long[] shape = new long[row.length + 1];
    shape[0] = site.rows;
    System.arraycopy(row, 0, shape, 1, row.length);
    try (FileChannel in = FileChannel.open(site.file, StandardOpenOption.READ)) {
      Storage bytes = Storage.mapped(in.map(FileChannel.MapMode.READ_ONLY, 0, in.size(), arena));
      return Tensor.of(address, site.type, Shape.of(shape), bytes, 0);
    }
  }

  /** Closes it and deletes the parts, also those that could be reopened. */
  public void forget() throws IOException {
    for (Growing site : sites.values()) {
      site.out.close();
      Files.deleteIfExists(site.file);
    }
    sites.clear();
    Files.deleteIfExists(scratch);
  }

  @Override
  public void close() throws IOException {
    if (kept) for (Growing site : sites.values()) site.out.close();
    else forget();
  }
}
