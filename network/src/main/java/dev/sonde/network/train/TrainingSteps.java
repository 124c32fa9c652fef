package dev.sonde.network.train;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.pause.Stand;
import dev.sonde.checkpoint.pause.Steps;
import dev.sonde.network.layer.Parameter;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Seeds;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Generator;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The steps of one training. Where it stands is everything that the next step depends on: weights,
 * moments, position, history. What is random is a function of seed and position, so no generator
 * has a state to keep.
 */
final class TrainingSteps implements Steps {

  private final Network<?, ?> network;
  private final Objective objective;
  private final TrainingSettings settings;
  private final StopRule stop;
  private final Generator generator;
  private final Update update;
  private final Keeper keeper;
  private final TrainingListener listener;

  private int epoch;
  private int batch;
  private double lossSum;
  private long lossCount;
  private boolean over;
  private boolean due;
  private List<int[]> batches = List.of();
  private final List<Evaluation> history = new ArrayList<>();

  TrainingSteps(
      Network<?, ?> network,
      Objective objective,
      TrainingSettings settings,
      StopRule stop,
      Generator generator,
      Update update,
      Keeper keeper,
      TrainingListener listener) {
    this.network = network;
    this.objective = objective;
    this.settings = settings;
    this.stop = stop;
    this.generator = generator;
    this.update = update;
    this.keeper = keeper;
    this.listener = listener;
  }

  /** Begins, or puts network and optimiser where they were. */
  TrainingSteps from(Optional<Stand> stand) throws IOException {
    if (stand.isPresent()) restore(stand.get());
    keeper.restore(history);
    if (stand.isEmpty()) keeper.began(network);
    return this;
  }

  private void restore(Stand stand) {
    List<Tensor> own =
        network.parameters().all().stream().map(Parameter::name).map(stand::array).toList();
    network.parameters().load(Checkpoint.of(Path.of("state"), own, Map.of()));
    update.restore(stand);
    stand.word("history").lines().map(Evaluation::parse).forEach(history::add);
    epoch = stand.integer("epoch");
    batch = stand.integer("batch");
    lossSum = stand.number("loss_sum");
    lossCount = stand.whole("loss_count");
    over = Boolean.parseBoolean(stand.word("over"));
    if (epoch < 0 || batch < 0) throw new IllegalArgumentException("before the first batch");
    if (ended()) return;
    beginEpoch();
    if (batch > 0 && batch >= batches.size()) {
      throw new IllegalArgumentException("batch " + batch + " of " + batches.size());
    }
  }

  @Override
  public Stand stand() {
    List<Tensor> tensors = new ArrayList<>(network.parameters().toTensors());
    tensors.addAll(update.toTensors());
    Map<String, String> words = new TreeMap<>(update.metadata());
    words.put("epoch", String.valueOf(epoch));
    words.put("batch", String.valueOf(batch));
    words.put("loss_sum", String.valueOf(lossSum));
    words.put("loss_count", String.valueOf(lossCount));
    words.put("over", String.valueOf(over));
    words.put("history", String.join("\n", history.stream().map(Evaluation::toLine).toList()));
    return new Stand(words, tensors);
  }

  @Override
  public boolean ended() {
    return over || epoch >= settings.epochs();
  }

  /** After each epoch, and as often within as the settings say. */
  @Override
  public boolean due() {
    return due;
  }

  @Override
  public void step() throws IOException {
    if (batches.isEmpty()) beginEpoch();
    if (batches.isEmpty()) {
      endEpoch(true);
      return;
    }
    double loss = step(batches.get(batch++));
    listener.stepped(update.steps(), (long) batches.size() * settings.epochs(), loss);
    boolean last = batch == batches.size();
    if (evaluates(last)) evaluate();
    due = settings.saveEvery() > 0 && update.steps() % settings.saveEvery() == 0;
    if (last || over) endEpoch(last);
  }

  private void beginEpoch() {
    objective.epoch(epoch);
    batches = Batches.of(objective, settings.batchSize(), settings.seed(), epoch);
  }

  private void endEpoch(boolean whole) throws IOException {
    if (whole) {
      epoch++;
      batch = 0;
      batches = List.of();
      keeper.epochEnded(network, epoch, update.steps());
    }
    over |= epoch == settings.epochs();
    if (over) keeper.ended(network, epoch, update.steps());
    due = true;
  }

  private boolean evaluates(boolean epochEnds) {
    int every = settings.evaluateEvery();
    return every > 0 ? update.steps() % every == 0 : epochEnds;
  }

  private double step(int[] examples) {
    generator.seed(Seeds.mix(Seeds.mix(settings.seed(), "dropout"), update.steps()));
    try (Pass pass = network.train(generator)) {
      Array loss = objective.loss(pass, examples);
      double value = loss.item();
      if (Double.isNaN(value)) {
        throw new TrainingException(
            "the loss is not a number at step " + update.steps() + "; try a smaller rate");
      }
      update.step(pass.backward(loss));
      lossSum += value;
      lossCount++;
      return value;
    }
  }

  private void evaluate() throws IOException {
    Evaluation evaluation =
        new Evaluation(update.steps(), epoch + 1, lossSum / lossCount, objective.evaluate());
    lossSum = 0;
    lossCount = 0;
    history.add(evaluation);
    keeper.evaluated(network, evaluation);
    listener.evaluated(evaluation);
    over = stop.stop(history);
  }

  TrainingResult result(boolean finished) {
    boolean early = over && epoch < settings.epochs();
    return new TrainingResult(finished, early, update.steps(), epoch, history, keeper.best());
  }
}
