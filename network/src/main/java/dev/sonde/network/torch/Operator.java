package dev.sonde.network.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * One operator of libtorch, called by its schema. Every argument is checked and made into what the
 * schema says before the call: a wrong one would end the process, not the call.
 */
public final class Operator {

  private static final Object RANDOM = new Object();

  private final Schema schema;
  private volatile @Nullable Native loaded;

  Operator(Schema schema) {
    this.schema = schema;
  }

  public Schema schema() {
    return schema;
  }

  /** The handle of the dispatcher, and a box per argument. */
  private record Native(OperatorHandle handle, List<Box> boxes) {

    static Native load(Schema schema) {
      Torch.require();
      OperatorHandle found =
          Dispatcher.singleton().findSchemaOrThrow(schema.name(), schema.overload());
      OperatorHandle handle = new OperatorHandle(found);
      handle.retainReference();
      List<Box> boxes = new ArrayList<>();
      try (FunctionSchema native_ = handle.schema()) {
        for (int i = 0; i < schema.arguments().size(); i++) {
          boxes.add(Box.of(schema.arguments().get(i), native_.arguments().getPointer(i)));
        }
      }
      return new Native(handle, boxes);
    }
  }

  private Native loaded() {
    Native before = loaded;
    if (before != null) return before;
    synchronized (this) {
      Native again = loaded;
      if (again == null) loaded = again = Native.load(schema);
      return again;
    }
  }

  /**
   * Whether these arguments fit: as many as the schema has, each of its type.
   *
   * @param strict whether numbers must be of the very kind, not only convertible
   */
  public boolean fits(List<Value> arguments, boolean strict) {
    for (int i = 0; i < arguments.size(); i++) {
      if (!Fit.fits(schema.arguments().get(i).type(), arguments.get(i), strict)) return false;
    }
    return arguments.size() == schema.arguments().size();
  }

  /**
   * Calls it.
   *
   * @param arguments one per argument of the schema
   * @param seed of the random numbers it may draw
   * @throws TorchException if an argument does not fit, or libtorch refuses
   */
  public List<Value> call(List<Value> arguments, long seed) {
    requireFit(arguments);
    Native target = loaded();
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope _ = new PointerScope()) {
      IValueVector stack = new IValueVector();
      for (int i = 0; i < arguments.size(); i++) {
        stack.push_back(target.boxes().get(i).box(arguments.get(i)));
      }
      if (schema.random()) {
        synchronized (RANDOM) {
          torch.manual_seed(seed);
          target.handle().callBoxed(stack);
        }
      } else {
        target.handle().callBoxed(stack);
      }
      return results(stack, outer);
    } catch (TorchException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new TorchException(Torch.firstLine(e), e);
    }
  }

  private void requireFit(List<Value> arguments) {
    if (arguments.size() != schema.arguments().size()) {
      throw new TorchException(
          "takes " + schema.arguments().size() + " arguments, not " + arguments.size());
    }
    for (int i = 0; i < arguments.size(); i++) {
      Schema.Argument argument = schema.arguments().get(i);
      if (!Fit.fits(argument.type(), arguments.get(i), false)) {
        throw new TorchException(
            "argument '"
                + argument.name()
                + "' is "
                + arguments.get(i).kind()
                + ", expected "
                + argument.type());
      }
    }
  }

  private List<Value> results(IValueVector stack, @Nullable PointerScope outer) {
    int count = Math.toIntExact(stack.size());
    if (count != schema.returns().size()) {
      throw new TorchException("gave " + count + " results, not " + schema.returns().size());
    }
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      IValue result = stack.get(i);
      results.add(Box.unbox(result, outer));
    }
    return results;
  }

  @Override
  public String toString() {
    return schema.called();
  }
}
