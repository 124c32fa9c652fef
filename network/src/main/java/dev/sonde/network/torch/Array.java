package dev.sonde.network.torch;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * An array in native memory: float32, int64 where it holds indices, or what {@link ElementType}
 * offers beside. Operations give new arrays and are recorded for {@link Autograd} where an input
 * asks for gradients. Lives until the {@link Scope} it was made in closes.
 */
public final class Array implements AutoCloseable {

  private final Tensor tensor;

  Array(Tensor tensor) {
    this.tensor = tensor;
  }

  Tensor tensor() {
    return tensor;
  }

  /** A row-major float32 array; {@code values} has as many elements as {@code shape}. */
  public static Array of(float[] values, long... shape) {
    Torch.require();
    requireCount(values.length, shape);
    Tensor tensor = torch.torch_empty(shape);
    if (values.length > 0) tensor.data_ptr_float().put(values);
    return new Array(tensor);
  }

  /** A row-major int64 array of indices. */
  public static Array ofIndices(long[] values, long... shape) {
    Torch.require();
    requireCount(values.length, shape);
    return new Array(torch.tensor(values).view(shape));
  }

  public static Array ofIndices(int[] values, long... shape) {
    long[] wide = new long[values.length];
    for (int i = 0; i < wide.length; i++) wide[i] = values[i];
    return ofIndices(wide, shape);
  }

  private static void requireCount(int found, long[] shape) {
    Shape expected = Shape.of(shape);
    if (expected.count() != found) {
      throw new TorchException(found + " values for shape " + expected);
    }
  }

  private static Tensor empty(ScalarType type, long[] shape) {
    return torch.torch_empty(shape, new TensorOptions(type), new MemoryFormatOptional());
  }

  /** A row-major float64 array. */
  public static Array ofDoubles(double[] values, long... shape) {
    Torch.require();
    requireCount(values.length, shape);
    return of(values, shape);
  }

  private static Array of(double[] values, long... shape) {
    Tensor tensor = empty(ScalarType.Double, shape);
    if (values.length > 0) tensor.data_ptr_double().put(values);
    return new Array(tensor);
  }

  /** The numbers of a file in the type that holds them all; see {@link ElementType#of}. */
  public static Array of(dev.sonde.tensor.Tensor values) {
    Torch.require();
    ElementType type = ElementType.of(values.dtype());
    long[] shape = values.shape().toArray();
    boolean same = type.dtype() == values.dtype();
    if (!same || !values.isContiguous() || values.order() != ByteOrder.LITTLE_ENDIAN) {
      return of(values.toDoubles(), shape).to(type);
    }
    Tensor tensor = empty(type.scalar(), shape);
    fill(tensor, values);
    return new Array(tensor);
  }

  /**
   * The numbers of a file in a type of as many bits each, as they stand there.
   *
   * @param values contiguous; of {@code type}, or the codes of its elements in a byte each
   */
  public static Array of(dev.sonde.tensor.Tensor values, ElementType type) {
    Torch.require();
    boolean narrow = type.wide() != type && values.dtype().byteSize() == 1;
    if (!narrow && ElementType.exact(values.dtype()) == type.wide()) return of(values).to(type);
    boolean little = values.dtype().byteSize() == 1 || values.order() == ByteOrder.LITTLE_ENDIAN;
    if (!values.isContiguous() || !little) {
      throw new TorchException("an array of " + values.dtype().label() + " with gaps");
    }
    Tensor tensor = empty(type.scalar(), values.shape().toArray());
    fill(tensor, values);
    return new Array(tensor);
  }

  private static void fill(Tensor tensor, dev.sonde.tensor.Tensor values) {
    long bytes = values.byteSize();
    if (bytes == 0) return;
    MemorySegment.ofAddress(tensor.data_ptr().address())
        .reinterpret(bytes)
        .copyFrom(values.storage().bytes().asSlice(values.byteOffset(), bytes));
  }

  public static Array zeros(long... shape) {
    Torch.require();
    return new Array(torch.torch_zeros(shape));
  }

  public static Array scalar(float value) {
    return of(new float[] {value});
  }

  // What it is

  public Shape shape() {
    int rank = rank();
    long[] extents = new long[rank];
    for (int axis = 0; axis < rank; axis++) extents[axis] = tensor.size(axis);
    return Shape.of(extents);
  }

  public ElementType type() {
    return ElementType.of(tensor.scalar_type());
  }

  /** Whether its elements are of a type that {@link #type} knows, and lie in memory as they are. */
  public boolean isPlain() {
    return ElementType.knows(tensor.scalar_type());
  }

  /** libtorch's number of the type of its elements. */
  public int typeNumber() {
    return tensor.scalar_type().value;
  }

  /** Where its memory begins: the same of all views of one array; 0 of one without elements. */
  public long memory() {
    Pointer data = tensor.data_ptr();
    if (data == null || data.isNull()) return 0;
    return data.address() - tensor.storage_offset() * tensor.element_size();
  }

  /** Bytes of its memory, which views share. */
  public long memorySize() {
    return tensor.storage().nbytes();
  }

  /** Whether the elements stand for real numbers, so that gradients exist. */
  public boolean isReal() {
    return tensor.is_floating_point();
  }

  public int rank() {
    return (int) tensor.dim();
  }

  /**
   * The extent of an axis; negative axes count from the last.
   *
   * @throws TorchException if there is no such axis
   */
  public long extent(int axis) {
    int rank = rank();
    if (axis < -rank || axis >= rank) {
      throw new TorchException("an array " + shape() + " has no axis " + axis);
    }
    return tensor.size(axis < 0 ? axis + rank : axis);
  }

  public long count() {
    return tensor.numel();
  }

  /** All elements in row-major order, copied. */
  public float[] toFloats() {
    if (isPlainFloats()) {
      float[] values = new float[Math.toIntExact(tensor.numel())];
      if (values.length > 0) tensor.data_ptr_float().get(values);
      return values;
    }
    try (Tensor flat = wide().tensor.detach().to(ScalarType.Float).contiguous()) {
      float[] values = new float[Math.toIntExact(flat.numel())];
      if (values.length > 0) flat.data_ptr_float().get(values);
      return values;
    }
  }

  /** Whether its memory holds just its elements, in row-major order and as they are copied. */
  private boolean isPlainFloats() {
    return tensor.scalar_type().value == ScalarType.Float.value
        && tensor.is_contiguous()
        && !tensor.is_neg()
        && !tensor._is_zerotensor();
  }

  /** All indices in row-major order, copied. */
  public long[] toLongs() {
    try (Tensor flat = wide().tensor.detach().to(ScalarType.Long).contiguous()) {
      long[] values = new long[Math.toIntExact(flat.numel())];
      if (values.length > 0) flat.data_ptr_long().get(values);
      return values;
    }
  }

  /** All elements in row-major order, copied: exactly what stands there, but for large int64. */
  public double[] toDoubles() {
    try (Tensor flat = wide().tensor.detach().to(ScalarType.Double).contiguous()) {
      double[] values = new double[Math.toIntExact(flat.numel())];
      if (values.length > 0) flat.data_ptr_double().get(values);
      return values;
    }
  }

  /** Whether no element has a fraction; NaN and infinity have one. */
  public boolean isWhole() {
    if (!isReal() || count() == 0) return true;
    Tensor reals = wide().tensor;
    return reals.eq(reals.floor()).logical_and(reals.isfinite()).all().item_bool();
  }

  /** Whether an element of 64 unsigned bits is beyond the signed numbers of as many. */
  public boolean hasNegativeBits() {
    return tensor.numel() > 0 && wide().tensor.lt(new Scalar(0L)).any().item_bool();
  }

  /** The one element. */
  public double item() {
    return op("item", () -> wide().tensor, this).tensor.item_double();
  }

  /**
   * A copy, as the rest of Sonde reads arrays: float32 where that holds every element of the type,
   * else of the type itself.
   */
  public dev.sonde.tensor.Tensor toTensor(String address) {
    DType type = type().dtype();
    if (type.fitsFloat()) {
      return dev.sonde.tensor.Tensor.ofFloats(address, shape(), toFloats());
    }
    try (Tensor flat = tensor.detach().contiguous()) {
      long bytes = Math.multiplyExact(flat.numel(), (long) type.byteSize());
      MemorySegment copy = Arena.ofAuto().allocate(bytes, Long.BYTES);
      if (bytes > 0) {
        copy.copyFrom(MemorySegment.ofAddress(flat.data_ptr().address()).reinterpret(bytes));
      }
      return dev.sonde.tensor.Tensor.of(address, type, shape(), Storage.mapped(copy), 0);
    }
  }

  /**
   * The native float32 elements themselves, for kernels that update them in place. Valid as long as
   * this array lives.
   *
   * @throws TorchException if the elements have gaps or are not float32
   */
  public MemorySegment segment() {
    if (!tensor.is_contiguous()) throw new TorchException("elements of " + this + " have gaps");
    if (tensor.numel() == 0) return MemorySegment.ofArray(new float[0]);
    FloatPointer data = tensor.data_ptr_float();
    return MemorySegment.ofAddress(data.address()).reinterpret(4 * tensor.numel());
  }

  /** Overwrites the elements in place with those of {@code other}, which has the same shape. */
  public void set(Array other) {
    if (!shape().equals(other.shape())) {
      throw new TorchException("cannot put " + other.shape() + " into " + shape());
    }
    try (Autograd.Off _ = Autograd.off()) {
      tensor.copy_(other.tensor);
    }
  }

  // Arithmetic, element by element, with broadcasting

  public Array add(Array other) {
    return op("add", () -> tensor.add(other.tensor), this, other);
  }

  public Array add(double value) {
    return op("add", () -> tensor.add(new Scalar(value)), this);
  }

  public Array subtract(Array other) {
    return op("subtract", () -> tensor.sub(other.tensor), this, other);
  }

  public Array multiply(Array other) {
    return op("multiply", () -> tensor.mul(other.tensor), this, other);
  }

  public Array multiply(double value) {
    return op("multiply", () -> tensor.mul(new Scalar(value)), this);
  }

  public Array divide(Array other) {
    return op("divide", () -> tensor.div(other.tensor), this, other);
  }

  public Array square() {
    return op("square", () -> tensor.square(), this);
  }

  public Array log() {
    return op("log", () -> tensor.log(), this);
  }

  public Array exp() {
    return op("exp", () -> tensor.exp(), this);
  }

  public Array relu() {
    return op("relu", () -> torch.relu(tensor), this);
  }

  public Array sigmoid() {
    return op("sigmoid", () -> torch.sigmoid(tensor), this);
  }

  public Array tanh() {
    return op("tanh", () -> torch.tanh(tensor), this);
  }

  /** Values below {@code low} become {@code low}. */
  public Array atLeast(double low) {
    return op("atLeast", () -> tensor.clamp_min(new Scalar(low)), this);
  }

  /** Values above {@code high} become {@code high}. */
  public Array atMost(double high) {
    return op("atMost", () -> tensor.clamp_max(new Scalar(high)), this);
  }

  /** {@code this + weight · (other − this)}. */
  public Array towards(Array other, Array weight) {
    return op(
        "towards", () -> torch.lerp(tensor, other.tensor, weight.tensor), this, other, weight);
  }

  /** Elements below those of {@code low} become them. */
  public Array atLeast(Array low) {
    return op("atLeast", () -> tensor.clamp_min(low.tensor), this, low);
  }

  /** Elements above those of {@code high} become them. */
  public Array atMost(Array high) {
    return op("atMost", () -> tensor.clamp_max(high.tensor), this, high);
  }

  /** Whether the record of gradients goes through it. */
  public boolean hasGradient() {
    return tensor.requires_grad();
  }

  /** This where {@code truth} is not 0, else {@code other}. */
  public Array where(Array truth, Array other) {
    return op("where", () -> torch.where(truth.tensor, tensor, other.tensor), truth, this, other);
  }

  /** Truths: whether each element differs from 0. */
  public Array truths() {
    return op("truths", () -> tensor.to(ScalarType.Bool), this);
  }

  /**
   * The same numbers as another type: reals become whole by cutting their fractions off, whole ones
   * wrap around, and those too large for eight bits become NaN or infinity.
   */
  public Array to(ElementType type) {
    if (type() == type) return this;
    // Unsigned numbers of 64 bits have no wider type, but the engine converts them.
    boolean direct = type() == ElementType.UINT64 && type.isReal() && type.wide() == type;
    return op(
        "to " + type,
        () -> direct ? tensor.to(type.scalar()) : Narrow.to(wide().tensor, type),
        this);
  }

  /** The same numbers in the type that computes with them; see {@link ElementType#wide}. */
  public Array wide() {
    ElementType type = type();
    if (type.wide() == type) return this;
    return op("wide", () -> Narrow.wide(tensor, type), this);
  }

  /** Truths and indices as float32. */
  public Array toFloat() {
    return op("toFloat", () -> tensor.to(ScalarType.Float), this);
  }

  // Products and sums

  public Array matmul(Array other) {
    return op("matmul", () -> tensor.matmul(other.tensor), this, other);
  }

  public Array sum() {
    return op("sum", () -> tensor.sum(), this);
  }

  public Array sum(int axis) {
    return op("sum", () -> tensor.sum((long) axis), this);
  }

  public Array mean() {
    return op("mean", () -> tensor.mean(), this);
  }

  /** The index of the greatest element along an axis, which disappears. */
  public Array argmax(int axis) {
    return op("argmax", () -> tensor.argmax(new LongOptional(axis), false), this);
  }

  /** Elements of each row at the given columns: {@code out[i][j] = this[i][indices[i][j]]}. */
  public Array gather(int axis, Array indices) {
    return op("gather", () -> tensor.gather(axis, indices.tensor), this, indices);
  }

  /** The slices of an axis at {@code indices}, in their order. */
  public Array pick(int axis, Array indices) {
    return op("pick", () -> tensor.index_select(axis, indices.tensor), this, indices);
  }

  // Views

  public Array view(long... shape) {
    return op("view", () -> tensor.reshape(shape), this);
  }

  /** Whether both stand for one array in the record of gradients. */
  public boolean isSame(Array other) {
    return tensor.is_same(other.tensor);
  }

  /** Whether both are the same elements in the same memory, in the same order. */
  public boolean occupies(Array other) {
    if (isSame(other)) return true;
    int rank = rank();
    if (rank != other.rank() || memory() != other.memory()) return false;
    if (tensor.storage_offset() != other.tensor.storage_offset()) return false;
    if (typeNumber() != other.typeNumber()) return false;
    for (int axis = 0; axis < rank; axis++) {
      if (tensor.size(axis) != other.tensor.size(axis)) return false;
      if (tensor.stride(axis) != other.tensor.stride(axis)) return false;
    }
    return true;
  }

  /** The same numbers in memory of their own. */
  public Array copy() {
    return op("copy", () -> tensor.clone(), this);
  }

  /**
   * Overwrites the elements with those of {@code other}, for all views of them, within the record
   * of gradients; see {@link #set} for a way beside it.
   *
   * @return this
   */
  public Array overwritten(Array other) {
    op("overwrite", () -> tensor.copy_(other.tensor), this, other);
    return this;
  }

  /** The same elements as an array of its own, with a gradient of its own. */
  public Array alias() {
    return op("alias", () -> tensor.alias(), this);
  }

  public Array narrow(int axis, long start, long length) {
    return op("narrow", () -> tensor.narrow(axis, start, length), this);
  }

  /** The slice at one index of an axis, which disappears. */
  public Array select(int axis, long index) {
    return op("select", () -> tensor.select(axis, index), this);
  }

  public Array transpose(int first, int second) {
    return op("transpose", () -> tensor.transpose(first, second), this);
  }

  public Array unsqueeze(int axis) {
    return op("unsqueeze", () -> tensor.unsqueeze(axis), this);
  }

  public Array squeeze(int axis) {
    return op("squeeze", () -> tensor.squeeze((long) axis), this);
  }

  public Array expand(long... shape) {
    return op("expand", () -> tensor.expand(shape), this);
  }

  public Array flatten(int from) {
    return op("flatten", () -> tensor.flatten(from, -1), this);
  }

  /**
   * The same array {@code [batch × channels × height × width]} with channels next to each other in
   * memory: convolutions and pooling of few channels are twice as fast so.
   */
  public Array channelsLast() {
    return op("channelsLast", () -> tensor.contiguous(MemoryFormat.ChannelsLast), this);
  }

  public Array contiguous() {
    return op("contiguous", () -> tensor.contiguous(), this);
  }

  /** Equal parts along an axis. */
  public Array[] chunk(int parts, int axis) {
    return Functional.split("chunk", () -> torch.chunk(tensor, parts, axis), this);
  }

  /** Parts of the given extents along an axis. */
  public Array[] split(int axis, long... extents) {
    return Functional.split("split", () -> torch.split(tensor, extents, axis), this);
  }

  /** The slices of an axis, which disappears. */
  public Array[] unbind(int axis) {
    return Functional.split("unbind", () -> torch.unbind(tensor, axis), this);
  }

  /** The same elements, outside the record of gradients. */
  public Array detach() {
    return op("detach", () -> tensor.detach(), this);
  }

  @Override
  public void close() {
    tensor.close();
  }

  @Override
  public String toString() {
    return "array " + shape();
  }

  /** Runs a native call and says which operation on which shapes failed. */
  static Array op(String name, Supplier<Tensor> call, Array... inputs) {
    try {
      return new Array(call.get());
    } catch (RuntimeException e) {
      throw refused(name, inputs, e);
    }
  }

  static TorchException refused(String name, Array[] inputs, RuntimeException e) {
    StringBuilder text = new StringBuilder(name).append(" of ");
    for (int i = 0; i < inputs.length; i++) {
      text.append(i == 0 ? "" : ", ").append(inputs[i].shape());
    }
    return new TorchException(text.append(": ").append(Torch.firstLine(e)).toString(), e);
  }
}
