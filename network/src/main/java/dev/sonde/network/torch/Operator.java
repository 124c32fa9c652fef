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

  /** Arguments that were found to fit: only these are ever given to libtorch. */
  public static final class Fitted {
    private final Operator operator;
    private final List<Value> arguments;

    private Fitted(Operator operator, List<Value> arguments) {
      this.operator = operator;
      this.arguments = arguments;
    }

    public Operator operator() {
      return operator;
    }

    /** One per argument of the schema. */
    public List<Value> arguments() {
      return arguments;
    }

    /**
     * Calls it.
     *
     * @param seed of the random numbers it may draw
     * @throws TorchException if libtorch refuses
     */
    public List<Value> call(long seed) {
      return operator.call(this, seed);
    }
  }

  /**
   * These arguments, if they fit: as many as the schema has, each of its type; else null.
   *
   * @param strict whether numbers must be of the very kind, not only convertible
   */
  public @Nullable Fitted fit(List<Value> arguments, boolean strict) {
    List<Schema.Argument> wanted = schema.arguments();
    if (arguments.size() != wanted.size()) return null;
    for (int i = 0; i < wanted.size(); i++) {
      if (!Fit.fits(wanted.get(i).type(), arguments.get(i), strict)) return null;
    }
    return new Fitted(this, List.copyOf(arguments));
  }

  /**
   * Calls it.
   *
   * @param arguments one per argument of the schema
   * @param seed of the random numbers it may draw
   * @throws TorchException if an argument does not fit, or libtorch refuses
   */
  public List<Value> call(List<Value> arguments, long seed) {
    Fitted fitted = fit(arguments, false);
    if (fitted == null) throw misfit(arguments);
    return fitted.call(seed);
  }

  private List<Value> call(Fitted fitted, long seed) {
    List<Value> arguments = fitted.arguments();
    Native target = loaded();
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope _ = new PointerScope()) {
      IValueVector stack = new IValueVector(arguments.size());
      for (int i = 0; i < arguments.size(); i++) {
        Value argument = arguments.get(i);
        // What the vector was made with is None.
        if (argument instanceof Value.Nothing) continue;
        stack.put(i, target.boxes().get(i).box(argument));
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

  private TorchException misfit(List<Value> arguments) {
    for (int i = 0; i < Math.min(arguments.size(), schema.arguments().size()); i++) {
      Schema.Argument argument = schema.arguments().get(i);
      if (Fit.fits(argument.type(), arguments.get(i), false)) continue;
      return new TorchException(
          "argument '"
              + argument.name()
              + "' is "
              + arguments.get(i).kind()
              + ", expected "
              + argument.type());
    }
    return new TorchException(
        "takes " + schema.arguments().size() + " arguments, not " + arguments.size());
  }

  private List<Value> results(IValueVector stack, @Nullable PointerScope outer) {
    int count = Math.toIntExact(stack.size());
    if (count != schema.returns().size()) {
      throw new TorchException("gave " + count + " results, not " + schema.returns().size());
    }
    if (count == 1) return List.of(Box.unbox(stack.get(0), outer));
    List<Value> results = new ArrayList<>(count);
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
