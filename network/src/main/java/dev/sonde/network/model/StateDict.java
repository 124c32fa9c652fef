package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.layer.Cell;
import dev.sonde.tensor.Shape;
import java.util.Optional;

/**
 * The state dict of a built-in architecture, as PyTorch saves it: names and shapes say which. What
 * they do not say comes from {@link Hints}.
 */
record StateDict() implements ModelFile.Kind {

  @Override
  public Optional<ModelFile> read(Checkpoint file, Hints hints) {
    if (file.has("encoder.rnn.weight_hh_l0") && file.has("decoder.rnn.weight_hh_l0")) {
      return Optional.of(new ModelFile(sequences(file, hints), file));
    }
    if (file.has("rnn.weight_hh_l0") && file.has("fc.weight")) {
      return Optional.of(new ModelFile(RnnClassifier.like(file, plain(file, hints)), file));
    }
    return Optional.empty();
  }

  private static Seq2Seq sequences(Checkpoint file, Hints hints) {
    Cell cell = cell(file, "decoder.rnn", hints);
    int hidden = extent(file, "decoder.rnn.weight_hh_l0", 1);
    boolean sourceEmbedded = file.has("encoder.embedding.weight");
    boolean targetEmbedded = file.has("decoder.embedding.weight");
    int source =
        sourceEmbedded
            ? extent(file, "encoder.embedding.weight", 0)
            : extent(file, "encoder.rnn.weight_ih_l0", 1);
    int target = extent(file, "decoder.out.weight", 0);
    int start =
        hints
            .start()
            .orElseThrow(
                () ->
                    new CheckpointException(
                        file.path()
                            + ": a state dict does not say which symbol its decoder reads first;"
                            + " say which"));
    try {
      return new Seq2Seq(
          cell,
          source,
          sourceEmbedded ? extent(file, "encoder.embedding.weight", 1) : 0,
          target,
          targetEmbedded ? extent(file, "decoder.embedding.weight", 1) : 0,
          hidden,
          file.has("decoder.attention.method.mlp.weight"),
          start);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(file.path() + ": " + e.getMessage(), e);
    }
  }

  private static Cell cell(Checkpoint file, String layer, Hints hints) {
    Shape recurrent = matrix(file, layer + ".weight_hh_l0");
    long rows = recurrent.extent(0);
    long hidden = recurrent.extent(1);
    if (rows == 4 * hidden) return Cell.LSTM;
    if (rows == 3 * hidden) return Cell.GRU;
    if (rows == hidden) return plain(file, hints);
    throw new CheckpointException(
        file.path()
            + ": '"
            + layer
            + ".weight_hh_l0' has shape "
            + recurrent
            + ", of no recurrent cell: rows are 1 (plain), 3 (gru) or 4 (lstm) times columns");
  }

  /** Where shapes leave relu and tanh: the hint, or the one word of the two in the file's name. */
  private static Cell plain(Checkpoint file, Hints hints) {
    Shape recurrent =
        matrix(
            file, file.has("rnn.weight_hh_l0") ? "rnn.weight_hh_l0" : "decoder.rnn.weight_hh_l0");
    if (hints.plain().isPresent() || recurrent.extent(0) != recurrent.extent(1)) {
      return hints.plain().orElse(Cell.TANH);
    }
    String name = String.valueOf(file.path().getFileName());
    boolean relu = name.contains("relu");
    boolean tanh = name.contains("tanh");
    if (relu != tanh) return relu ? Cell.RELU : Cell.TANH;
    throw new CheckpointException(
        file.path() + ": its plain recurrent layer may be relu or tanh; say which");
  }

  private static int extent(Checkpoint file, String address, int axis) {
    return Math.toIntExact(matrix(file, address).extent(axis));
  }

  private static Shape matrix(Checkpoint file, String address) {
    Shape shape = file.tensor(address).shape();
    if (shape.rank() == 2 && shape.extent(0) > 0 && shape.extent(1) > 0) return shape;
    throw new CheckpointException(
        file.path() + ": '" + address + "' has shape " + shape + ", a matrix was expected");
  }
}
