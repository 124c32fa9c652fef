package dev.sonde.question.transformers.neurons;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.neurons.NeuronExamples;
import dev.sonde.network.transformer.neurons.NeuronWriting;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.TextsSettings;
import dev.sonde.question.transformers.neurons.NeuronsAnswer.Effect;
import dev.sonde.question.transformers.neurons.NeuronsAnswer.Example;
import dev.sonde.question.transformers.neurons.NeuronsAnswer.Neuron;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens activate single neurons, and which logits do the neurons change? (Geva et al. 2021.)
 */
public final class NeuronsQuestion implements Question<NeuronsSettings, NeuronsAnswer> {

  @Override
  public About<NeuronsSettings> about() {
    return About.of(
            "neurons",
            Group.RUN,
            "Shows what activates a transformer's neurons, and their output.",
            NeuronsSettings.class)
        .details(
            "The tokens on which a neuron's activation is largest, in context; and the tokens"
                + " whose logits its output weights raise and lower directly. Baseline: random"
                + " directions of the same norm.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples("neurons gpt2 --texts lines.txt --layer 5 -o neurons.html");
  }

  @Override
  public NeuronsAnswer answer(NeuronsSettings settings, Work work) {
    List<String> texts = settings.read().all();
    try (Transformer model = settings.how().open();
        Work.Stage stage = work.stage("reading", "texts", texts.size())) {
      Tokenizer tokenizer = ModelSettings.tokenizer(model);
      List<int[]> ids = TextsSettings.tokens(model, texts);
      NeuronExamples found =
          NeuronExamples.of(
              model,
              ids,
              new NeuronExamples.Settings(
                  settings.layer(), settings.neuron(), settings.neurons(), settings.top()),
              () -> {
                stage.step(1);
                return !work.stopped();
              });
      List<Neuron> neurons = new ArrayList<>();
      for (NeuronExamples.Neuron one : found.neurons()) {
        neurons.add(
            new Neuron(
                one.layer(),
                one.neuron(),
                one.mean(),
                one.deviation(),
                one.greatest(),
                one.selectivity(),
                one.examples().stream()
                    .map(e -> example(e, ids.get(e.text()), tokenizer, settings.context()))
                    .toList(),
                writes(model, one, tokenizer, settings)));
      }
      double expected = Math.sqrt(2 * Math.log((double) Math.max(2, found.tokens())));
      return new NeuronsAnswer(found.tokens(), expected, neurons);
    }
  }

  private static Example example(
      NeuronExamples.Example found, int[] ids, Tokenizer tokenizer, int context) {
    int at = found.position();
    return new Example(
        found.text(),
        at,
        found.activation(),
        words(ids, Math.max(0, at - context), at, tokenizer),
        ModelSettings.shown(tokenizer, ids[at]),
        words(ids, at + 1, Math.min(ids.length, at + 1 + context), tokenizer));
  }

  private static String words(int[] ids, int from, int to, Tokenizer tokenizer) {
    StringBuilder words = new StringBuilder();
    for (int i = from; i < to; i++) words.append(ModelSettings.shown(tokenizer, ids[i]));
    return words.toString();
  }

  private static NeuronsAnswer.@Nullable Writes writes(
      Transformer model, NeuronExamples.Neuron one, Tokenizer tokenizer, NeuronsSettings settings) {
    Architecture.Output output = model.architecture().output();
    if (model.architecture().sizes().outputs() == 0 || output.transform() || output.first()) {
      return null;
    }
    NeuronWriting found =
        NeuronWriting.of(model, one.layer(), one.neuron(), settings.top(), settings.seed());
    return new NeuronsAnswer.Writes(
        effects(found.raised(), tokenizer), effects(found.lowered(), tokenizer), found.random());
  }

  private static List<Effect> effects(List<NeuronWriting.Effect> found, Tokenizer tokenizer) {
    return found.stream()
        .map(e -> new Effect(ModelSettings.shown(tokenizer, e.token()), e.logit()))
        .toList();
  }

  @Override
  public Page summary(NeuronsSettings settings, NeuronsAnswer answer) {
    Columns<Neuron> columns =
        Columns.<Neuron>empty()
            .text("neuron", NeuronsQuestion::name)
            .explained("layer and neuron, counted from 0")
            .real("selectivity", Neuron::selectivity)
            .explained("(largest activation − mean) / standard deviation")
            .real("greatest", "largest activation", Neuron::greatest)
            .text("tokens", "most active on", n -> tokens(n.examples()))
            .text("raises", n -> n.writes() == null ? "–" : words(n.writes().raised()))
            .ranked(1)
            .text("lowers", n -> n.writes() == null ? "–" : words(n.writes().lowered()))
            .ranked(2)
            .real("random", n -> n.writes() == null ? Double.NaN : n.writes().random())
            .explained("the largest increase of a logit by random directions of the same norm")
            .ranked(3);
    List<Block> contexts = new ArrayList<>();
    for (Neuron neuron : answer.neurons())
      contexts.add(new Block.Folded(name(neuron), List.of(table(neuron))));
    return new Page(
        "What activates neurons, and which logits they change",
        settings.how().name(),
        findings(answer),
        List.of(
            new Page.Section(
                "Neurons",
                List.of(
                    new TableBlock(
                        columns.table("neurons", "The most selective first", answer.neurons())))),
            new Page.Section("Tokens in context", contexts)),
        "neurons");
  }

  private static List<Finding> findings(NeuronsAnswer answer) {
    List<Finding> findings = new ArrayList<>();
    Neuron best = answer.neurons().getFirst();
    Example top = best.examples().getFirst();
    findings.add(
        new Finding(
            Tone.NOTABLE,
            "Neuron %s is the most selective: its activation on '%s' lies %s standard deviations above its mean; for a normal distribution the largest of %s tokens would lie about %s above."
                .formatted(
                    name(best),
                    top.token(),
                    Numbers.plain(best.selectivity()),
                    Numbers.count(answer.tokens()),
                    Numbers.plain(answer.expected())),
            List.of(name(best))));
    NeuronsAnswer.Writes writes = best.writes();
    if (writes == null) return findings;
    findings.add(
        Finding.plain(
            "An activation of 1 raises the logit of '%s' by %s; random directions of the same norm raise a logit by at most %s (mean of 8)."
                .formatted(
                    writes.raised().getFirst().token(),
                    Numbers.plain(writes.raised().getFirst().logit()),
                    Numbers.plain(writes.random()))));
    return findings;
  }

  private static String name(Neuron neuron) {
    return neuron.layer() + "." + neuron.neuron();
  }

  private static String tokens(List<Example> examples) {
    return examples.stream().map(Example::token).distinct().collect(Collectors.joining(" "));
  }

  private static String words(List<Effect> effects) {
    return effects.stream()
        .map(e -> e.token() + " " + Numbers.plain(e.logit()))
        .collect(Collectors.joining(", "));
  }

  private static TableBlock table(Neuron neuron) {
    Columns<Example> columns =
        Columns.<Example>empty()
            .real("activation", Example::activation)
            .text("before", Example::before)
            .text("token", Example::token)
            .text("after", Example::after)
            .integer("text", e -> e.text() + 1)
            .integer("position", Example::position);
    return new TableBlock(
        columns.table(
            "neuron_" + neuron.layer() + "_" + neuron.neuron(),
            "Tokens on which " + name(neuron) + " is most active",
            neuron.examples()));
  }
}
