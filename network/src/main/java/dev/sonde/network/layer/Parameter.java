package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.LittleEndian;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A parameter's numbers in native memory, and whether training may change them. */
public final class Parameter {

  private final ParameterSpec spec;
  private final @Nullable Tensor file;
  private volatile @Nullable Array value;
  private boolean frozen;
  private float @Nullable [] mask;

  Parameter(ParameterSpec spec, Array value) {
    this.spec = spec;
    this.file = null;
    this.value = value;
  }

  /** One whose numbers stay in a file until they are used. */
  Parameter(ParameterSpec spec, Tensor file) {
    this.spec = spec;
    this.file = file;
  }

  public String name() {
    return spec.name();
  }

  public Shape shape() {
    return spec.shape();
  }

  public ParameterSpec spec() {
    return spec;
  }

  /** The live numbers; training changes them in place. */
  public Array value() {
    Array loaded = value;
    return loaded != null ? loaded : load();
  }

  private synchronized Array load() {
    Array loaded = value;
    if (loaded != null) return loaded;
    Tensor tensor = Objects.requireNonNull(file);
    try (Scope scope = new Scope()) {
      loaded = scope.keep(Array.of(tensor.toFloats(), shape().toArray()));
    }
    value = loaded;
    return loaded;
  }

  void close() {
    Array loaded = value;
    if (loaded != null) loaded.close();
  }

  /** Whether training computes a gradient for it. */
  public boolean trains() {
    return spec.role().trained() && !frozen;
  }

  void freeze(boolean on) {
    frozen = on;
  }

  /** 1 for elements that training may change, 0 for pruned ones; empty if none is pruned. */
  public Optional<float[]> mask() {
    return Optional.ofNullable(mask);
  }

  void mask(float @Nullable [] kept) {
    mask = kept;
  }

  public float[] toFloats() {
    return value().toFloats();
  }

  void set(float[] values) {
    MemorySegment.copy(values, 0, value().segment(), ValueLayout.JAVA_FLOAT, 0, values.length);
  }

  /** As it stands in a file: float32, counts int64. */
  Tensor toTensor() {
    if (spec.role() != Role.COUNT) return Tensor.ofFloats(name(), shape(), toFloats());
    MemorySegment bytes = Arena.ofAuto().allocate(Long.BYTES, Long.BYTES);
    bytes.set(LittleEndian.LONG, 0, (long) toFloats()[0]);
    return Tensor.of(name(), DType.INT64, shape(), Storage.mapped(bytes), 0);
  }

  @Override
  public String toString() {
    return name() + " " + shape();
  }
}
