package dev.sonde.checkpoint.pickle;

import dev.sonde.checkpoint.pickle.PickleValue.BigInt;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Data;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.Global;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.pickle.PickleValue.Text;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pickle without Python: every opcode of protocols 0 to 5 does to the stack what Python's
 * does, except that imports become {@link Global}s and calls become {@link Call}s.
 *
 * <p>The opcodes are a straight line without jumps, so time is linear in the bytes. What one byte
 * can cost in memory is charged to a budget before it is spent; nothing recurses.
 */
public final class PickleMachine {

  /** Longer integers are refused; PyTorch's magic number has 10 bytes. */
  public static final int MAX_INTEGER_BYTES = 1024;

  /** Heap that the values of one pickle may take, estimated from above; and a quarter of it all. */
  public static final long MAX_HEAP = 512L << 20;

  private static final int MAX_PROTOCOL = 5;
  private static final int MAX_NAME = 4096;

  /** Python sets an object's state once. */
  private static final int MAX_STATES = 16;

  // What a value costs on a 64-bit heap, rounded up, with its place in stack and container.
  private static final int VALUE = 48;
  private static final int DATA = 160;
  private static final int CONTAINER = 200;
  private static final int ITEM = 24;
  private static final int ENTRY = 160;
  private static final int MEMO = 32;

  private final PickleInput in;
  private final PickleHandler handler;
  private final PickleScalars scalars;
  private final PickleStack stack;
  private final PickleMemo memo;
  private final long most = Math.min(MAX_HEAP, Runtime.getRuntime().maxMemory() / 4);
  private long heap = most;

  private PickleMachine(Bytes bytes, long at, PickleHandler handler) {
    this.in = new PickleInput(bytes, at);
    this.handler = handler;
    this.scalars = new PickleScalars(in);
    this.stack = new PickleStack(in);
    this.memo = new PickleMemo(in);
  }

  /**
   * Reads the pickle that starts at {@code at}.
   *
   * @throws CheckpointException if it is damaged, truncated, or would take too much memory
   */
  public static Pickle read(Bytes bytes, long at, PickleHandler handler) {
    return new PickleMachine(bytes, at, handler).run();
  }

  private Pickle run() {
    while (true) {
      long at = in.position();
      int opcode = in.opcode();
      spend(VALUE);
      if (opcode == '.') {
        in.end();
        return new Pickle(stack.pop(), in.position());
      }
      PickleValue scalar = scalars.read(opcode);
      if (scalar != null) push(scalar, opcode);
      else if (!container(opcode) && !stackOrMemo(opcode)) object(opcode, at);
    }
  }

  private void push(PickleValue scalar, int opcode) {
    switch (scalar) {
      case Text text -> spend(2L * text.value().length());
      case BigInt big -> spend(VALUE + big.value().bitLength() / 8);
      // A quoted string is made anew, other bytes stay where they are.
      case Data data -> spend(DATA + (opcode == 'S' ? data.bytes().size() : 0));
      default -> {}
    }
    stack.push(scalar);
  }

  private boolean container(int opcode) {
    switch (opcode) {
      case '(' -> stack.mark();
      case ')' -> stack.push(sequence(Sequence.Kind.TUPLE, List.of()));
      case 't' -> stack.push(sequence(Sequence.Kind.TUPLE, stack.takeToMark()));
      case 0x85 -> stack.push(sequence(Sequence.Kind.TUPLE, stack.take(1)));
      case 0x86 -> stack.push(sequence(Sequence.Kind.TUPLE, stack.take(2)));
      case 0x87 -> stack.push(sequence(Sequence.Kind.TUPLE, stack.take(3)));
      case ']' -> stack.push(sequence(Sequence.Kind.LIST, new ArrayList<>(0)));
      case 'l' -> stack.push(sequence(Sequence.Kind.LIST, stack.takeToMark()));
      case 0x8f -> stack.push(sequence(Sequence.Kind.SET, new ArrayList<>(0)));
      case 0x91 -> stack.push(sequence(Sequence.Kind.FROZENSET, stack.takeToMark()));
      case '}' -> stack.push(dict(List.of()));
      case 'd' -> stack.push(dict(stack.takeToMark()));
      case 'a' -> append(List.of(stack.pop()), Sequence.Kind.LIST);
      case 'e' -> append(stack.takeToMark(), Sequence.Kind.LIST);
      case 0x90 -> append(stack.takeToMark(), Sequence.Kind.SET);
      case 's' -> putAll(stack.take(2));
      case 'u' -> putAll(stack.takeToMark());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean stackOrMemo(int opcode) {
    switch (opcode) {
      case 0x80 -> requireProtocol(in.u8("the protocol"));
      case 0x95 -> in.frame();
      case '0' -> stack.drop();
      case '1' -> stack.takeToMark();
      case '2' -> stack.push(stack.top());
      case 'g' -> stack.push(memo.get(scalars.index()));
      case 'h' -> stack.push(memo.get(in.u8("a memo number")));
      case 'j' -> stack.push(memo.get(in.u32("a memo number")));
      case 'p' -> remember(scalars.index());
      case 'q' -> remember(in.u8("a memo number"));
      case 'r' -> remember(in.u32("a memo number"));
      case 0x94 -> {
        spend(MEMO);
        memo.add(stack.top());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void remember(long index) {
    spend(MEMO);
    memo.put(index, stack.top());
  }

  private void object(int opcode, long at) {
    switch (opcode) {
      case 'c' -> stack.push(global(utf8(in.line("a module's name")), utf8(in.line("a name")), at));
      case 0x93 -> {
        List<PickleValue> names = stack.take(2);
        stack.push(global(name(names.getFirst()), name(names.getLast()), at));
      }
      case 0x82 -> stack.push(extension(in.u8("an extension's code"), at));
      case 0x83 -> stack.push(extension(in.u16("an extension's code"), at));
      case 0x84 -> stack.push(extension(in.i32("an extension's code"), at));
      case 'P' -> {
        String id = in.line("a persistent id");
        spend(VALUE + 2L * id.length());
        stack.push(handler.persistent(new Text(id), at));
      }
      case 'Q' -> stack.push(handler.persistent(stack.pop(), at));
      case 'R' -> {
        List<PickleValue> parts = stack.take(2);
        call(Call.Kind.CALL, parts.getFirst(), parts.getLast(), null, at);
      }
      case 0x81 -> {
        List<PickleValue> parts = stack.take(2);
        call(Call.Kind.CONSTRUCT, parts.getFirst(), parts.getLast(), null, at);
      }
      case 0x92 -> {
        List<PickleValue> parts = stack.take(3);
        call(Call.Kind.CONSTRUCT, parts.getFirst(), parts.get(1), parts.getLast(), at);
      }
      case 'i' -> {
        PickleValue callable =
            global(utf8(in.line("a module's name")), utf8(in.line("a name")), at);
        call(Call.Kind.CALL, callable, Sequence.tuple(stack.takeToMark()), null, at);
      }
      case 'o' -> {
        List<PickleValue> parts = stack.takeToMark();
        if (parts.isEmpty()) throw in.error("an object without its class");
        List<PickleValue> arguments = new ArrayList<>(parts.subList(1, parts.size()));
        call(Call.Kind.CALL, parts.getFirst(), Sequence.tuple(arguments), null, at);
      }
      case 'b' -> build(stack.pop(), at);
      case 0x97, 0x98 -> throw in.error("a buffer outside the pickle, which no file can hold");
      default -> throw in.error(String.format("no pickle opcode is 0x%02x", opcode));
    }
  }

  private Sequence sequence(Sequence.Kind kind, List<PickleValue> items) {
    spend(CONTAINER + (long) ITEM * items.size());
    return new Sequence(kind, items);
  }

  private Dict dict(List<PickleValue> pairs) {
    spend(CONTAINER);
    Dict dict = new Dict();
    putAll(dict, pairs);
    return dict;
  }

  private void putAll(List<PickleValue> pairs) {
    switch (stack.top()) {
      case Dict dict -> putAll(dict, pairs);
      case Call call -> {
        spend(CONTAINER);
        putAll(call.putInto(), pairs);
      }
      default -> throw in.error("items are put into something that is no dict");
    }
  }

  private void putAll(Dict dict, List<PickleValue> pairs) {
    if (pairs.size() % 2 != 0) throw in.error("a key without a value");
    spend((long) ENTRY * pairs.size() / 2);
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i) instanceof Data key) {
        spend(2 * Math.min(key.bytes().size(), PickleDict.MAX_DATA_KEY));
      }
      dict.put(pairs.get(i), pairs.get(i + 1));
    }
  }

  private void append(List<PickleValue> items, Sequence.Kind kind) {
    spend((long) ITEM * items.size());
    PickleValue target = stack.top();
    if (target instanceof Sequence sequence && sequence.kind() == kind) sequence.addAll(items);
    else if (target instanceof Call call) call.append(items);
    else
      throw in.error(
          "items are added to something that is no " + kind.name().toLowerCase(Locale.ROOT));
  }

  private void call(
      Call.Kind kind,
      PickleValue callable,
      PickleValue arguments,
      @Nullable PickleValue keywords,
      long at) {
    if (!(arguments instanceof Sequence tuple) || tuple.kind() != Sequence.Kind.TUPLE) {
      throw in.error("a call whose arguments are no tuple");
    }
    spend(CONTAINER);
    Call call = new Call(kind, callable, tuple, keywords);
    handler.called(call, at);
    stack.push(call);
  }

  private void build(PickleValue state, long at) {
    spend(ITEM);
    PickleValue target = stack.top();
    if (!(target instanceof Call call)) handler.changed(target, state, at);
    else if (call.states().size() < MAX_STATES) {
      call.build(state);
      long embedded = handler.embedded(call, in.position());
      if (embedded >= 0) {
        spend(DATA);
        call.build(new Data(in.embedded(embedded), Data.Kind.BYTES));
      }
    } else throw in.error("an object whose state is set more than " + MAX_STATES + " times");
  }

  private Global global(String module, String name, long at) {
    if (module.length() > MAX_NAME || name.length() > MAX_NAME) {
      throw in.error("a name of more than " + MAX_NAME + " characters");
    }
    spend(2L * (module.length() + name.length()) + 2 * VALUE);
    Global global = new Global(module, name);
    handler.named(global, at);
    return global;
  }

  private String name(PickleValue value) {
    String name = PickleValue.text(value, MAX_NAME);
    if (name == null) throw in.error("a name that is no text, or too long");
    return name;
  }

  private static String utf8(String line) {
    return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private PickleValue extension(int code, long at) {
    return global("copyreg", "extension " + Integer.toUnsignedString(code), at);
  }

  private void requireProtocol(int protocol) {
    if (protocol > MAX_PROTOCOL) {
      throw in.error("pickle protocol " + protocol + ", at most " + MAX_PROTOCOL + " is read");
    }
  }

  private void spend(long bytes) {
    heap -= bytes;
    if (heap < 0) throw in.error("the pickle holds more than " + most + " bytes of values");
  }
}
