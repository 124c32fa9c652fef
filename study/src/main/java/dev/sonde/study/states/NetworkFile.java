package dev.sonde.study.states;

import dev.sonde.automata.Kind;
import dev.sonde.automata.Machine;
import dev.sonde.automata.MachineException;
import dev.sonde.automata.Words;
import dev.sonde.automata.construction.ConstructedRnn;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.OnnxClassifier;
import dev.sonde.network.model.RnnClassifier;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens files of recurrent classifiers: parameters {@code rnn.*} and {@code fc.*}, or {@code
 * rnn_layer.*} and {@code output_layer.*}, or ONNX graphs of such a classifier. Sizes and the kind
 * of gated cells follow from the shapes. What shapes leave open (relu or tanh, where the state
 * starts) is what the file says, or else what makes the network follow the machine best.
 */
public final class NetworkFile {

  private static final int TRIED = 1000;

  private NetworkFile() {}

  /**
   * Opens a network.
   *
   * @param machine that it was to learn, or null; plain cells are then taken for tanh unless the
   *     file or its name says relu
   * @throws CheckpointException if the file holds no such network, or it does not fit the machine's
   *     inputs
   */
  public static StateNetwork open(Path path, @Nullable Machine machine) {
    return open(path, String.valueOf(path.getFileName()), machine);
  }

  /**
   * Whether a file is of this kind alone: nothing stands before its recurrent layers, such as an
   * embedding, and one linear layer after them.
   */
  public static boolean recognises(Path path) {
    Checkpoint opened = Checkpoint.open(path);
    if (opened.format().equals("onnx")) {
      try {
        OnnxClassifier.read(path);
        return true;
      } catch (CheckpointException other) {
        return false;
      }
    }
    return opened.tensors().stream()
        .allMatch(t -> t.address().matches("(rnn|fc|rnn_layer|output_layer)\\..*"));
  }

  /**
   * As {@link #open(Path, Machine)}, of a file that was once called otherwise.
   *
   * @param called its first name, which may say relu or tanh
   */
  static StateNetwork open(Path path, String called, @Nullable Machine machine) {
    Checkpoint opened = Checkpoint.open(path);
    Checkpoint file = opened.format().equals("onnx") ? OnnxClassifier.read(path) : renamed(opened);
    RnnClassifier shapes = RnnClassifier.like(file, Cell.TANH);
    if (machine != null && machine.inputs().size() != shapes.inputs()) {
      throw new CheckpointException(
          "%s: the network reads %d inputs, machine '%s' has %d: %s"
              .formatted(
                  path,
                  shapes.inputs(),
                  machine.name(),
                  machine.inputs().size(),
                  machine.inputs()));
    }
    List<StartedRnn> candidates = candidates(file, called, shapes, machine);
    if (machine == null || candidates.size() == 1) return load(candidates.getFirst(), file);
    List<int[]> words = Words.uniform(TRIED, 1, 30, shapes.inputs(), 1);
    StateNetwork best = null;
    double most = -1;
    MachineException reason = null;
    for (StartedRnn candidate : candidates) {
      StateNetwork network = load(candidate, file);
      double share = -1;
      try {
        share = OutputOrder.of(network, machine, words).agreement();
      } catch (MachineException e) {
        reason = e; // what the file is not may overflow
      }
      if (share <= most) {
        network.close();
        continue;
      }
      if (best != null) best.close();
      best = network;
      most = share;
    }
    if (best == null) throw reason != null ? reason : new IllegalStateException("no candidate");
    return best;
  }

  /** What the file may be, the likeliest first. */
  private static List<StartedRnn> candidates(
      Checkpoint file, String called, RnnClassifier shapes, @Nullable Machine machine) {
    if (file.metadata().containsKey("cell")) {
      Cell cell =
          Cell.valueOf(file.metadata().getOrDefault("cell", "").toUpperCase(java.util.Locale.ROOT));
      return List.of(new StartedRnn(with(shapes, cell), StartedRnn.start(file.metadata())));
    }
    if (shapes.cell() != Cell.TANH) return List.of(StartedRnn.ofZero(shapes));
    StartedRnn tanh = StartedRnn.ofZero(shapes);
    StartedRnn relu = StartedRnn.ofZero(with(shapes, Cell.RELU));
    boolean saysRelu = called.contains("relu");
    List<StartedRnn> all = new ArrayList<>(saysRelu ? List.of(relu, tanh) : List.of(tanh, relu));
    if (machine != null && machine.kind() == Kind.DFA && shapes.layers() == 1) {
      long units = (machine.size() + 1L) * machine.inputs().size();
      if (units == shapes.hidden()) {
        all.add(new StartedRnn(shapes, list(new ConstructedRnn(machine, 1, 1).start())));
      }
    }
    return all;
  }

  static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) list.add(value);
    return list;
  }

  private static RnnClassifier with(RnnClassifier rnn, Cell cell) {
    return new RnnClassifier(
        cell, rnn.inputs(), rnn.hidden(), rnn.layers(), rnn.classes(), rnn.dropout());
  }

  static StateNetwork load(StartedRnn model, Checkpoint file) {
    return new StateNetwork(Network.load(model, file), model, file.path().toString());
  }

  /** A network that is a machine by construction; {@code tensors} may be noisy ones. */
  public static StateNetwork of(ConstructedRnn construction, List<Tensor> tensors) {
    Machine machine = construction.machine();
    RnnClassifier rnn =
        new RnnClassifier(Cell.TANH, machine.inputs().size(), construction.hidden(), 1, 2, 0);
    Checkpoint file = Checkpoint.of(Path.of("constructed"), tensors, Map.of());
    return load(new StartedRnn(rnn, list(construction.start())), file);
  }

  /** The file with the names that the engine gives. */
  private static Checkpoint renamed(Checkpoint file) {
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor tensor : file.tensors()) {
      String name =
          tensor
              .address()
              .replaceFirst("^rnn_layer\\.", "rnn.")
              .replaceFirst("^output_layer\\.", "fc.");
      tensors.add(tensor.named(name));
    }
    Checkpoint renamed = Checkpoint.of(file.path(), tensors, file.metadata());
    if (!renamed.has("rnn.weight_hh_l0") || !renamed.has("fc.weight")) {
      throw new CheckpointException(
          file.path()
              + ": no recurrent classifier of words: expected tensors rnn.weight_hh_l0 and"
              + " fc.weight (or rnn_layer.… and output_layer.…)");
    }
    return renamed;
  }
}
