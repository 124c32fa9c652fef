package dev.sonde.network.train;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.layer.Parameter;
import dev.sonde.network.model.Network;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the next step depends on, in one file: weights, moments, position, history. What
 * is random is a function of seed and position, so no generator has a state to save.
 */
record SavedState(Path file, String fingerprint) {

  /** Where a training stands. */
  record Position(
      int epoch,
      int batch,
      double lossSum,
      long lossCount,
      boolean over,
      List<Evaluation> history) {}

  void save(Network<?, ?> network, Update update, Position position) throws IOException {
    List<Tensor> tensors = new ArrayList<>(network.parameters().toTensors());
    tensors.addAll(update.toTensors());
    Map<String, String> metadata = new LinkedHashMap<>(update.metadata());
    metadata.put("fingerprint", fingerprint);
    metadata.put("epoch", String.valueOf(position.epoch()));
    metadata.put("batch", String.valueOf(position.batch()));
    metadata.put("loss_sum", String.valueOf(position.lossSum()));
    metadata.put("loss_count", String.valueOf(position.lossCount()));
    metadata.put("over", String.valueOf(position.over()));
    metadata.put(
        "history", String.join("\n", position.history().stream().map(Evaluation::toLine).toList()));
    Checkpoint.of(file, tensors, metadata).write(file);
  }

  /**
   * Puts network and optimiser where they were.
   *
   * @return empty if nothing was saved
   * @throws TrainingException if the file is of another training
   */
  Optional<Position> restore(Network<?, ?> network, Update update) {
    if (!Files.exists(file)) return Optional.empty();
    Checkpoint saved = Checkpoint.open(file);
    Map<String, String> metadata = saved.metadata();
    if (!fingerprint.equals(metadata.get("fingerprint"))) {
      throw new TrainingException(
          file
              + ": saved by a training with other settings ("
              + metadata.get("fingerprint")
              + "), this one has "
              + fingerprint
              + "; use another folder");
    }
    List<Tensor> own =
        network.parameters().all().stream().map(Parameter::name).map(saved::tensor).toList();
    network.parameters().load(Checkpoint.of(file, own, Map.of()));
    update.restore(saved);
    String history = metadata.getOrDefault("history", "");
    return Optional.of(
        new Position(
            Integer.parseInt(metadata.getOrDefault("epoch", "")),
            Integer.parseInt(metadata.getOrDefault("batch", "")),
            Double.parseDouble(metadata.getOrDefault("loss_sum", "")),
            Long.parseLong(metadata.getOrDefault("loss_count", "")),
            Boolean.parseBoolean(metadata.get("over")),
            history.isEmpty() ? List.of() : history.lines().map(Evaluation::parse).toList()));
  }
}
