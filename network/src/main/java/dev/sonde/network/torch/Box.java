package dev.sonde.network.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Makes values into what one argument of an operator takes.
 *
 * @param item the native type of a list's items: a list must have been made with the very type that
 *     the schema states
 */
record Box(Schema.Type type, Type.@Nullable TypePtr item) {

  static Box of(Schema.Argument argument, org.bytedeco.pytorch.Argument stated) {
    if (!argument.type().list()) return new Box(argument.type(), null);
    Type.TypePtr type = stated.type();
    if (argument.type().optional()) type = type.get().containedType(0);
    Type.TypePtr item = new Type.TypePtr(type.get().containedType(0));
    item.retainReference();
    return new Box(argument.type(), item);
  }

  /** Of a value that fits the type. */
  IValue box(Value value) {
    if (value instanceof Value.Nothing) return new IValue();
    if (item == null) return single(value);
    List<Value> items =
        switch (value) {
          case Value.Sequence sequence -> sequence.items();
          case Value.Tuple tuple -> tuple.items();
          default -> java.util.Collections.nCopies(type.length(), value);
        };
    GenericList list = new GenericList(item);
    for (Value one : items) {
      if (one instanceof Value.Nothing) list.push_back(new IValue());
      else list.push_back(single(one));
    }
    return new IValue(list);
  }

  private IValue single(Value value) {
    return switch (type.kind()) {
      case TENSOR -> new IValue(tensor(value));
      case WHOLE -> new IValue(whole(value));
      case REAL -> new IValue(real(value));
      case TRUTH -> new IValue(((Value.Truth) value).truth());
      case SCALAR ->
          switch (value) {
            case Value.Truth truth -> new IValue(truth.truth());
            case Value.Whole whole -> new IValue(whole.number());
            case Value.OfArray one when !one.array().isReal() -> new IValue(whole(value));
            default -> new IValue(real(value));
          };
      case TEXT -> new IValue(((Value.Text) value).text());
      case ELEMENT_TYPE, LAYOUT, MEMORY_FORMAT -> new IValue(((Value.Whole) value).number());
      case DEVICE -> new IValue(new Device("cpu"));
      case GENERATOR -> new IValue();
    };
  }

  private static long whole(Value value) {
    return switch (value) {
      case Value.Whole whole -> whole.number();
      case Value.OfArray one -> one.array().toLongs()[0];
      default -> throw new TorchException(value.kind() + " is no whole number");
    };
  }

  private static double real(Value value) {
    return switch (value) {
      case Value.Whole whole -> whole.number();
      case Value.Real real -> real.number();
      case Value.OfArray one -> one.array().item();
      default -> throw new TorchException(value.kind() + " is no number");
    };
  }

  /** A number takes part as PyTorch lets it: it does not widen the type of arrays beside it. */
  private static Tensor tensor(Value value) {
    if (value instanceof Value.OfArray array) return array.array().tensor();
    return switch (value) {
      case Value.Whole whole -> torch.wrapped_scalar_tensor(new Scalar(whole.number()));
      case Value.Truth truth -> torch.wrapped_scalar_tensor(new IValue(truth.truth()).toScalar());
      default -> torch.wrapped_scalar_tensor(new Scalar(real(value)));
    };
  }

  /**
   * What an operator gave.
   *
   * @param outer keeps arrays when the call's own scope closes
   */
  static Value unbox(IValue value, @Nullable PointerScope outer) {
    if (value.isTensor()) return array(value.toTensor(), outer);
    if (value.isNone()) return Value.nothing();
    if (value.isInt()) return Value.of(value.toInt());
    if (value.isDouble()) return Value.of(value.toDouble());
    if (value.isBool()) return Value.of(value.toBool());
    if (value.isString()) return Value.of(value.toStringRef().getString());
    if (value.isList()) {
      GenericList list = value.toList();
      List<Value> items = new ArrayList<>();
      for (long i = 0; i < list.size(); i++) items.add(unbox(list.get(i), outer));
      return new Value.Sequence(items);
    }
    throw new TorchException("gave " + value.tagKind().getString() + ", which is not read");
  }

  private static Value array(Tensor tensor, @Nullable PointerScope outer) {
    if (!tensor.defined()) return Value.nothing();
    Tensor kept = new Tensor(tensor);
    if (outer != null) outer.attach(kept);
    else kept.retainReference();
    return Value.of(new Array(kept));
  }
}
