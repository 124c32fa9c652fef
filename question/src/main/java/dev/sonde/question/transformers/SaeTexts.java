package dev.sonde.question.transformers;

import dev.sonde.network.layer.Seeds;
import dev.sonde.network.text.Sampling;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Generation;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The texts for a dictionary as token ids, cut into pieces; every tenth piece is held out.
 *
 * @param training token ids of the pieces to train on
 * @param held token ids of the held-out pieces
 */
record SaeTexts(List<int[]> training, List<int[]> held) {

  private static final int HELD = 10;
  private static final long MOST_BYTES = 256L << 20;

  static SaeTexts of(SaeSettings settings, Transformer model, Work work) throws IOException {
    Tokenizer tokenizer = ModelSettings.tokenizer(model);
    int context = Math.min(settings.context(), model.architecture().sizes().context());
    List<int[]> pieces = new ArrayList<>();
    Path file = settings.texts();
    if (file == null) {
      pieces.addAll(written(settings, model, tokenizer, context, work));
    } else {
      for (String line : lines(file)) {
        int[] ids = tokenizer.encode(line);
        for (int at = 0; at < ids.length; at += context) {
          int[] piece = Arrays.copyOfRange(ids, at, Math.min(ids.length, at + context));
          if (piece.length >= 2) pieces.add(piece);
        }
      }
    }
    if (pieces.size() < HELD) {
      throw new QuestionException(
          "%s: %d pieces of two tokens or more; at least %d are needed, because one in ten is held out"
              .formatted(file == null ? model.path() : file, pieces.size(), HELD));
    }
    List<int[]> training = new ArrayList<>();
    List<int[]> held = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      (i % HELD == HELD - 1 ? held : training).add(pieces.get(i));
    }
    return new SaeTexts(training, held);
  }

  private static List<String> lines(Path file) throws IOException {
    if (!Files.isRegularFile(file)) throw new QuestionException(file + ": not a file");
    if (Files.size(file) > MOST_BYTES) {
      throw new QuestionException(
          "%s: %d bytes of text; at most %d".formatted(file, Files.size(file), MOST_BYTES));
    }
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new QuestionException(file + ": not UTF-8 text");
    }
  }

  /** Sampled at temperature 1 from the model's begin-of-text token. */
  private static List<int[]> written(
      SaeSettings settings, Transformer model, Tokenizer tokenizer, int context, Work work) {
    int[] beginning = tokenizer.encode("");
    if (beginning.length == 0) beginning = tokenizer.encode("The");
    List<int[]> all = new ArrayList<>();
    try (Work.Stage stage = work.stage("writing texts", "texts", settings.written())) {
      for (int i = 0; i < settings.written(); i++) {
        if (work.stopped()) throw new QuestionException("stopped while texts were written");
        long seed = Seeds.mix(settings.seed(), i);
        Generation.Settings how =
            new Generation.Settings(
                context - beginning.length, new Sampling(1, 0, 1), seed, List.of());
        Generation text = Generation.of(model, beginning, how, _ -> true);
        all.add(text.tokens().stream().mapToInt(Integer::intValue).toArray());
        stage.step(1);
      }
    }
    return all;
  }
}
