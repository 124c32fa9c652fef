package dev.sonde.network.model;

/** Models as messages call them. */
final class ModelWords {

  private ModelWords() {}

  /** What a file holds. */
  static String of(Model<?, ?> model) {
    return switch (model) {
      case GraphModel _, SingleGraph _ -> "an ONNX graph";
      case ProgramModel program -> "a program of " + program.executor().program().source();
      case SingleProgram program -> "a program of " + program.executor().program().source();
      case Seq2Seq _ -> "a sequence-to-sequence network";
      case RnnClassifier _ -> "a recurrent classifier";
      case FeedForward _ -> "a feed-forward network";
      case CifarResNet _ -> "a residual network";
      case PlainTransformer _ -> "a transformer";
      case SparseAutoencoder _ -> "a sparse autoencoder";
      default -> "a " + model.getClass().getSimpleName();
    };
  }

  /** What is expected, and by which tensors it is known. */
  static String expected(Class<?> type) {
    if (type == Seq2Seq.class) {
      return "a sequence-to-sequence network, as one of Sonde's own files, a PyTorch state dict"
          + " (encoder.rnn.*, decoder.rnn.*, decoder.out.*) or a Keras file: its encoder and"
          + " decoder are run step by step";
    }
    if (type == RnnClassifier.class) return "a recurrent classifier (rnn.*, fc.*)";
    if (type == FeedForward.class) return "a feed-forward network of Sonde's own";
    if (type == GraphModel.class) return "an ONNX graph";
    if (type == ProgramModel.class) return "a program, such as a .pt2 archive";
    return "a " + type.getSimpleName();
  }
}
