package dev.sonde.question.transformers.residual;

import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.neurons.NeuronActivity;
import dev.sonde.network.transformer.residual.ResidualStream;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.question.transformers.TextsSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What does the residual stream hold, layer by layer? (Sun et al. 2024, Kovaleva et al. 2021.) */
public final class ResidualQuestion implements Question<ResidualSettings, ResidualAnswer> {

  /** Repetitions of the baseline. */
  private static final int DRAWS = 20;

  /** Tokens of the baseline; more change it by less than a hundredth. */
  private static final int MOST = 10_000;

  @Override
  public About<ResidualSettings> about() {
    return About.of(
            "residual",
            Group.RUN,
            "Measures the residual stream and MLP neurons, layer by layer.",
            ResidualSettings.class)
        .details(
            "Norm, cosine similarity to the previous layer, effective rank, outlier dimensions"
                + " (compared with independent ones), massive activations; and the neurons that"
                + " fire on no token, or on more than half of the tokens.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples("residual gpt2 --texts lines.txt -o residual.html");
  }

  @Override
  public ResidualAnswer answer(ResidualSettings settings, Work work) {
    List<String> texts = settings.read().all();
    try (Transformer model = settings.how().open();
        Work.Stage stage = work.stage("reading", "texts", 2L * texts.size())) {
      List<int[]> ids = TextsSettings.tokens(model, texts);
      ResidualStream stream =
          ResidualStream.of(
              model, ids, new ResidualStream.Settings(settings.outliers(), settings.massive()));
      stage.step(texts.size());
      NeuronActivity activity = NeuronActivity.of(model, ids);
      stage.step(texts.size());
      long tokens = ids.stream().mapToLong(row -> row.length).sum();
      int width = model.architecture().sizes().width();
      return new ResidualAnswer(
          ids.size(),
          tokens,
          width,
          expected(width, (int) Math.min(tokens, MOST)),
          stream.layers(),
          activity.layers());
    }
  }

  /** The root mean square of the strongest of independent normal dimensions, mean over draws. */
  private static double expected(int width, int tokens) {
    SplittableRandom random = new SplittableRandom(0);
    double mean = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double greatest = 0;
      double sum = 0;
      for (int i = 0; i < width; i++) {
        // A sum of squares of n normal numbers, by Wilson and Hilferty's cube.
        double z = random.nextGaussian();
        double cube = 1 - 2.0 / (9 * tokens) + z * Math.sqrt(2.0 / (9 * tokens));
        double square = Math.max(0, cube * cube * cube);
        greatest = Math.max(greatest, square);
        sum += square;
      }
      mean += Math.sqrt(greatest / (sum / width)) / DRAWS;
    }
    return mean;
  }

  @Override
  public Page summary(ResidualSettings settings, ResidualAnswer answer) {
    List<Block> stream = new ArrayList<>();
    stream.add(ResidualWords.layers(answer));
    if (answer.layers().stream().anyMatch(layer -> !layer.massive().isEmpty())) {
      stream.add(ResidualWords.massive(answer));
    }
    List<Page.Section> sections = new ArrayList<>();
    sections.add(new Page.Section("Residual stream", stream));
    if (!answer.neurons().isEmpty()) {
      sections.add(new Page.Section("Neurons", List.of(ResidualWords.neurons(answer))));
    }
    return new Page(
        "The residual stream",
        settings.how().name(),
        ResidualWords.findings(answer, settings.massive()),
        sections);
  }

  @Override
  public Page page(ResidualSettings settings, ResidualAnswer answer, Work work) {
    Page summary = summary(settings, answer);
    List<Page.Section> sections = new ArrayList<>();
    sections.add(
        new Page.Section(
            "Layer by layer", List.of(new Block.Picture(ResidualWords.figure(answer)))));
    sections.addAll(summary.sections());
    return summary.with(sections);
  }

  @Override
  public List<Output<ResidualSettings, ResidualAnswer>> outputs() {
    return List.of(Drawings.of((settings, answer) -> ResidualWords.figure(answer)));
  }
}
