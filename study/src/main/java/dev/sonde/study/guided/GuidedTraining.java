package dev.sonde.study.guided;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.train.StopRule;
import dev.sonde.network.train.Trainer;
import dev.sonde.network.train.TrainingResult;
import dev.sonde.study.trial.KeptNetworks;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Workplace;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One training of one network, whatever it starts from: weights drawn at random, transplanted and
 * frozen, or pruned. Taken up where it was killed.
 */
record GuidedTraining(Recipe recipe, LookupTask task, boolean guided, long seed) {

  /**
   * Trains, leaves the network with the weights of least validation loss, and keeps these.
   *
   * @throws TrialInterrupted if it was told to stop; the state is saved
   */
  TrainingResult train(Network<Seq2Seq.Input, Seq2Seq.Output> network, Workplace place)
      throws IOException {
    Guidance guidance = new Guidance(network, task, guided);
    TrainingResult result =
        KeptNetworks.finish(
            new Trainer(network, guidance, recipe.training(seed), StopRule.never()), place);
    network.parameters().load(Checkpoint.open(result.best().getFirst()));
    network.save(
        place.checkpoints().resolve(Models.BEST + ".safetensors"),
        Map.of("guided", String.valueOf(guided), "seed", String.valueOf(seed)));
    if (recipe.keepEvery() > 0) KeptNetworks.publish(place, UnaryOperator.identity());
    return result;
  }
}
