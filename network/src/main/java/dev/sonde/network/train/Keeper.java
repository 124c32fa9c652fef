package dev.sonde.network.train;

import dev.sonde.network.model.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The checkpoints of a training: {@code epoch-0003.safetensors}, {@code
 * best-step-000200.safetensors}.
 */
final class Keeper {

  private final Path folder;
  private final TrainingSettings settings;
  private final List<Evaluation> best = new ArrayList<>();

  Keeper(Path folder, TrainingSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** Takes up the list of the best from the evaluations so far. */
  void restore(List<Evaluation> history) {
    for (Evaluation evaluation : history) {
      rank(evaluation);
      if (best.size() > settings.keepBest()) best.removeLast();
    }
  }

  /** Where an evaluation stands among the best; −1 if it is not among them. */
  private int rank(Evaluation evaluation) {
    int place = 0;
    while (place < best.size() && !settings.monitor().better(evaluation, best.get(place))) place++;
    if (place >= settings.keepBest()) return -1;
    best.add(place, evaluation);
    return place;
  }

  void evaluated(Network<?, ?> network, Evaluation evaluation) throws IOException {
    if (settings.keepBest() == 0) return;
    if (rank(evaluation) < 0) return;
    save(network, path(evaluation), evaluation.step(), evaluation.epoch());
    while (best.size() > settings.keepBest()) Files.deleteIfExists(path(best.removeLast()));
  }

  void epochEnded(Network<?, ?> network, int epoch, long step) throws IOException {
    if (settings.keepEvery() == 0 || epoch % settings.keepEvery() != 0) return;
    save(network, epoch(epoch), step, epoch);
  }

  /** The network before training, as epoch 0. */
  void began(Network<?, ?> network) throws IOException {
    if (settings.keepEvery() > 0) save(network, epoch(0), 0, 0);
  }

  void ended(Network<?, ?> network, int epoch, long step) throws IOException {
    save(network, folder.resolve("last.safetensors"), step, epoch);
  }

  List<Path> best() {
    return best.stream().map(this::path).toList();
  }

  private Path epoch(int epoch) {
    return folder.resolve(String.format(Locale.ROOT, "epoch-%04d.safetensors", epoch));
  }

  private Path path(Evaluation evaluation) {
    return folder.resolve(
        String.format(Locale.ROOT, "best-step-%06d.safetensors", evaluation.step()));
  }

  private static void save(Network<?, ?> network, Path path, long step, int epoch)
      throws IOException {
    network.save(path, Map.of("step", String.valueOf(step), "epoch", String.valueOf(epoch)));
  }
}
