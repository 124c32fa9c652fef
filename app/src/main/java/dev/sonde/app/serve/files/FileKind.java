package dev.sonde.app.serve.files;

/** What a file or folder is, as far as it decides what can be asked of it. */
public enum FileKind {
  /** Weights. */
  CHECKPOINT,
  /** Weights and how they are used: it runs. */
  NETWORK,
  /** A language model with its settings and vocabulary. */
  TRANSFORMER,
  /** What was kept of a training. */
  RUN,
  /** A run that grows by trials. */
  STUDY,
  /** Inputs, labels, vectors or texts. */
  DATA,
  UNKNOWN
}
