package dev.sonde.question.transformers.perplexity;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.residual.Perplexity;
import dev.sonde.numbers.Shuffle;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.TextsSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** How well does a model predict texts? */
public final class PerplexityQuestion implements Question<PerplexitySettings, PerplexityAnswer> {

  private static final int SHOWN = 60;

  @Override
  public About<PerplexitySettings> about() {
    return About.of(
            "perplexity",
            Group.RUN,
            "Measures a transformer's perplexity on texts.",
            PerplexitySettings.class)
        .details(
            "Mean −ln p of the next token (cross-entropy), each text by itself and from its"
                + " beginning. Baselines: the same tokens in random order, and uniform"
                + " predictions.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples("perplexity gpt2 --texts lines.txt --json");
  }

  @Override
  public PerplexityAnswer answer(PerplexitySettings settings, Work work) {
    List<String> texts = settings.read().all();
    try (Transformer model = settings.how().open();
        Work.Stage stage = work.stage("reading", "texts", 2L * texts.size())) {
      List<int[]> ids = TextsSettings.tokens(model, texts);
      for (int i = 0; i < ids.size(); i++) {
        if (ids.get(i).length > 1) continue;
        throw new QuestionException(
            "text %d of %d is a single token; at least two are needed"
                .formatted(i + 1, ids.size()));
      }
      var tokenizer = ModelSettings.tokenizer(model);
      SplittableRandom random = new SplittableRandom(settings.seed());
      List<int[]> mixed =
          ids.stream().map(row -> shuffled(row, tokenizer::isSpecial, random)).toList();
      Perplexity whole = Perplexity.of(model, ids);
      stage.step(texts.size());
      Perplexity control = Perplexity.of(model, mixed);
      stage.step(texts.size());
      List<PerplexityAnswer.Text> each = new ArrayList<>();
      long bytes = 0;
      for (int i = 0; i < ids.size(); i++) {
        bytes += texts.get(i).getBytes(StandardCharsets.UTF_8).length;
        each.add(
            new PerplexityAnswer.Text(
                texts.get(i), ids.get(i).length - 1, whole.texts().get(i), control.texts().get(i)));
      }
      return new PerplexityAnswer(
          whole.tokens(),
          whole.crossEntropy(),
          whole.perplexity(),
          whole.crossEntropy() * whole.tokens() / Math.log(2) / bytes,
          control.crossEntropy(),
          Math.log(model.architecture().sizes().outputs()),
          each);
    }
  }

  /** Tokens in random order; special ones stay where they are. */
  private static int[] shuffled(
      int[] ids, java.util.function.IntPredicate special, SplittableRandom random) {
    int[] out = ids.clone();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < out.length; i++) if (!special.test(out[i])) places.add(i);
    int[] order = Shuffle.order(places.size(), random);
    for (int i = 0; i < order.length; i++) out[places.get(i)] = ids[places.get(order[i])];
    return out;
  }

  @Override
  public Page summary(PerplexitySettings settings, PerplexityAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "Perplexity %s: %s nats per token over %s (%s bits per byte); the same tokens in random order: %s nats, uniform predictions: %s nats."
                .formatted(
                    Numbers.plain(answer.perplexity()),
                    Numbers.plain(answer.crossEntropy()),
                    Numbers.count(answer.tokens(), "token", "tokens"),
                    Numbers.plain(answer.bitsPerByte()),
                    Numbers.plain(answer.shuffled()),
                    Numbers.plain(answer.uniform()))));
    Finding spread = spread(answer.texts());
    if (spread != null) findings.add(spread);
    if (answer.crossEntropy() >= answer.shuffled()) {
      findings.add(
          new Finding(
              Tone.GRAVE,
              "The model predicts shuffled tokens as well as these: is it the wrong tokenizer,"
                  + " or text unlike the training data?"));
    }
    Columns<PerplexityAnswer.Text> columns =
        Columns.<PerplexityAnswer.Text>empty()
            .text("text", t -> shortened(t.text()))
            .integer("tokens", PerplexityAnswer.Text::tokens)
            .real("cross_entropy", "cross-entropy", PerplexityAnswer.Text::crossEntropy)
            .explained("mean −ln p of its tokens, in nats")
            .real("perplexity", t -> Math.exp(t.crossEntropy()))
            .real("shuffled", PerplexityAnswer.Text::shuffled)
            .explained("cross-entropy of the same tokens in random order, in nats");
    return new Page(
        "Perplexity",
        settings.how().name(),
        findings,
        List.of(
            new Page.Section(
                "Texts",
                List.of(new TableBlock(columns.table("texts", "By text", answer.texts()))))));
  }

  private static @Nullable Finding spread(List<PerplexityAnswer.Text> texts) {
    if (texts.size() < 2) return null;
    double mean =
        texts.stream().mapToDouble(PerplexityAnswer.Text::crossEntropy).average().orElse(0);
    double squares = 0;
    for (PerplexityAnswer.Text text : texts) {
      squares += (text.crossEntropy() - mean) * (text.crossEntropy() - mean);
    }
    return Finding.plain(
        "Over %d texts: %s nats (mean and standard deviation)."
            .formatted(
                texts.size(), Numbers.spread(mean, Math.sqrt(squares / (texts.size() - 1)))));
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
