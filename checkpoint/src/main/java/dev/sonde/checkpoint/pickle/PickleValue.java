package dev.sonde.checkpoint.pickle;

import dev.sonde.checkpoint.reader.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle holds, as inert data. Scalars compare by value; everything that can hold other
 * values ({@link Sequence}, {@link Dict}, {@link Call}, {@link Persistent}) compares by identity,
 * since a hostile pickle may be cyclic or share one part exponentially often.
 */
public sealed interface PickleValue {

  /** Python's {@code None}. */
  record None() implements PickleValue {
    static final None NONE = new None();
  }

  record Bool(boolean value) implements PickleValue {}

  record Int(long value) implements PickleValue {}

  /** An integer beyond 64 bits; at most {@link PickleMachine#MAX_INTEGER_BYTES} long. */
  record BigInt(BigInteger value) implements PickleValue {}

  record Real(double value) implements PickleValue {}

  record Text(String value) implements PickleValue {}

  /** Bytes of the file, not copied: Python's bytes types, and text too long to be a name. */
  record Data(Bytes bytes, Data.Kind kind) implements PickleValue {
    public enum Kind {
      BYTES,
      BYTEARRAY,
      /** A Python 2 string: bytes or text, nobody knows. */
      STRING,
      /** UTF-8 text. */
      TEXT
    }
  }

  /** The name of a class, function or value that a Python would import. */
  record Global(String module, String name) implements PickleValue {

    /** The global that Python writes as {@code module.name}; the name itself has no dot. */
    public static Global of(String dotted) {
      int dot = dotted.lastIndexOf('.');
      return new Global(dotted.substring(0, dot), dotted.substring(dot + 1));
    }

    @Override
    public String toString() {
      return module + "." + name;
    }
  }

  /** What stands outside the pickle (in PyTorch: a storage), under an identifier. */
  final class Persistent implements PickleValue {
    private final PickleValue id;

    public Persistent(PickleValue id) {
      this.id = id;
    }

    public PickleValue id() {
      return id;
    }
  }

  /** A list, tuple or set. */
  final class Sequence implements PickleValue {
    public enum Kind {
      LIST,
      TUPLE,
      SET,
      FROZENSET
    }

    private final Sequence.Kind kind;
    private final List<PickleValue> items;

    /** Of these items, which are not copied. */
    public Sequence(Sequence.Kind kind, List<PickleValue> items) {
      this.kind = kind;
      this.items = items;
    }

    /** A tuple of these items, which are not copied. */
    static Sequence tuple(List<PickleValue> items) {
      return new Sequence(Sequence.Kind.TUPLE, items);
    }

    public Sequence.Kind kind() {
      return kind;
    }

    public List<PickleValue> items() {
      return Collections.unmodifiableList(items);
    }

    void addAll(List<PickleValue> more) {
      items.addAll(more);
    }
  }

  /** A dict; see {@link PickleDict}, whose keys behave as Python's. */
  final class Dict extends PickleDict implements PickleValue {}

  /**
   * A call that was not made, standing for the object that Python would have got from it, with all
   * that the pickle then put into the object.
   */
  final class Call implements PickleValue {
    /** How the object would come to be. */
    public enum Kind {
      /** {@code callable(*arguments)}: any code at all. */
      CALL,
      /** {@code cls.__new__(cls, *arguments)}: an object of a class. */
      CONSTRUCT
    }

    private final Call.Kind kind;
    private final PickleValue callable;
    private final Sequence arguments;
    private final @Nullable PickleValue keywords;
    private List<PickleValue> states = List.of();
    private List<PickleValue> items = List.of();
    private @Nullable Dict entries;

    public Call(
        Call.Kind kind, PickleValue callable, Sequence arguments, @Nullable PickleValue keywords) {
      this.kind = kind;
      this.callable = callable;
      this.arguments = arguments;
      this.keywords = keywords;
    }

    public Call.Kind kind() {
      return kind;
    }

    /** What is called: a {@link Global}, or anything else that the pickle left there. */
    public PickleValue callable() {
      return callable;
    }

    public List<PickleValue> arguments() {
      return arguments.items();
    }

    /** Keyword arguments, a {@link Dict} in honest pickles. */
    public @Nullable PickleValue keywords() {
      return keywords;
    }

    /** What {@code __setstate__} was to get, in order; usually one {@link Dict} of attributes. */
    public List<PickleValue> states() {
      return Collections.unmodifiableList(states);
    }

    /** What was appended to the object. */
    public List<PickleValue> items() {
      return Collections.unmodifiableList(items);
    }

    /** What was put into the object by key. */
    public @Nullable Dict entries() {
      return entries;
    }

    /** Whether this is {@code module.name(…)}. */
    public boolean isOf(String module, String name) {
      return callable instanceof Global global
          && global.module().equals(module)
          && global.name().equals(name);
    }

    void build(PickleValue state) {
      if (states.isEmpty()) states = new ArrayList<>(1);
      states.add(state);
    }

    void append(List<PickleValue> more) {
      if (items.isEmpty()) items = new ArrayList<>(more.size());
      items.addAll(more);
    }

    Dict putInto() {
      if (entries == null) entries = new Dict();
      return entries;
    }
  }

  /** The characters of a text or Python 2 string up to {@code limit}, or null if it is neither. */
  static @Nullable String text(PickleValue value, int limit) {
    return switch (value) {
      case Text text -> text.value().length() <= limit ? text.value() : null;
      case Data data when data.kind() == Data.Kind.STRING || data.kind() == Data.Kind.TEXT ->
          data.bytes().size() <= limit
              ? data.bytes().text(0, data.bytes().size(), limit, StandardCharsets.UTF_8, "a text")
              : null;
      default -> null;
    };
  }
}
