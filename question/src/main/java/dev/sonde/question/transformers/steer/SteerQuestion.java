package dev.sonde.question.transformers.steer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.probe.Probe;
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

/** What does a model write when a direction is added inside it? (Turner et al. 2023.) */
public final class SteerQuestion implements Question<SteerSettings, SteerAnswer> {

  @Override
  public About<SteerSettings> about() {
    return About.of(
            "steer",
            Group.RUN,
            "Lets a transformer write with a direction added inside it.",
            SteerSettings.class)
        .details(
            "The direction leads from the mean over some texts to the mean over others, or is given"
                + " as a file. It is added at a site at every token that is read and written;"
                + " beside it stand the text without, and texts with random directions of the same"
                + " length.")
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
    if (towards == null || away == null) throw new QuestionException("a direction is needed");
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
          "%s: %d tensors; a vector is one tensor of the site's width"
              .formatted(file, checkpoint.tensors().size()));
    }
    Tensor tensor = checkpoint.tensors().getFirst();
    if (!tensor.dtype().isFloating() || tensor.count() > 1 << 20) {
      throw new QuestionException(
          "%s: %s %s is no vector of floats"
              .formatted(file, tensor.dtype().label(), tensor.shape()));
    }
    return tensor.toFloats();
  }

  /** Writes the same beginning on with and without probes. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Writer(
      Transformer model, Tokenizer tokenizer, int[] prompt, SteerSettings settings, Work work) {

    Generation generate(Probe... probes) {
      Generation.Settings how =
          new Generation.Settings(
              settings.tokens(), settings.temperature(), 0, 1, settings.seed(), List.of());
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

  /** A text and how it was written. */
  private record Row(String how, Written written) {}

  @Override
  public Page summary(SteerSettings settings, SteerAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(Tone.NOTABLE, "With the direction: " + answer.steered().text()));
    findings.add(Finding.plain("Without: " + answer.plain().text()));
    findings.add(
        Finding.plain(
            "Added at %s: a length of %s, where %s is typical."
                .formatted(
                    answer.site(),
                    Numbers.plain(answer.length()),
                    Numbers.plain(answer.typical()))));
    double random = answer.random().stream().mapToDouble(Written::kl).average().orElse(Double.NaN);
    findings.add(
        Finding.plain(
            "It moves the next token's distribution by %s nats; random directions of the same length by %s (mean of %d)."
                .formatted(
                    Numbers.plain(answer.steered().kl()),
                    Numbers.plain(random),
                    answer.random().size())));
    if (!Double.isNaN(answer.separated())) {
      findings.add(
          Finding.plain(
              "Judged by the direction of the others, %s of the texts lie on their own side; half would by chance."
                  .formatted(Numbers.percent(answer.separated()))));
    }
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("without", answer.plain()));
    rows.add(new Row("steered", answer.steered()));
    for (Written written : answer.random()) rows.add(new Row("random", written));
    Columns<Row> columns =
        Columns.<Row>empty()
            .text("how", "direction", Row::how)
            .text("text", "text", r -> r.written().text())
            .integer("same", "same", r -> r.written().same())
            .explained("tokens that are those of the text without, from the beginning on")
            .real("kl", "KL", r -> r.written().kl())
            .explained("nats of the next token's distribution from that without");
    return new Page(
        "A text with a direction added",
        settings.how().name(),
        findings,
        List.of(
            new Page.Section(
                "Texts", List.of(new TableBlock(columns.table("texts", "All texts", rows))))),
        null);
  }
}
