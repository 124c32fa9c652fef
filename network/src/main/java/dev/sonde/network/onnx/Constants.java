package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxTensor;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.LittleEndian;
import dev.sonde.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Arrays and text that stand in a file. */
final class Constants {

  private Constants() {}

  /** How many numbers a plan's file brings, those of a graph used many times once. */
  static double numbers(Plan plan) {
    Set<Tensor> tensors = Collections.newSetFromMap(new IdentityHashMap<>());
    tensors.addAll(plan.parameters().values());
    collect(plan.block(), tensors);
    return tensors.stream().mapToDouble(Tensor::count).sum();
  }

  private static void collect(Block block, Set<Tensor> tensors) {
    for (Constant constant : block.constants().values()) {
      if (constant instanceof Constant.OfTensor(var tensor, _)) tensors.add(tensor);
    }
    for (Step step : block.steps()) {
      step.blocks().values().forEach(inner -> collect(inner, tensors));
    }
  }

  /** As a plan keeps it, before it is made. */
  static Constant of(OnnxTensor tensor) {
    return switch (tensor) {
      case OnnxTensor.Dense dense -> numbers(dense.tensor(), dense.type().label(), dense);
      case OnnxTensor.Coded coded -> numbers(coded.codes(), coded.type().label(), coded);
      case OnnxTensor.Text text ->
          new Constant.OfText(new Datum.OfText(text.shape(), text.elements()));
      case OnnxTensor.Sparse sparse -> sparse(sparse);
      case OnnxTensor.Unread unread -> new Constant.Unusable(unread.why());
    };
  }

  private static Constant numbers(Tensor numbers, String label, OnnxTensor tensor) {
    if (numbers.count() > Limits.ELEMENTS) {
      return new Constant.Unusable("has " + numbers.count() + " elements");
    }
    Optional<ElementType> type =
        switch (tensor) {
          case OnnxTensor.Dense dense -> ElementTypes.of(dense.type());
          case OnnxTensor.Coded coded -> ElementTypes.of(coded.type());
          default -> Optional.empty();
        };
    if (type.isEmpty()) return new Constant.Unusable("holds " + label);
    return new Constant.OfTensor(numbers, type.get());
  }

  /** Written out, where that is no more than a file of its own could hold. */
  private static Constant sparse(OnnxTensor.Sparse sparse) {
    long count = sparse.shape().count();
    if (count > Limits.SPARSE || sparse.values().dtype() != DType.FLOAT32) {
      return new Constant.Unusable("is sparse " + sparse.shape() + "; make it dense");
    }
    if (sparse.indices().dtype() != DType.INT64) {
      return new Constant.Unusable("is sparse, with indices that are not int64");
    }
    float[] dense = new float[(int) count];
    float[] values = sparse.values().toFloats();
    long[] indices = sparse.indices().storage().bytes().toArray(LittleEndian.LONG);
    int rank = sparse.shape().rank();
    boolean flat = sparse.indices().shape().rank() == 1;
    if (indices.length != (flat ? 1L : rank) * values.length) {
      return new Constant.Unusable("is sparse, with indices that do not fit");
    }
    for (int i = 0; i < values.length; i++) {
      long at = flat ? indices[i] : 0;
      for (int axis = 0; !flat && axis < rank; axis++) {
        at = at * sparse.shape().extent(axis) + indices[i * rank + axis];
      }
      if (at < 0 || at >= count) return new Constant.Unusable("is sparse, with indices outside");
      dense[(int) at] = values[i];
    }
    Tensor tensor = Tensor.ofFloats(sparse.name(), sparse.shape(), dense);
    return new Constant.OfTensor(tensor, ElementType.FLOAT32);
  }

  /**
   * An array or text now.
   *
   * @param refused makes the error of what cannot be one
   */
  static Datum datum(OnnxTensor tensor, Function<String, GraphException> refused) {
    return switch (of(tensor)) {
      case Constant.OfTensor numbers -> Datum.of(Array.of(numbers.tensor(), numbers.type()));
      case Constant.OfText text -> text.text();
      case Constant.OfParameter _ -> throw new IllegalStateException("no attribute is one");
      case Constant.Unusable unusable -> throw refused.apply(unusable.why());
    };
  }
}
