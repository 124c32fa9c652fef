package dev.sonde.question.networks;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.torch.Torch;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerSummary;
import dev.sonde.network.transformer.TransformerSummary.Site;
import dev.sonde.network.transformer.TransformerSummary.Trait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Findings and tables about a transformer's structure. */
final class TransformerPages {

  private TransformerPages() {}

  /** Whether a path is a transformer's folder or GGUF file. */
  static boolean isTransformer(Path model) {
    if (Files.isDirectory(model)) return Files.isRegularFile(model.resolve("config.json"));
    return model.toString().endsWith(".gguf") && Files.isRegularFile(model);
  }

  static TransformerSummary read(Path model) {
    Torch.require();
    try (Transformer opened = Transformer.open(model)) {
      return TransformerSummary.of(opened);
    }
  }

  static Page of(Path model, TransformerSummary summary) {
    Columns<Site> sites =
        Columns.<Site>empty()
            .text("site", Site::name)
            .text("shape", Site::shape)
            .text("units", Site::units);
    Columns<Trait> traits =
        Columns.<Trait>empty().text("trait", Trait::name).text("value", Trait::value);
    return new Page(
        "Structure of a transformer",
        String.valueOf(model.getFileName()),
        findings(summary),
        List.of(
            Page.Section.of(
                "Traits",
                traits.table(
                    "traits", "Features that differ between model families", summary.traits())),
            Page.Section.of("Sites", sites.table("sites", "N is a layer", summary.sites()))));
  }

  private static List<Finding> findings(TransformerSummary summary) {
    Architecture.Sizes s = summary.sizes();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "%s, %s: %d layers of %d heads (%d key-value heads), width %d, MLP width %d, %s, %d positions%s."
                .formatted(
                    summary.family(),
                    Numbers.count(summary.parameters(), "parameter", "parameters"),
                    s.layers(),
                    s.heads(),
                    s.keyHeads(),
                    s.width(),
                    s.mlpWidth(),
                    Numbers.count(s.vocabulary(), "token", "tokens"),
                    s.context(),
                    summary.tied() ? ", tied embedding and unembedding" : "")));
    if (!summary.note().isEmpty()) findings.add(Finding.plain(summary.note()));
    TransformerSummary.Text text = summary.tokenizer();
    findings.add(
        Finding.plain(
            text == null
                ? "No tokenizer was found beside the weights."
                : "Its tokenizer has %s, %d of them special."
                    .formatted(Numbers.count(text.tokens(), "token", "tokens"), text.special())));
    TransformerSummary.Memory memory = summary.memory();
    findings.add(
        Finding.plain(
            "Weights take %s in float32 all at once, about %s layer by layer (resident 0): one layer is %s, the larger of embedding and unembedding %s."
                .formatted(
                    Numbers.bytes(memory.whole()),
                    Numbers.bytes(memory.resident()),
                    Numbers.bytes(memory.layer()),
                    Numbers.bytes(memory.ends()))));
    return findings;
  }
}
