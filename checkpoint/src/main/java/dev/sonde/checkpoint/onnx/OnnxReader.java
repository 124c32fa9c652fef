package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.protobuf.Message;
import dev.sonde.checkpoint.reader.Budget;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.reader.ModelFolder;

/**
 * Reads the constants of an ONNX model: initializers under their names, the values of {@code
 * Constant} nodes under the names of their outputs, in the main graph, in branches and loop bodies,
 * and in functions.
 *
 * <p>ONNX has no magic number, so recognition walks the fields of the outermost message and demands
 * that each is one of a model, of the right kind, to the file's last byte. Register it last.
 */
public final class OnnxReader implements CheckpointReader {

  /** Versions of the format go up by one a year; it is at 13. */
  private static final long MAX_IR_VERSION = 99;

  /** Operator sets, properties and functions; recognition gives up beyond. */
  private static final int MAX_FIELDS = 100_000;

  @Override
  public String format() {
    return "onnx";
  }

  @Override
  public boolean recognises(Source source) {
    return !source.isFolder() && source.bytes().size() > 4 && isModel(source.bytes());
  }

  private static boolean isModel(Bytes bytes) {
    Message message = Message.of(bytes, "ONNX model");
    boolean producer = false;
    boolean graph = false;
    int fields = 0;
    try {
      while (message.next()) {
        if (message.wire() != kind(message.field()) || ++fields > MAX_FIELDS) return false;
        switch (message.field()) {
          case 1 -> {
            if (message.varint() < 1 || message.varint() > MAX_IR_VERSION) return false;
          }
          case 2 -> {
            if (message.length() > 256) return false;
            producer = true;
          }
          case 7 -> graph = true;
          default -> {}
        }
      }
      return graph && bytes.u8(0) == 0x08;
    } catch (CheckpointException e) {
      // A model cut off in its graph: a version, a producer, then a graph longer than the file.
      return producer && message.field() == 7 && bytes.u8(0) == 0x08;
    }
  }

  /** How a field of {@code ModelProto} is written; −1 if there is none of this number. */
  private static int kind(int field) {
    return switch (field) {
      case 1, 5 -> Message.VARINT;
      case 2, 3, 4, 6, 7, 8, 14, 20, 25, 26 -> Message.LENGTH;
      default -> -1;
    };
  }

  @Override
  public Contents read(Source source) {
    OnnxModel model = OnnxModel.read(source.bytes(), ModelFolder.around(source.path()));
    Contents.Builder contents = new Contents.Builder(source.bytes().name());
    Budget budget = new Budget(source.bytes().name(), source.bytes().size());
    new OnnxConstants(contents, budget).addAll(model);
    OnnxMetadata.addTo(contents, model);
    return contents.build();
  }
}
