package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.program.keras.KerasProgram;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Keras file. One whose {@code model_config} is encoder LSTM → decoder LSTM → dense softmax,
 * symbols one-hot on both sides, is a {@link Seq2Seq}, which can be run freely: Keras computes an
 * LSTM as PyTorch does, its gates i, f, c, o being i, f, g, o, with one bias instead of two and its
 * matrices transposed. Any other is a {@link KerasProgram}.
 */
record KerasFile() implements ModelFile.Kind {

  @Override
  public Optional<ModelFile> read(Checkpoint file, Hints hints) {
    String config = file.metadata().get("model_config");
    if (config == null) {
      // Weights alone: of a network that is known by its layers' names.
      return file.format().startsWith("keras") ? program(file, hints) : Optional.empty();
    }
    return KerasGraph.of(file.path(), config)
        .pair()
        .map(pair -> sequences(file, pair, hints))
        .or(() -> program(file, hints));
  }

  private static Optional<ModelFile> program(Checkpoint file, Hints hints) {
    return KerasProgram.read(file).map(program -> ProgramFile.of(file.path(), program, hints));
  }

  private static ModelFile sequences(Checkpoint file, KerasGraph.Pair pair, Hints hints) {
    KerasGraph.Layer encoder = pair.encoder();
    KerasGraph.Layer decoder = pair.decoder();
    KerasGraph.Layer dense = pair.readout();
    int hidden = units(file, decoder);
    if (units(file, encoder) != hidden) {
      throw new CheckpointException(
          file.path()
              + ": its encoder has "
              + units(file, encoder)
              + " units and its decoder "
              + hidden
              + "; the state of one cannot start the other");
    }
    List<Tensor> renamed = new ArrayList<>();
    recurrent(file, encoder, "encoder.rnn", renamed);
    recurrent(file, decoder, "decoder.rnn", renamed);
    renamed.add(matrix(file, dense.name() + "/kernel").transpose(1, 0).named("decoder.out.weight"));
    renamed.add(file.tensor(dense.name() + "/bias").named("decoder.out.bias"));
    int start =
        hints
            .start()
            .orElseThrow(
                () ->
                    new CheckpointException(
                        file.path()
                            + ": a Keras file does not say which symbol its decoder reads first;"
                            + " say which"));
    Seq2Seq model;
    try {
      int source = symbols(file, encoder);
      model = new Seq2Seq(Cell.LSTM, source, 0, symbols(file, decoder), 0, hidden, false, start);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(file.path() + ": " + e.getMessage(), e);
    }
    return new ModelFile(model, Checkpoint.of(file.path(), renamed, Map.of()));
  }

  private static int units(Checkpoint file, KerasGraph.Layer layer) {
    Shape shape = file.tensor(layer.name() + "/recurrent_kernel").shape();
    if (shape.rank() == 2 && shape.extent(1) == 4 * shape.extent(0)) {
      return Math.toIntExact(shape.extent(0));
    }
    throw new CheckpointException(
        file.path()
            + ": '"
            + layer.name()
            + "/recurrent_kernel' has shape "
            + shape
            + ", an LSTM's is [units, 4·units]");
  }

  private static void recurrent(
      Checkpoint file, KerasGraph.Layer layer, String name, List<Tensor> renamed) {
    renamed.add(
        matrix(file, layer.name() + "/kernel").transpose(1, 0).named(name + ".weight_ih_l0"));
    renamed.add(
        matrix(file, layer.name() + "/recurrent_kernel")
            .transpose(1, 0)
            .named(name + ".weight_hh_l0"));
    Tensor bias = file.tensor(layer.name() + "/bias");
    renamed.add(bias.named(name + ".bias_ih_l0"));
    float[] none = new float[Math.toIntExact(bias.count())];
    renamed.add(Tensor.ofFloats(name + ".bias_hh_l0", bias.shape(), none));
  }

  private static int symbols(Checkpoint file, KerasGraph.Layer layer) {
    return Math.toIntExact(matrix(file, layer.name() + "/kernel").shape().extent(0));
  }

  private static Tensor matrix(Checkpoint file, String address) {
    Tensor tensor = file.tensor(address);
    if (tensor.shape().rank() == 2) return tensor;
    throw new CheckpointException(
        file.path()
            + ": '"
            + address
            + "' has shape "
            + tensor.shape()
            + ", a matrix was expected");
  }
}
