package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.protobuf.Message;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.util.Map;

/** One model while it is read: its file, the data beside it, and what it has cost so far. */
final class Parsing {

  /**
   * More parts (nodes, names, attributes, tensors) than any model has. An empty part is two bytes
   * in the file and some fifty in memory, so a file of nothing else is a bomb.
   */
  private static final int MAX_PARTS = 4_000_000;

  /** Graphs in graphs (branches, loop bodies) and types in types. */
  static final int MAX_DEPTH = 32;

  private static final int MAX_VALUE = 16 << 20;

  private final String file;
  private final ExternalData external;
  private int parts;

  Parsing(Bytes bytes, ExternalData external) {
    this.file = bytes.name();
    this.external = external;
  }

  String file() {
    return file;
  }

  ExternalData external() {
    return external;
  }

  /** Counts one more part. */
  void count() {
    if (++parts > MAX_PARTS) {
      throw new CheckpointException(file + ": a model of more than " + MAX_PARTS + " parts");
    }
  }

  String name(Message field) {
    count();
    return field.text();
  }

  /** Refuses what is nested too deep to be a model. */
  void requireDepth(Message at, int depth) {
    if (depth > MAX_DEPTH) throw at.error("nested more than " + MAX_DEPTH + " deep");
  }

  /** Adds a {@code StringStringEntryProto} to {@code entries}. */
  void entry(Message entry, Map<String, String> entries) {
    count();
    String key = "";
    String value = "";
    while (entry.next()) {
      switch (entry.field()) {
        case 1 -> key = entry.text();
        case 2 -> value = entry.text(MAX_VALUE);
        default -> {}
      }
    }
    entries.put(key, value);
  }
}
