package dev.sonde.question.transformers.attribution;

import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.attribution.HeadSources;
import dev.sonde.network.transformer.attribution.LogitAttribution;
import dev.sonde.network.transformer.lens.Predictions;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.TextsSettings;
import dev.sonde.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which components contribute to a logit? Direct logit attribution (Elhage et al. 2021). */
public final class AttributionQuestion implements Question<AttributionSettings, AttributionAnswer> {

  /** Number of random tokens, or pairs of them, for the baseline. */
  static final int PAIRS = 20;

  @Override
  public About<AttributionSettings> about() {
    return About.of(
            "attribution",
            Group.RUN,
            "Decomposes a logit into the contributions of components.",
            AttributionSettings.class)
        .details(
            "Direct logit attribution: embedding, every head, every MLP and the biases, each"
                + " through the final norm with its scale held fixed. The parts sum to the"
                + " logit, or to the difference of two logits. Contributions of heads are also"
                + " given by source token.",
            "Baseline: the same part's contribution to the logits of random tokens, or to"
                + " differences of random pairs.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "attribution gpt2 --text 'When Mary and John went to the store, John gave a drink to'"
                + " --correct ' Mary' --against ' John'");
  }

  @Override
  public AttributionAnswer answer(AttributionSettings settings, Work work) {
    try (Transformer model = settings.how().open();
        Work.Stage stage = work.stage("attributing", "runs", PAIRS + 2L)) {
      Tokenizer tokenizer = ModelSettings.tokenizer(model);
      int[] ids = TextsSettings.tokens(model, List.of(settings.text())).getFirst();
      int position = settings.position() < 0 ? ids.length - 1 : settings.position();
      if (position >= ids.length) {
        throw new SettingsException(
            "position",
            "%d: the text has %d tokens, numbered from 0".formatted(position, ids.length));
      }
      int correct =
          settings.correct() == null
              ? Predictions.of(model, ids, 1).positions().get(position).getFirst().token()
              : ModelSettings.single(tokenizer, settings.correct());
      int against =
          settings.against() == null ? -1 : ModelSettings.single(tokenizer, settings.against());
      LogitAttribution found = LogitAttribution.of(model, ids, position, correct, against);
      stage.step(1);
      HeadSources sources = HeadSources.of(model, ids, position, correct, against);
      stage.step(1);
      double[] random = random(model, ids, position, found.parts().size(), against < 0, stage);
      List<AttributionAnswer.Part> parts = new ArrayList<>();
      for (int i = 0; i < random.length; i++) {
        LogitAttribution.Part part = found.parts().get(i);
        String kind = kind(part.component());
        parts.add(new AttributionAnswer.Part(part.component(), kind, part.value(), random[i]));
      }
      return new AttributionAnswer(
          IntStream.of(ids).mapToObj(id -> ModelSettings.shown(tokenizer, id)).toList(),
          position,
          ModelSettings.shown(tokenizer, correct),
          against < 0 ? "" : ModelSettings.shown(tokenizer, against),
          found.total(),
          found.sum(),
          parts,
          sources.heads().stream()
              .map(h -> new AttributionAnswer.Source(h.layer(), h.head(), h.values()))
              .toList());
    }
  }

  /** Root mean square of each part's contribution over random tokens, or pairs of them. */
  private static double[] random(
      Transformer model, int[] ids, int position, int parts, boolean single, Work.Stage stage) {
    SplittableRandom random = new SplittableRandom(0);
    int outputs = model.architecture().sizes().outputs();
    double[] squares = new double[parts];
    for (int i = 0; i < PAIRS; i++) {
      int a = random.nextInt(outputs);
      int b = single ? -1 : random.nextInt(outputs);
      LogitAttribution other = LogitAttribution.of(model, ids, position, a, b);
      for (int p = 0; p < parts; p++) {
        double value = other.parts().get(p).value();
        squares[p] += value * value / PAIRS;
      }
      stage.step(1);
    }
    for (int p = 0; p < parts; p++) squares[p] = Math.sqrt(squares[p]);
    return squares;
  }

  private static String kind(String component) {
    if (component.startsWith("mlp")) return "mlp";
    if (component.contains("embed")) return "embedding";
    return component.matches("\\d+\\.\\d+") ? "head" : "bias";
  }

  @Override
  public Page summary(AttributionSettings settings, AttributionAnswer answer) {
    return new Page(
        "Which components contribute to the logit",
        settings.text(),
        AttributionWords.findings(answer),
        List.of(
            new Page.Section(
                "Parts",
                List.of(AttributionWords.parts(answer), AttributionWords.sources(answer)))),
        "parts");
  }

  @Override
  public Page page(AttributionSettings settings, AttributionAnswer answer, Work work) {
    List<Page.Section> sections = new ArrayList<>();
    List<Block> drawn = new ArrayList<>();
    drawn.add(new Block.Picture(AttributionFigures.heads(answer)));
    drawn.add(new Block.Picture(AttributionFigures.layers(answer)));
    sections.add(new Page.Section("By layer and head", drawn));
    sections.add(
        new Page.Section(
            "By source token", List.of(new Block.Picture(AttributionFigures.sources(answer)))));
    Page summary = summary(settings, answer);
    sections.addAll(summary.sections());
    return summary.with(sections);
  }

  @Override
  public List<Output<AttributionSettings, AttributionAnswer>> outputs() {
    return List.of(Drawings.of((settings, answer) -> AttributionFigures.heads(answer)));
  }
}
