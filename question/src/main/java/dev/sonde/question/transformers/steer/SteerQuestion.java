package dev.sonde.question.transformers.steer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.text.Sampling;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.transformer.Generation;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.steering.Direction;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.TextsSettings;
import dev.sonde.question.transformers.steer.SteerAnswer.Written;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What does a model generate with a direction added to its activations? (Turner et al. 2023.) */
public final class SteerQuestion implements Question<SteerSettings, SteerAnswer> {

  @Override
  public About<SteerSettings> about() {
    return About.of(
            "steer",
            Group.RUN,
            "Generates text with a direction added to the activations.",
            SteerSettings.class)
        .details(
            "Activation steering: the direction is the difference between mean activations of"
                + " two sets of texts, or a vector from a file. It is added at a site, at every"
                + " token of the prompt and of the generated text. Baselines: the text without"
                + " it, and texts with random directions of the same norm.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "steer gpt2 --prompt 'I think that' --towards glad.txt --away sad.txt --strength 4");
  }

  @Override
  public SteerAnswer answer(SteerSettings settings, Work work) {
    try (Transformer model = settings.how().open();
        Work.Stage stage = work.stage("writing", "texts", settings.controls() + 2L)) {
      Tokenizer tokenizer = ModelSettings.tokenizer(model);
      int[] prompt = TextsSettings.tokens(model, List.of(settings.prompt())).getFirst();
      String site =
          settings.site() == null
              ? "blocks." + (model.architecture().sizes().layers() / 2) + ".resid_post"
              : settings.site();
      Direction direction = direction(model, site, prompt, settings);
      Writer writer = new Writer(model, tokenizer, prompt, settings, work);
      Generation plain = writer.generate();
      stage.step(1);
      double[] base = writer.next();
      Written steered = writer.written(plain, base, direction.added(settings.strength()));
      stage.step(1);
      List<Written> random = new ArrayList<>();
      for (int i = 0; i < settings.controls() && !work.stopped(); i++) {
        Direction other = direction.random(settings.seed() + i);
        random.add(writer.written(plain, base, other.added(settings.strength())));
        stage.step(1);
      }
      return new SteerAnswer(
          site,
          direction.length() * Math.abs(settings.strength()),
          direction.typical(),
          direction.separated(),
          writer.written(plain, base),
          steered,
          random);
    }
  }

  private static Direction direction(
      Transformer model, String site, int[] prompt, SteerSettings settings) {
    Path vector = settings.vector();
    if (vector != null) return Direction.of(model, site, vector(vector), List.of(prompt));
    Path towards = settings.towards();
    Path away = settings.away();
    if (towards == null || away == null)
      throw new QuestionException("no direction: give two sets of texts, or a vector");
    return Direction.between(
        model,
        site,
        TextsSettings.tokens(model, TextsSettings.lines(towards)),
        TextsSettings.tokens(model, TextsSettings.lines(away)),
        settings.over());
  }

  private static float[] vector(Path file) {
    Checkpoint checkpoint = Checkpoint.open(file);
    if (checkpoint.tensors().size() != 1) {
      throw new QuestionException(
          "%s: has %d tensors; give a file with one tensor of the site's width"
              .formatted(file, checkpoint.tensors().size()));
    }
    Tensor tensor = checkpoint.tensors().getFirst();
    if (!tensor.dtype().isFloating() || tensor.count() > 1 << 20) {
      throw new QuestionException(
          "%s: %s %s is not a vector of floats"
              .formatted(file, tensor.dtype().label(), tensor.shape()));
    }
    return tensor.toFloats();
  }

  /** Continues the same prompt with and without a direction. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Writer(
      Transformer model, Tokenizer tokenizer, int[] prompt, SteerSettings settings, Work work) {

    Generation generate(Probe... probes) {
      Generation.Settings how =
          new Generation.Settings(
              settings.tokens(),
              new Sampling(settings.temperature(), 0, 1),
              settings.seed(),
              List.of());
      return Generation.of(model, prompt, how, _ -> !work.stopped(), probes);
    }

    /** Logarithms of the next token's probabilities. */
    double[] next(Probe... probes) {
      return model.compute(
          Input.Tokens.of(prompt),
          logits ->
              Functional.logSoftmax(logits.select(0, 0).select(0, prompt.length - 1L).toFloat(), -1)
                  .toDoubles(),
          probes);
    }

    Written written(Generation plain, double[] base, Probe... probes) {
      Generation found = probes.length == 0 ? plain : generate(probes);
      int same = 0;
      int longest = Math.min(found.tokens().size(), plain.tokens().size());
      int at = prompt.length;
      while (at + same < longest
          && found.tokens().get(at + same).equals(plain.tokens().get(at + same))) {
        same++;
      }
      double kl = 0;
      double[] own = next(probes);
      for (int i = 0; i < own.length; i++) kl += Math.exp(own[i]) * (own[i] - base[i]);
      int[] ids = found.tokens().stream().mapToInt(Integer::intValue).toArray();
      return new Written(tokenizer.decode(ids), found.written(), same, Math.max(0, kl));
    }
  }

  /** A text and the direction it was generated with. */
  private record Row(String how, Written written) {}

  @Override
  public Page summary(SteerSettings settings, SteerAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(Tone.NOTABLE, "With the direction: " + answer.steered().text()));
    findings.add(Finding.plain("Without: " + answer.plain().text()));
    findings.add(
        Finding.plain(
            "Added at %s: a vector of norm %s; the activations there have a mean norm of %s."
                .formatted(
                    answer.site(),
                    Numbers.plain(answer.length()),
                    Numbers.plain(answer.typical()))));
    double random = answer.random().stream().mapToDouble(Written::kl).average().orElse(Double.NaN);
    findings.add(
        Finding.plain(
            "It changes the next-token distribution by a KL of %s nats; random directions of the same norm by %s (mean of %d)."
                .formatted(
                    Numbers.plain(answer.steered().kl()),
                    Numbers.plain(random),
                    answer.random().size())));
    if (!Double.isNaN(answer.separated())) {
      findings.add(
          Finding.plain(
              "The direction separates %s of the texts (leave-one-out); chance: half."
                  .formatted(Numbers.percent(answer.separated()))));
    }
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("without", answer.plain()));
    rows.add(new Row("steered", answer.steered()));
    for (Written written : answer.random()) rows.add(new Row("random", written));
    Columns<Row> columns =
        Columns.<Row>empty()
            .text("how", "direction", Row::how)
            .text("text", r -> r.written().text())
            .integer("same", r -> r.written().same())
            .explained("first generated tokens that equal those without a direction")
            .real("kl", "KL", r -> r.written().kl())
            .explained("KL of the next-token distribution to that without a direction, in nats");
    return new Page(
        "Text generated with a direction added",
        settings.how().name(),
        findings,
        List.of(
            new Page.Section(
                "Texts", List.of(new TableBlock(columns.table("texts", "All texts", rows))))));
  }
}
