package dev.sonde.question.transformers.changed;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.transformer.change.WeightChange;
import dev.sonde.question.transformers.changed.ChangedAnswer.Head;
import dev.sonde.question.transformers.changed.ChangedAnswer.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What changed, in sentences and tables. */
final class ChangedWords {

  private ChangedWords() {}

  static List<Finding> findings(ChangedAnswer answer) {
    if (answer.change() == 0) {
      return List.of(new Finding(Tone.GOOD, "The two models have the same weights."));
    }
    List<Finding> findings = new ArrayList<>();
    long moved = answer.weights().stream().filter(w -> !(w.change() == 0)).count();
    findings.add(
        Finding.plain(
            "All weights together moved by %s of their length; %d of %d weights moved at all."
                .formatted(Numbers.percent(answer.change()), moved, answer.weights().size())));
    Layer last = answer.layers().getLast();
    findings.add(
        new Finding(
            Tone.NOTABLE,
            "What the models say in the end differs by %s nats over %s, and at %s of the positions another token is the most probable; a random change of the same size makes %s nats."
                .formatted(
                    Numbers.plain(last.kl()),
                    Numbers.count(answer.tokens(), "token", "tokens"),
                    Numbers.percent(last.other()),
                    Numbers.plain(last.klRandom()))));
    Layer least = answer.layers().stream().min(Comparator.comparingDouble(Layer::cka)).orElse(last);
    findings.add(
        Finding.plain(
            "Residual streams differ most behind %s: CKA %s; %s after a random change, %s with the tokens in another order."
                .formatted(
                    Numbers.count(least.layer(), "block", "blocks"),
                    Numbers.share(least.cka()),
                    Numbers.share(least.ckaRandom()),
                    Numbers.share(least.ckaShuffled()))));
    Head head =
        answer.heads().stream().max(Comparator.comparingDouble(Head::divergence)).orElseThrow();
    findings.add(
        new Finding(
            head.divergence() > 2 * head.random() ? Tone.NOTABLE : Tone.PLAIN,
            "Attention changed most in head %d.%d: Jensen–Shannon divergence %s nats (at most %s); %s after a random change."
                .formatted(
                    head.layer(),
                    head.head(),
                    Numbers.plain(head.divergence()),
                    Numbers.share(Math.log(2)),
                    Numbers.plain(head.random())),
            List.of(head.layer() + "." + head.head())));
    return findings;
  }

  static TableBlock layers(ChangedAnswer answer) {
    Columns<Layer> columns =
        Columns.<Layer>empty()
            .integer("layer", "layer", Layer::layer)
            .explained("blocks that came before")
            .real("change", "weights moved", Layer::change)
            .explained("relative, of the block that leads here")
            .real("cka", "CKA", Layer::cka)
            .explained("similarity of the residual streams")
            .real("cka_random", "random", Layer::ckaRandom)
            .explained("after a random change of the same size")
            .real("cka_shuffled", "shuffled", Layer::ckaShuffled)
            .explained("of the base with its tokens in another order")
            .ranked(1)
            .real("kl", "KL", Layer::kl)
            .explained("nats, between what the layer would say")
            .real("kl_random", "random", Layer::klRandom)
            .explained("after a random change of the same size")
            .real("other", "other token", Layer::other)
            .explained("share of positions where another token is the most probable")
            .ranked(1);
    return new TableBlock(columns.table("layers", "Layer by layer", answer.layers()));
  }

  static TableBlock heads(ChangedAnswer answer) {
    Columns<Head> columns =
        Columns.<Head>empty()
            .integer("layer", "layer", Head::layer)
            .integer("head", "head", Head::head)
            .real("q", "queries", Head::q)
            .explained("relative change of the weights")
            .real("k", "keys", Head::k)
            .real("v", "values", Head::v)
            .real("o", "output", Head::o)
            .real("divergence", "attention", Head::divergence)
            .explained("Jensen–Shannon divergence of the patterns, nats")
            .real("random", "random", Head::random)
            .explained("after a random change of the same size");
    return new TableBlock(
        columns.table(
            "heads",
            "Those first whose attention changed most",
            answer.heads().stream()
                .sorted(Comparator.comparingDouble((Head h) -> -h.divergence()))
                .toList()));
  }

  static TableBlock neurons(ChangedAnswer answer) {
    Columns<WeightChange.Neuron> columns =
        Columns.<WeightChange.Neuron>empty()
            .integer("layer", "layer", WeightChange.Neuron::layer)
            .integer("neuron", "neuron", WeightChange.Neuron::neuron)
            .real("change", "moved", WeightChange.Neuron::change)
            .explained("relative, its rows in and its column out together");
    return new TableBlock(columns.table("neurons", "Those that moved most", answer.neurons()));
  }

  static TableBlock weights(ChangedAnswer answer) {
    Columns<WeightChange.Weight> columns =
        Columns.<WeightChange.Weight>empty()
            .text("weight", "weight", WeightChange.Weight::weight)
            .real("norm", "length", WeightChange.Weight::norm)
            .explained("of the base's, Frobenius norm")
            .real("change", "moved", WeightChange.Weight::change)
            .explained("relative");
    return new TableBlock(columns.table("weights", "Every weight", answer.weights()));
  }
}
