package dev.sonde.network.transformer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A transformer's weights under canonical names, mapped until they are used. Kept after their first
 * use if all of them fit into what may be kept; else they live as long as the scope that is open.
 */
final class Weights implements AutoCloseable {

  private static final int BLOCK = 1 << 16;

  private final Map<String, Tensor> tensors;
  private final ElementType type;
  private final long most;
  private final boolean kept;
  // By tensor, not by name: a table that is embedding and output is kept once.
  private final IdentityHashMap<Tensor, Array> resident = new IdentityHashMap<>();
  private int holders;

  /**
   * @param most bytes that may be kept
   */
  Weights(Map<String, Tensor> tensors, ElementType type, long most) {
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.type = type;
    this.most = most;
    this.kept = bytes() <= most;
  }

  ElementType type() {
    return type;
  }

  /** Bytes of all weights as they are computed with; what has two names counts once. */
  long bytes() {
    Set<Tensor> different = Collections.newSetFromMap(new IdentityHashMap<>());
    different.addAll(tensors.values());
    long count = 0;
    for (Tensor tensor : different) count = Math.addExact(count, tensor.count());
    return Math.multiplyExact(count, (long) type.dtype().byteSize());
  }

  /** Bytes that may be kept. */
  long most() {
    return most;
  }

  boolean isKept() {
    return kept;
  }

  Map<String, Tensor> tensors() {
    return tensors;
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  Array get(String name) {
    Array found = find(name);
    if (found == null) throw new TransformerException("the model has no weight '" + name + "'");
    return found;
  }

  synchronized @Nullable Array find(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) return null;
    Array known = resident.get(tensor);
    if (known != null) return known;
    if (!kept && holders == 0) return load(tensor);
    try (Scope scope = new Scope()) {
      Array array = scope.keep(load(tensor));
      resident.put(tensor, array);
      return array;
    }
  }

  /** Rows of a table, without bringing in the others: embeddings of the tokens of a text. */
  Array rows(String name, long[] indices) {
    Tensor table = tensors.get(name);
    if (table == null) throw new TransformerException("the model has no weight '" + name + "'");
    long width = table.shape().extent(1);
    float[] all = new float[Math.toIntExact(indices.length * width)];
    float[] row = new float[Math.toIntExact(width)];
    TensorReader reader = table.reader();
    for (int i = 0; i < indices.length; i++) {
      reader.floats(indices[i] * width, row, row.length);
      System.arraycopy(row, 0, all, i * row.length, row.length);
    }
    return Array.of(all, indices.length, width).to(type);
  }

  private Array load(Tensor tensor) {
    boolean wide = tensor.dtype() == DType.FLOAT64 && type == ElementType.FLOAT64;
    boolean coded = tensor.storage() instanceof Storage.Coded;
    boolean plain = tensor.dtype() == type.dtype() && tensor.isContiguous() && !coded;
    if (wide || plain) return Array.of(tensor);
    Array floats = Array.zeros(tensor.shape().toArray());
    MemorySegment target = floats.segment();
    TensorReader reader = tensor.reader();
    float[] block = new float[(int) Math.min(BLOCK, tensor.count())];
    for (long at = 0; at < tensor.count(); at += block.length) {
      int length = (int) Math.min(block.length, tensor.count() - at);
      reader.floats(at, block, length);
      MemorySegment.copy(block, 0, target, ValueLayout.JAVA_FLOAT, 4 * at, length);
    }
    if (!kept && tensor.count() > 0) reader.release(0, tensor.count());
    if (type == ElementType.FLOAT32) return floats;
    try (floats) {
      return floats.to(type);
    }
  }

  /** Until it is closed, weights that are used stay. */
  synchronized Transformer.Kept hold() {
    holders++;
    return this::release;
  }

  private synchronized void release() {
    if (--holders == 0 && !kept) close();
  }

  @Override
  public synchronized void close() {
    resident.values().forEach(Array::close);
    resident.clear();
  }
}
