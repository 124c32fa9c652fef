package dev.sonde.study.guided;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.study.trial.Workplace;
import java.nio.file.Path;

/** The kept networks of other trials, and the task that all of a study share. */
record Models(Workplace place) {

  /** The name of the network with the least validation loss. */
  static final String BEST = "best";

  /** Where a study keeps its tasks, beside the trials. */
  static final String DATA = "data";

  /** The task with this digest. */
  LookupTask task(String digest) {
    return TaskFiles.read(place.store().folder().resolveSibling(DATA).resolve(digest));
  }

  /** The best network of the trial with this key. */
  Checkpoint best(String key) {
    return place.store().run(key).checkpoint(BEST);
  }

  /** The same, to run. */
  Network<Seq2Seq.Input, Seq2Seq.Output> network(String key) {
    Path file = place.store().run(key).checkpointFile(BEST);
    return Network.open(file, Seq2Seq.class);
  }
}
