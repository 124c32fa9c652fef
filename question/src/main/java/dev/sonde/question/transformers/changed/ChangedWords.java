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

/** Findings and tables about differences between two models. */
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
            "Relative change of all weights together: %s; %d of %d weight tensors differ."
                .formatted(Numbers.percent(answer.change()), moved, answer.weights().size())));
    Layer last = answer.layers().getLast();
    findings.add(
        new Finding(
            Tone.NOTABLE,
            "The output distributions differ by a KL of %s nats over %s; at %s of the positions the models predict different tokens. After a random change of the same size: %s nats."
                .formatted(
                    Numbers.plain(last.kl()),
                    Numbers.count(answer.tokens(), "token", "tokens"),
                    Numbers.percent(last.other()),
                    Numbers.plain(last.klRandom()))));
    Layer least = answer.layers().stream().min(Comparator.comparingDouble(Layer::cka)).orElse(last);
    findings.add(
        Finding.plain(
            "Residual streams differ most after %s: CKA %s; after a random change %s, with shuffled tokens %s."
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
            "Attention changed most in head %d.%d: Jensen–Shannon divergence %s nats (possible maximum %s); after a random change: %s."
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
            .integer("layer", Layer::layer)
            .explained("number of blocks before; 0: the embedding")
            .real("change", "weight change", Layer::change)
            .explained("relative change of the weights of the block before")
            .real("cka", "CKA", Layer::cka)
            .explained("linear CKA of the residual streams; 1: the same up to rotation and scale")
            .real("cka_random", "random", Layer::ckaRandom)
            .explained("after a random change of the same size")
            .real("cka_shuffled", "shuffled", Layer::ckaShuffled)
            .explained("CKA of the base with itself, tokens shuffled")
            .ranked(1)
            .real("kl", "KL", Layer::kl)
            .explained("KL between the logit-lens predictions, in nats")
            .real("kl_random", "random", Layer::klRandom)
            .explained("after a random change of the same size")
            .real("other", "other token", Layer::other)
            .explained("share of positions at which the models predict different tokens")
            .ranked(1);
    return new TableBlock(columns.table("layers", "Layer by layer", answer.layers()));
  }

  static TableBlock heads(ChangedAnswer answer) {
    Columns<Head> columns =
        Columns.<Head>empty()
            .integer("layer", Head::layer)
            .integer("head", Head::head)
            .real("q", "queries", Head::q)
            .explained("relative change of the weights")
            .real("k", "keys", Head::k)
            .real("v", "values", Head::v)
            .real("o", "output", Head::o)
            .real("divergence", "attention", Head::divergence)
            .explained("Jensen–Shannon divergence of the attention patterns, in nats")
            .real("random", Head::random)
            .explained("after a random change of the same size");
    return new TableBlock(
        columns.table(
            "heads",
            "By change of attention, the largest first",
            answer.heads().stream()
                .sorted(Comparator.comparingDouble((Head h) -> -h.divergence()))
                .toList()));
  }

  static TableBlock neurons(ChangedAnswer answer) {
    Columns<WeightChange.Neuron> columns =
        Columns.<WeightChange.Neuron>empty()
            .integer("layer", WeightChange.Neuron::layer)
            .integer("neuron", WeightChange.Neuron::neuron)
            .real("change", WeightChange.Neuron::change)
            .explained("relative change of its input and output weights together");
    return new TableBlock(
        columns.table("neurons", "By relative change, the largest first", answer.neurons()));
  }

  static TableBlock weights(ChangedAnswer answer) {
    Columns<WeightChange.Weight> columns =
        Columns.<WeightChange.Weight>empty()
            .text("weight", WeightChange.Weight::weight)
            .real("norm", WeightChange.Weight::norm)
            .explained("Frobenius norm of the base's weight")
            .real("change", "relative change", WeightChange.Weight::change)
            .explained("relative");
    return new TableBlock(columns.table("weights", "Every weight", answer.weights()));
  }
}
