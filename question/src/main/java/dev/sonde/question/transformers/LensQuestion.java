package dev.sonde.question.transformers;

import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.lens.LogitLens;
import dev.sonde.network.transformer.lens.TunedLens;
import dev.sonde.network.transformer.lens.TunedLensFit;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which token does each layer of a transformer predict? The logit lens (nostalgebraist 2020). */
public final class LensQuestion implements Question<LensSettings, LensAnswer> {

  @Override
  public About<LensSettings> about() {
    return About.of(
            "lens",
            Group.RUN,
            "Shows which next token each layer predicts (logit lens).",
            LensSettings.class)
        .details(
            "The residual stream after each layer goes through the final norm and the"
                + " unembedding, as if that layer were the last.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "lens stories260k --text 'Once upon a time' --json",
            "lens gpt2 --text 'Once upon a time' --tuned gpt2.lens.safetensors --fit lines.txt");
  }

  @Override
  public LensAnswer answer(LensSettings settings, Work work) throws IOException {
    try (Transformer model = settings.how().open()) {
      Tokenizer tokenizer = ModelSettings.tokenizer(model);
      TunedLens tuned = tuned(model, settings, work);
      try (Work.Stage _ = work.stage("reading", "layers", -1)) {
        LogitLens lens =
            LogitLens.of(
                model,
                tokenizer.encode(settings.text()),
                new LogitLens.Settings(settings.top(), settings.norm()),
                tuned);
        List<Double> agreement = new ArrayList<>();
        List<Double> kl = new ArrayList<>();
        for (int layer = 0; layer <= lens.layers(); layer++) {
          agreement.add(lens.agreement(layer));
          kl.add(lens.divergence(layer));
        }
        return new LensAnswer(
            lens.tokens().stream().map(id -> ModelSettings.shown(tokenizer, id)).toList(),
            lens.readings().stream().map(reading -> reading(reading, tokenizer)).toList(),
            agreement,
            kl,
            worth(tuned));
      }
    }
  }

  /** The tuned lens that the settings name, fitted if texts to fit it on are given. */
  private static @Nullable TunedLens tuned(Transformer model, LensSettings settings, Work work)
      throws IOException {
    Path file = settings.tuned();
    Path texts = settings.fit();
    if (file == null) return null;
    if (texts == null) return TunedLens.open(file, model);
    List<int[]> ids = new ArrayList<>();
    for (String line : TextsSettings.lines(texts)) {
      ids.add(ModelSettings.tokenizer(model).encode(line));
    }
    int layers = model.architecture().sizes().layers();
    try (Work.Stage stage =
        work.stage("fitting the lens", "steps", (long) layers * settings.steps())) {
      return TunedLensFit.fit(
          model,
          ids,
          new TunedLensFit.Settings(
              settings.steps(), settings.batch(), settings.rate(), settings.seed()),
          file,
          (layer, step) -> {
            stage.reach((long) layer * settings.steps() + step + 1);
            return !work.stopped();
          });
    }
  }

  private static List<LensAnswer.Tuned> worth(@Nullable TunedLens tuned) {
    if (tuned == null) return List.of();
    List<LensAnswer.Tuned> all = new ArrayList<>();
    for (int n = 0; n < tuned.layers().size(); n++) {
      TunedLens.Layer layer = tuned.layers().get(n);
      all.add(new LensAnswer.Tuned(n, layer.before(), layer.after()));
    }
    return all;
  }

  private static LensAnswer.Reading reading(LogitLens.Reading reading, Tokenizer tokenizer) {
    LogitLens.Answer answer = reading.answer();
    return new LensAnswer.Reading(
        reading.layer(),
        reading.position(),
        reading.top().stream()
            .map(
                guess ->
                    new LensAnswer.Guess(ModelSettings.shown(tokenizer, guess.token()), guess.p()))
            .toList(),
        new LensAnswer.Answer(
            ModelSettings.shown(tokenizer, answer.token()),
            answer.rank(),
            answer.p(),
            answer.kl()));
  }

  @Override
  public Page summary(LensSettings settings, LensAnswer answer) {
    Columns<LensAnswer.Reading> columns =
        Columns.<LensAnswer.Reading>empty()
            .integer("layer", LensAnswer.Reading::layer)
            .explained("number of blocks before; 0: the embedding")
            .integer("position", LensAnswer.Reading::position)
            .text("read", r -> answer.tokens().get(r.position()))
            .explained("the token at this position")
            .text("top", "most probable", r -> r.top().getFirst().token())
            .real("p", r -> r.top().getFirst().p())
            .text("answer", r -> r.answer().token())
            .explained("the text's next token; at the last position, the model's prediction")
            .integer("rank", r -> r.answer().rank())
            .explained("rank of the answer; 1: most probable")
            .real("p_answer", "p of answer", r -> r.answer().p())
            .ranked(1)
            .real("kl", "KL", r -> r.answer().kl())
            .explained("KL(model ‖ lens), in nats")
            .ranked(2);
    return new Page(
        "What each layer predicts",
        settings.text(),
        LensWords.findings(settings, answer),
        List.of(
            new Page.Section(
                "Layers",
                List.of(
                    new TableBlock(
                        columns.table("layers", "By layer and position", answer.layers()))))));
  }

  @Override
  public Page page(LensSettings settings, LensAnswer answer, Work work) {
    Page summary = summary(settings, answer);
    List<Page.Section> sections = new ArrayList<>();
    sections.add(
        new Page.Section(
            "By layer and position",
            List.of(
                new Block.Picture(LensWords.grid(answer)),
                new Block.Picture(LensWords.lines(answer)))));
    sections.addAll(summary.sections());
    return summary.with(sections);
  }

  @Override
  public List<Output<LensSettings, LensAnswer>> outputs() {
    return List.of(Drawings.of((_, answer) -> LensWords.grid(answer)));
  }
}
