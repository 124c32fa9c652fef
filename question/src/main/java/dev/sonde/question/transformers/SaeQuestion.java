package dev.sonde.question.transformers;

import dev.sonde.figure.page.Page;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.train.TrainingListener;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.dictionary.Activations;
import dev.sonde.network.transformer.dictionary.Contexts;
import dev.sonde.network.transformer.dictionary.Dictionary;
import dev.sonde.network.transformer.dictionary.Fit;
import dev.sonde.network.transformer.dictionary.Recovered;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.question.pause.Fingerprint;
import dev.sonde.study.trial.TrialInterrupted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which sparse features make up a site's activations? (Gao et al. 2024.) */
public final class SaeQuestion implements Question<SaeSettings, SaeAnswer> {

  /** Tokens shown before and after. */
  private static final int AROUND = 8;

  @Override
  public About<SaeSettings> about() {
    return About.of(
            "sae",
            Group.RUN,
            "Trains a sparse autoencoder on the activations at a site.",
            SaeSettings.class)
        .details(
            "A TopK sparse autoencoder for a site of a transformer. On held-out texts: explained"
                + " variance, the model's loss with reconstructions in place of the activations,"
                + " and the tokens on which each feature is strongest. Baselines: random"
                + " directions, and a dictionary trained on shuffled activations.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "sae stories260k blocks.2.resid_post",
            "sae gpt2 blocks.5.mlp.out --texts texts.txt --features 4096 --active 32 -o sae.html");
  }

  @Override
  public SaeAnswer answer(SaeSettings settings, Work work) throws IOException {
    try (Transformer model = settings.how().open()) {
      SaeTexts texts = SaeTexts.of(settings, model, work);
      Path folder = settings.out().resolve("training-" + key(settings));
      Files.createDirectories(folder);
      Activations training = capture(model, settings, texts.training(), folder, "training", work);
      Activations held = capture(model, settings, texts.held(), folder, "held-out", work);
      try (Dictionary dictionary = Dictionary.of(training, settings.training())) {
        Fit random = dictionary.fitScaled(held);
        train(dictionary, settings, folder.resolve("dictionary"), "training", work);
        SaeAnswer.Quality shuffled = control(training, held, settings, folder, work);
        Path file = settings.out().resolve("sae.safetensors");
        dictionary.network().save(file, Map.of("site", settings.site()));
        Fit fit = dictionary.fit(held);
        try (Work.Stage stage = work.stage("splicing", "texts", texts.held().size())) {
          Recovered recovered =
              Recovered.of(model, settings.site(), texts.held(), dictionary.network(), stage);
          List<Contexts.Feature> features =
              Contexts.of(dictionary.network(), training, texts.training(), settings.top());
          Tokenizer tokenizer = ModelSettings.tokenizer(model);
          return new SaeAnswer(
              settings.site(),
              training.width(),
              training.count(),
              held.count(),
              quality(fit),
              quality(random),
              shuffled,
              recovered,
              recovered.share(),
              Contexts.dead(features),
              file.toString(),
              features.stream().map(f -> shown(f, texts.training(), tokenizer)).toList());
        }
      }
    }
  }

  /** Digest of what the training depends on, so that one folder can hold several trainings. */
  private static String key(SaeSettings settings) {
    Fingerprint print = new Fingerprint().and(settings.with("out", Path.of("")).with("top", 1));
    Path texts = settings.texts();
    if (texts != null) print.and(texts);
    return print.hex().substring(0, 12);
  }

  private static Activations capture(
      Transformer model,
      SaeSettings settings,
      List<int[]> texts,
      Path folder,
      String which,
      Work work)
      throws IOException {
    try (Work.Stage stage = work.stage("reading " + which + " texts", "texts", texts.size())) {
      Path file = folder.resolve(which + ".safetensors");
      return Activations.capture(
          model,
          settings.site(),
          texts,
          file,
          read -> {
            if (work.stopped()) throw new TrialInterrupted();
            stage.step(read);
          });
    }
  }

  private static void train(
      Dictionary dictionary, SaeSettings settings, Path folder, String what, Work work)
      throws IOException {
    try (Work.Stage stage = work.stage(what, "steps", -1)) {
      TrainingListener listener = TrainingListener.of(_ -> stage.step(1), work::stopped);
      if (!dictionary.train(settings.training(), folder, listener)) throw new TrialInterrupted();
    }
  }

  private static SaeAnswer.@Nullable Quality control(
      Activations training, Activations held, SaeSettings settings, Path folder, Work work)
      throws IOException {
    if (!settings.control()) return null;
    try (Dictionary shuffled = Dictionary.shuffled(training, settings.training())) {
      train(shuffled, settings, folder.resolve("shuffled"), "training the control", work);
      return quality(shuffled.fitShuffled(held, settings.seed()));
    }
  }

  private static SaeAnswer.Quality quality(Fit fit) {
    return new SaeAnswer.Quality(fit.explained(), fit.active(), fit.dead());
  }

  private static SaeAnswer.Feature shown(
      Contexts.Feature feature, List<int[]> texts, Tokenizer tokenizer) {
    return new SaeAnswer.Feature(
        feature.feature(),
        feature.density(),
        feature.energy(),
        feature.top().stream()
            .map(place -> example(texts.get(place.text()), place, tokenizer))
            .toList());
  }

  private static SaeAnswer.Example example(int[] text, Contexts.Place place, Tokenizer tokenizer) {
    int at = place.position();
    int[] before = Arrays.copyOfRange(text, Math.max(0, at - AROUND), at);
    int[] after = Arrays.copyOfRange(text, at + 1, Math.min(text.length, at + 1 + AROUND));
    return new SaeAnswer.Example(
        tokenizer.decode(before),
        ModelSettings.shown(tokenizer, text[at]),
        tokenizer.decode(after),
        place.code());
  }

  @Override
  public Page summary(SaeSettings settings, SaeAnswer answer) {
    return SaePage.summary(settings, answer);
  }

  @Override
  public Page page(SaeSettings settings, SaeAnswer answer, Work work) {
    return SaePage.whole(settings, answer);
  }
}
