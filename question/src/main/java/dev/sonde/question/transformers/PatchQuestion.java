package dev.sonde.question.transformers;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.patching.Metric;
import dev.sonde.network.transformer.patching.PatchGrid;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which parts carry an answer? Activation patching (Wang et al. 2022). */
public final class PatchQuestion implements Question<PatchSettings, PatchAnswer> {

  @Override
  public About<PatchSettings> about() {
    return About.of(
            "patch",
            Group.RUN,
            "Puts values of one text into another, part by part.",
            PatchSettings.class)
        .details(
            "Every head, or stream, at every position of the clean text is put into the corrupted"
                + " one; what is told is how much of the logit difference between the two answers"
                + " comes back.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "patch stories260k --clean 'The girl said that' --corrupted 'The boy said that'"
                + " --answer she --wrong he --json");
  }

  @Override
  public PatchAnswer answer(PatchSettings settings, Work work) {
    try (Transformer model = settings.how().open();
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
      List<PatchAnswer.Effect> effects = new ArrayList<>();
      for (int layer = 0; layer < grid.layers(); layer++) {
        for (int head = 0; head < grid.units(); head++) {
          for (int position = 0; position < grid.positions(); position++) {
            effects.add(
                new PatchAnswer.Effect(
                    layer,
                    head,
                    position,
                    grid.value(layer, head, position),
                    grid.recovered(layer, head, position)));
          }
        }
      }
      return new PatchAnswer(
          IntStream.of(clean).mapToObj(id -> ModelSettings.shown(tokenizer, id)).toList(),
          grid.clean(),
          grid.corrupted(),
          effects);
    }
  }

  @Override
  public Page summary(PatchSettings settings, PatchAnswer answer) {
    boolean heads = settings.part() == PatchGrid.Part.HEAD;
    List<PatchAnswer.Effect> sorted =
        answer.effects().stream()
            .sorted(Comparator.comparingDouble((PatchAnswer.Effect e) -> -Math.abs(e.recovered())))
            .toList();
    Columns<PatchAnswer.Effect> columns =
        Columns.<PatchAnswer.Effect>empty().integer("layer", "layer", PatchAnswer.Effect::layer);
    if (heads) columns = columns.integer("head", "head", PatchAnswer.Effect::head);
    columns =
        columns
            .integer("position", "position", PatchAnswer.Effect::position)
            .text("token", "token", e -> answer.tokens().get(e.position()))
            .real("value", "logit difference", PatchAnswer.Effect::value)
            .real("recovered", "recovered", PatchAnswer.Effect::recovered)
            .explained("share of the way from corrupted to clean");
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "The logit of '%s' less that of '%s' is %s on the clean text and %s on the corrupted one."
                .formatted(
                    settings.answer(),
                    settings.wrong(),
                    Numbers.plain(answer.clean()),
                    Numbers.plain(answer.corrupted()))));
    if (!sorted.isEmpty()) findings.add(strongest(sorted.getFirst(), heads, answer));
    return new Page(
        "Which parts carry the answer",
        settings.clean(),
        findings,
        List.of(
            new Page.Section(
                "Parts",
                List.of(new TableBlock(columns.table("parts", "The strongest first", sorted))))),
        null);
  }

  private static Finding strongest(PatchAnswer.Effect effect, boolean heads, PatchAnswer answer) {
    String part =
        heads ? "head " + effect.layer() + "." + effect.head() : "layer " + effect.layer();
    return new Finding(
        Tone.NOTABLE,
        "Most comes back with %s at position %d ('%s'): %s of the difference."
            .formatted(
                part,
                effect.position(),
                answer.tokens().get(effect.position()),
                Numbers.plain(effect.recovered())));
  }
}
