package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.layer.Cell;
import java.util.Locale;

/** A checkpoint's own description of its model, read with errors that name the file. */
record Described(Checkpoint file) {

  /** Above any width or number of layers; sizes made of them fit in a long. */
  private static final int MOST = 1 << 20;

  /** The model that a file written by {@link Network#save} describes. */
  static Model<?, ?> model(Checkpoint file) {
    Described by = new Described(file);
    try {
      return switch (by.text("model")) {
        case "rnn-classifier" -> RnnClassifier.of(by);
        case "seq2seq" -> Seq2Seq.of(by);
        case "feed-forward" -> FeedForward.of(by);
        case "cifar-resnet" -> CifarResNet.of(by);
        case PlainTransformer.KIND -> PlainTransformer.of(by);
        case SparseAutoencoder.KIND -> SparseAutoencoder.of(by);
        default ->
            throw new CheckpointException(
                file.path() + ": describes an unknown model '" + by.text("model") + "'");
      };
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          file.path() + ": the description of its model is damaged: " + e.getMessage(), e);
    }
  }

  String text(String name) {
    String value = file.metadata().get(name);
    if (value == null) {
      throw new CheckpointException(
          file.path() + ": does not describe its model (no '" + name + "'); say which it is");
    }
    return value;
  }

  int integer(String name) {
    int value = Integer.parseInt(text(name));
    if (value >= 0 && value <= MOST) return value;
    throw new IllegalArgumentException("'" + name + "' is " + value + ", from 0 to " + MOST);
  }

  double number(String name) {
    return Double.parseDouble(text(name));
  }

  Cell cell() {
    return Cell.valueOf(text("cell").toUpperCase(Locale.ROOT));
  }
}
