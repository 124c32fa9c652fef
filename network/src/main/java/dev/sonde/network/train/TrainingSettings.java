package dev.sonde.network.train;

/**
 * How a network is trained. All of it is in the provenance of what comes out.
 *
 * @param epochs at most this many
 * @param batchSize examples per step
 * @param clipNorm longest gradient over all parameters; 0: as it comes
 * @param seed of shuffling and dropout
 * @param evaluateEvery steps between evaluations; 0: at the end of each epoch
 * @param monitor the metric by which the best are kept
 * @param keepBest how many of the best evaluated networks are kept; 0: none
 * @param keepEvery epochs between kept networks; 0: none, 1: each
 * @param saveEvery steps between saved states, for resuming after a kill; 0: at each epoch's end
 */
public record TrainingSettings(
    Optimiser optimiser,
    int epochs,
    int batchSize,
    double clipNorm,
    long seed,
    int evaluateEvery,
    Monitor monitor,
    int keepBest,
    int keepEvery,
    int saveEvery) {

  public TrainingSettings {
    if (epochs < 1) throw new IllegalArgumentException(epochs + " epochs; at least 1");
    if (batchSize < 1) throw new IllegalArgumentException("batches of " + batchSize);
    if (clipNorm < 0) throw new IllegalArgumentException("clipping at norm " + clipNorm);
  }

  /** Ten epochs of Adam at 10⁻³, batches of 32, the best by loss and the last kept. */
  public static TrainingSettings defaults() {
    return new TrainingSettings(
        Optimiser.Adam.of(1e-3), 10, 32, 0, 0, 0, new Monitor("loss", true), 1, 0, 0);
  }

  public TrainingSettings optimiser(Optimiser other) {
    return new TrainingSettings(
        other,
        epochs,
        batchSize,
        clipNorm,
        seed,
        evaluateEvery,
        monitor,
        keepBest,
        keepEvery,
        saveEvery);
  }

  public TrainingSettings epochs(int other) {
    return new TrainingSettings(
        optimiser,
        other,
        batchSize,
        clipNorm,
        seed,
        evaluateEvery,
        monitor,
        keepBest,
        keepEvery,
        saveEvery);
  }

  public TrainingSettings batchSize(int other) {
    return new TrainingSettings(
        optimiser,
        epochs,
        other,
        clipNorm,
        seed,
        evaluateEvery,
        monitor,
        keepBest,
        keepEvery,
        saveEvery);
  }

  public TrainingSettings clipNorm(double other) {
    return new TrainingSettings(
        optimiser,
        epochs,
        batchSize,
        other,
        seed,
        evaluateEvery,
        monitor,
        keepBest,
        keepEvery,
        saveEvery);
  }

  public TrainingSettings seed(long other) {
    return new TrainingSettings(
        optimiser,
        epochs,
        batchSize,
        clipNorm,
        other,
        evaluateEvery,
        monitor,
        keepBest,
        keepEvery,
        saveEvery);
  }

  /** Evaluates every so many steps (0: each epoch) and keeps the {@code best} by a metric. */
  public TrainingSettings evaluate(int everySteps, Monitor by, int best) {
    return new TrainingSettings(
        optimiser, epochs, batchSize, clipNorm, seed, everySteps, by, best, keepEvery, saveEvery);
  }

  public TrainingSettings keepEvery(int everyEpochs) {
    return new TrainingSettings(
        optimiser,
        epochs,
        batchSize,
        clipNorm,
        seed,
        evaluateEvery,
        monitor,
        keepBest,
        everyEpochs,
        saveEvery);
  }

  public TrainingSettings saveEvery(int everySteps) {
    return new TrainingSettings(
        optimiser,
        epochs,
        batchSize,
        clipNorm,
        seed,
        evaluateEvery,
        monitor,
        keepBest,
        keepEvery,
        everySteps);
  }
}
