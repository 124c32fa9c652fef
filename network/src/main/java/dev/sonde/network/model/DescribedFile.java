package dev.sonde.network.model;

import dev.sonde.checkpoint.Checkpoint;
import java.util.Optional;

/** A file that {@link Network#save} wrote: its metadata describe the model. */
record DescribedFile() implements ModelFile.Kind {

  @Override
  public Optional<ModelFile> read(Checkpoint file, Hints hints) {
    if (!file.metadata().containsKey("model")) return Optional.empty();
    return Optional.of(new ModelFile(Described.model(file), file));
  }
}
