package dev.sonde.checkpoint.reader;

import dev.sonde.checkpoint.gate.RecurrentNode;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a reader found: tensors in file order, the file's own metadata (settings, epochs, …) as
 * text, notes on what was odd (a global that the file wanted to call, a value that was left out),
 * the recurrent layers that the file declares beyond what names and shapes tell, and the addresses
 * of tensors that are there but have no numbers that can be read.
 */
public record Contents(
    Map<String, Tensor> tensors,
    Map<String, String> metadata,
    List<String> notes,
    List<RecurrentNode> recurrent,
    Set<String> leftOut) {

  public Contents {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    notes = List.copyOf(notes);
    recurrent = List.copyOf(recurrent);
    leftOut = Set.copyOf(leftOut);
  }

  /**
   * Collects the contents of one file, and turns what does not fit into a {@link
   * CheckpointException}.
   */
  public static final class Builder {
    /** More tensors than any network has; a file that claims more is a bomb. */
    private static final int MAX_TENSORS = 4_000_000;

    private final String file;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Notes notes = new Notes();
    private final List<RecurrentNode> recurrent = new ArrayList<>();
    private final Set<String> leftOut = new HashSet<>();

    public Builder(String file) {
      this.file = file;
    }

    /** Adds a row-major, little-endian tensor. */
    public void add(String address, DType dtype, long[] extents, Storage storage, long byteOffset) {
      add(address, () -> Tensor.of(address, dtype, Shape.of(extents), storage, byteOffset));
    }

    /** Adds a view with element strides; see {@link Tensor#view}. */
    public void add(
        String address,
        DType dtype,
        long[] extents,
        Storage storage,
        long byteOffset,
        long[] strides,
        ByteOrder order) {
      add(
          address,
          () ->
              Tensor.view(address, dtype, Shape.of(extents), storage, byteOffset, strides, order));
    }

    private void add(String address, Supplier<Tensor> tensor) {
      try {
        add(tensor.get());
      } catch (IllegalArgumentException e) {
        throw new CheckpointException(file + ": tensor '" + address + "': " + e.getMessage(), e);
      }
    }

    public void add(Tensor tensor) {
      if (tensors.size() >= MAX_TENSORS)
        throw new CheckpointException(file + ": more than " + MAX_TENSORS + " tensors");
      if (tensors.putIfAbsent(tensor.address(), tensor) != null) {
        throw new CheckpointException(file + ": two tensors are named '" + tensor.address() + "'");
      }
    }

    public boolean has(String address) {
      return tensors.containsKey(address);
    }

    /** How many tensors were added. */
    public int tensors() {
      return tensors.size();
    }

    /** The bytes that the tensor at {@code address}, added before, fills in a row-major file. */
    public long byteSize(String address) {
      Tensor tensor = tensors.get(address);
      if (tensor == null) throw new IllegalStateException("no tensor '" + address + "' was added");
      return tensor.byteSize();
    }

    public void metadata(String key, String value) {
      metadata.put(key, value);
    }

    /** Adds a note; names in it that the file brings cannot break its one line. */
    public void note(String note) {
      notes.add(note);
    }

    /** Tells of a tensor that is there, but cannot be read; a note says why. */
    public void leftOut(String address) {
      leftOut.add(address);
    }

    public void notes(Notes more) {
      notes.addAll(more);
    }

    public void recurrent(RecurrentNode node) {
      recurrent.add(node);
    }

    public Contents build() {
      return new Contents(tensors, metadata, notes.list(), recurrent, leftOut);
    }
  }
}
