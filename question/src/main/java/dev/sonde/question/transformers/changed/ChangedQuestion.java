package dev.sonde.question.transformers.changed;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.similarity.Cka;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.change.TextChange;
import dev.sonde.network.transformer.change.WeightChange;
import dev.sonde.network.transformer.residual.Streams;
import dev.sonde.question.About;
import dev.sonde.question.Drawings;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Output;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.TextsSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What did fine-tuning change: weights, residual streams, attention and predictions? */
public final class ChangedQuestion implements Question<ChangedSettings, ChangedAnswer> {

  @Override
  public About<ChangedSettings> about() {
    return About.of(
            "changed",
            Group.RUN,
            "Compares a transformer with a fine-tuned version of it.",
            ChangedSettings.class)
        .details(
            "By layer, head and neuron: relative change of the weights; and on texts, similarity"
                + " of residual streams (CKA), divergence of attention patterns and of"
                + " logit-lens predictions. Baseline: the base model after a random change of"
                + " every weight of the same size.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "changed base/ tuned/ --texts lines.txt -o changed.html",
            "changed base/ --adapter lora/ --texts lines.txt --json");
  }

  @Override
  public ChangedAnswer answer(ChangedSettings settings, Work work) {
    List<String> texts = settings.read().all();
    Path folder = settings.other() == null ? settings.how().model() : settings.other();
    ModelSettings how = settings.how();
    Path second = how.adapter();
    try (Transformer base = how.open(how.model(), null);
        Transformer other = how.open(folder, second)) {
      List<int[]> ids = TextsSettings.tokens(base, texts);
      WeightChange weights = WeightChange.of(base, other, settings.neurons());
      try (Transformer random = Transformer.movedAtRandom(base, other, settings.seed());
          Work.Stage stage = work.stage("reading", "texts", 2L * texts.size())) {
        TextChange found = read(base, other, ids, work, stage);
        TextChange control = read(base, random, ids, work, stage);
        Similarity similarity = Similarity.of(base, other, random, ids, settings.seed());
        return new ChangedAnswer(
            name(how.model(), null),
            name(folder, second),
            found.tokens(),
            whole(weights.weights()),
            layers(weights, found, control, similarity),
            heads(weights, found, control),
            weights.neurons(),
            weights.weights());
      }
    }
  }

  private static String name(Path folder, @Nullable Path adapter) {
    String name = String.valueOf(folder.getFileName());
    return adapter == null ? name : name + " with " + adapter.getFileName();
  }

  private static TextChange read(
      Transformer base, Transformer other, List<int[]> ids, Work work, Work.Stage stage) {
    return TextChange.of(
        base,
        other,
        ids,
        () -> {
          stage.step(1);
          return !work.stopped();
        });
  }

  /** CKA of the streams by layer. */
  private record Similarity(List<Double> other, List<Double> random, List<Double> shuffled) {

    static Similarity of(
        Transformer base, Transformer other, Transformer random, List<int[]> ids, long seed) {
      Streams own = Streams.of(base, ids);
      int[] order = new SplittableRandom(seed).ints(own.tokens(), 0, 1 << 30).toArray();
      return new Similarity(
          cka(own, Streams.of(other, ids)),
          cka(own, Streams.of(random, ids)),
          cka(own, shuffled(own, order)));
    }

    private static List<Double> cka(Streams a, Streams b) {
      Workers workers = Workers.of(1);
      List<Double> values = new ArrayList<>();
      for (int n = 0; n < a.layers().size(); n++) {
        values.add(
            a.tokens() < 3
                ? Double.NaN
                : Cka.of(points(a, a.layers().get(n)), points(b, b.layers().get(n)), workers));
      }
      return values;
    }

    private static Points points(Streams of, float[] layer) {
      return Points.of(layer, of.tokens(), of.width());
    }

    /** Tokens in random order. */
    private static Streams shuffled(Streams streams, int[] order) {
      Integer[] places = new Integer[order.length];
      java.util.Arrays.setAll(places, i -> i);
      java.util.Arrays.sort(places, java.util.Comparator.comparingInt(i -> order[i]));
      List<float[]> layers = new ArrayList<>();
      for (float[] layer : streams.layers()) {
        float[] out = new float[layer.length];
        for (int i = 0; i < places.length; i++) {
          int from = places[i] * streams.width();
          System.arraycopy(layer, from, out, i * streams.width(), streams.width());
        }
        layers.add(out);
      }
      return new Streams(streams.width(), layers);
    }
  }

  private static double whole(List<WeightChange.Weight> weights) {
    double before = 0;
    double moved = 0;
    for (WeightChange.Weight weight : weights) {
      double norm = weight.norm();
      before += norm * norm;
      if (!Double.isNaN(weight.change())) moved += Math.pow(weight.change() * norm, 2);
    }
    return before == 0 ? Double.NaN : Math.sqrt(moved / before);
  }

  private static List<ChangedAnswer.Layer> layers(
      WeightChange weights, TextChange found, TextChange control, Similarity similarity) {
    List<ChangedAnswer.Layer> layers = new ArrayList<>();
    for (int n = 0; n < found.layers().size(); n++) {
      String part = n == 0 ? "embed." : "blocks." + (n - 1) + ".";
      layers.add(
          new ChangedAnswer.Layer(
              n,
              whole(weights.weights().stream().filter(w -> w.weight().startsWith(part)).toList()),
              similarity.other().get(n),
              similarity.random().get(n),
              similarity.shuffled().get(n),
              found.layers().get(n).kl(),
              control.layers().get(n).kl(),
              found.layers().get(n).other()));
    }
    return layers;
  }

  private static List<ChangedAnswer.Head> heads(
      WeightChange weights, TextChange found, TextChange control) {
    List<ChangedAnswer.Head> heads = new ArrayList<>();
    for (int i = 0; i < weights.heads().size(); i++) {
      WeightChange.Head head = weights.heads().get(i);
      heads.add(
          new ChangedAnswer.Head(
              head.layer(),
              head.head(),
              head.q(),
              head.k(),
              head.v(),
              head.o(),
              head.greatest(),
              found.heads().get(i).divergence(),
              control.heads().get(i).divergence()));
    }
    return heads;
  }

  @Override
  public Page summary(ChangedSettings settings, ChangedAnswer answer) {
    return new Page(
        "What changed",
        "%s → %s".formatted(answer.base(), answer.other()),
        ChangedWords.findings(answer),
        List.of(
            new Page.Section("Layers", List.of(ChangedWords.layers(answer))),
            new Page.Section("Heads", List.of(ChangedWords.heads(answer))),
            new Page.Section("Neurons", List.of(ChangedWords.neurons(answer))),
            new Page.Section(
                "Weights",
                List.of(new Block.Folded("Every weight", List.of(ChangedWords.weights(answer)))))));
  }

  @Override
  public Page page(ChangedSettings settings, ChangedAnswer answer, Work work) {
    Page summary = summary(settings, answer);
    List<Page.Section> sections = new ArrayList<>();
    sections.add(
        new Page.Section(
            "By layer and head",
            List.of(
                new Block.Picture(ChangedFigures.layers(answer)),
                new Block.Picture(ChangedFigures.heads(answer)))));
    sections.addAll(summary.sections());
    return summary.with(sections);
  }

  @Override
  public List<Output<ChangedSettings, ChangedAnswer>> outputs() {
    return List.of(Drawings.of((settings, answer) -> ChangedFigures.heads(answer)));
  }
}
