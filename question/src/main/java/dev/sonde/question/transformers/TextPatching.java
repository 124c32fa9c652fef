package dev.sonde.question.transformers;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.patching.Metric;
import dev.sonde.network.transformer.patching.PatchGrid;
import dev.sonde.question.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which parts carry an answer? Activation patching (Wang et al. 2022). */
public final class TextPatching {

  private TextPatching() {}

  /**
   * What is patched.
   *
   * @param clean the text whose activations are patched in
   * @param corrupted the text that is run with them
   * @param answer the correct next token of the clean text
   * @param wrong the correct next token of the corrupted text
   */
  public record Texts(
      String clean, String corrupted, String answer, String wrong, PatchGrid.Part part) {}

  /** Patches every part at every position. */
  public static PatchedText of(ModelSettings how, Texts settings, Work work) {
    try (Transformer model = how.open();
        Work.Stage _ = work.stage("patching", "parts", -1)) {
      Tokenizer tokenizer = ModelSettings.tokenizer(model);
      int[] clean = tokenizer.encode(settings.clean());
      PatchGrid grid =
          PatchGrid.of(
              model,
              clean,
              tokenizer.encode(settings.corrupted()),
              new Metric(
                  ModelSettings.single(tokenizer, settings.answer()),
                  ModelSettings.single(tokenizer, settings.wrong())),
              PatchGrid.Settings.of(settings.part()));
      List<PatchedText.Effect> effects = new ArrayList<>();
      for (int layer = 0; layer < grid.layers(); layer++) {
        for (int head = 0; head < grid.units(); head++) {
          for (int position = 0; position < grid.positions(); position++) {
            effects.add(
                new PatchedText.Effect(
                    layer,
                    head,
                    position,
                    grid.value(layer, head, position),
                    grid.recovered(layer, head, position)));
          }
        }
      }
      return new PatchedText(
          IntStream.of(clean).mapToObj(id -> ModelSettings.shown(tokenizer, id)).toList(),
          grid.clean(),
          grid.corrupted(),
          effects);
    }
  }

  /** The answer in words, the strongest part first. */
  public static Page summary(Texts settings, PatchedText answer) {
    boolean heads = settings.part() == PatchGrid.Part.HEAD;
    List<PatchedText.Effect> sorted =
        answer.effects().stream()
            .sorted(Comparator.comparingDouble((PatchedText.Effect e) -> -Math.abs(e.recovered())))
            .toList();
    Columns<PatchedText.Effect> columns =
        Columns.<PatchedText.Effect>empty().integer("layer", PatchedText.Effect::layer);
    if (heads) columns = columns.integer("head", PatchedText.Effect::head);
    columns =
        columns
            .integer("position", PatchedText.Effect::position)
            .text("token", e -> answer.tokens().get(e.position()))
            .real("value", "logit difference", PatchedText.Effect::value)
            .real("recovered", PatchedText.Effect::recovered)
            .explained("share of the logit difference; 0: corrupted, 1: clean");
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "Logit difference ('%s' − '%s'): %s on the clean text, %s on the corrupted text."
                .formatted(
                    settings.answer(),
                    settings.wrong(),
                    Numbers.plain(answer.clean()),
                    Numbers.plain(answer.corrupted()))));
    if (!sorted.isEmpty()) findings.add(strongest(sorted.getFirst(), heads, answer));
    return new Page(
        "Which parts recover the answer",
        settings.clean(),
        findings,
        List.of(
            new Page.Section(
                "Parts",
                List.of(new TableBlock(columns.table("parts", "The strongest first", sorted))))));
  }

  /** The whole page: the heatmap of recovered logit differences, then the summary. */
  public static Page page(Texts settings, PatchedText answer) {
    Page summary = summary(settings, answer);
    List<Page.Section> sections = new ArrayList<>();
    sections.add(
        new Page.Section(
            "Recovered by part and position",
            List.of(new Block.Picture(PatchFigures.grid(answer, settings.part())))));
    sections.addAll(summary.sections());
    return summary.with(sections);
  }

  private static Finding strongest(PatchedText.Effect effect, boolean heads, PatchedText answer) {
    String part =
        heads ? "head " + effect.layer() + "." + effect.head() : "layer " + effect.layer();
    return new Finding(
        Tone.NOTABLE,
        "Patching %s at position %d ('%s') recovers most: %s of the logit difference."
            .formatted(
                part,
                effect.position(),
                answer.tokens().get(effect.position()),
                Numbers.plain(effect.recovered())));
  }
}
