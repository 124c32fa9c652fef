package dev.sonde.question.transformers;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.lens.LogitLens;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What would each layer of a transformer say? The logit lens (nostalgebraist 2020). */
public final class LensQuestion implements Question<LensSettings, LensAnswer> {

  @Override
  public About<LensSettings> about() {
    return About.of(
            "lens",
            Group.RUN,
            "Reads a text through every layer's own prediction.",
            LensSettings.class)
        .details(
            "Each layer's residual stream goes through the final norm and the unembedding: what"
                + " the model would say if that layer were its last (the logit lens).")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples("lens stories260k --text 'Once upon a time' --json");
  }

  @Override
  public LensAnswer answer(LensSettings settings, Work work) {
    try (Transformer model = settings.how().open();
        Work.Stage _ = work.stage("reading", "layers", -1)) {
      Tokenizer tokenizer = ModelSettings.tokenizer(model);
      LogitLens lens =
          LogitLens.of(
              model,
              tokenizer.encode(settings.text()),
              new LogitLens.Settings(settings.top(), settings.norm()));
      List<Double> agreement = new ArrayList<>();
      for (int layer = 0; layer <= lens.layers(); layer++) agreement.add(lens.agreement(layer));
      return new LensAnswer(
          lens.tokens().stream().map(id -> ModelSettings.shown(tokenizer, id)).toList(),
          lens.readings().stream().map(reading -> reading(reading, tokenizer)).toList(),
          agreement);
    }
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
            .integer("layer", "layer", LensAnswer.Reading::layer)
            .explained("blocks that came before")
            .integer("position", "position", LensAnswer.Reading::position)
            .text("read", "read", r -> answer.tokens().get(r.position()))
            .explained("the token at this position")
            .text("top", "most probable", r -> r.top().getFirst().token())
            .real("p", "p", r -> r.top().getFirst().p())
            .text("answer", "answer", r -> r.answer().token())
            .explained("the token that the text goes on with; at the end the model's own")
            .integer("rank", "rank", r -> r.answer().rank())
            .explained("of the answer, 1 for the most probable")
            .real("p_answer", "p of answer", r -> r.answer().p())
            .ranked(1)
            .real("kl", "KL", r -> r.answer().kl())
            .explained("nats from the final distribution")
            .ranked(2);
    String shares =
        answer.agreement().stream().map(Numbers::share).collect(Collectors.joining(", "));
    return new Page(
        "What each layer says",
        settings.text(),
        Arrays.asList(
            Finding.plain(
                "%d tokens, %d layers; the final norm is %s."
                    .formatted(
                        answer.tokens().size(),
                        answer.agreement().size() - 1,
                        settings.norm() == LogitLens.Norm.CACHED ? "cached" : "recomputed")),
            Finding.plain(
                "Share of positions at which the best token is already the model's own, from the"
                    + " embedding to the last layer: "
                    + shares
                    + ".")),
        List.of(
            new Page.Section(
                "Layers",
                List.of(
                    new TableBlock(
                        columns.table("layers", "By layer and position", answer.layers()))))),
        null);
  }
}
