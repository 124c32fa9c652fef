package dev.sonde.question.transformers.attention;

import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.heads.AttentionPatterns;
import dev.sonde.network.transformer.heads.AttentionShares;
import dev.sonde.network.transformer.heads.AttentionShares.Head;
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
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where does attention go in a text? (Clark et al. 2019; BertViz, CircuitsVis.) */
public final class AttentionQuestion implements Question<AttentionSettings, AttentionAnswer> {

  /** Separator and end-of-text tokens of the supported model families. */
  private static final Set<String> SEPARATORS =
      Set.of("[SEP]", "</s>", "<|endoftext|>", "<|im_end|>", "<|eot_id|>", "<end_of_turn>");

  @Override
  public About<AttentionSettings> about() {
    return About.of(
            "attention",
            Group.RUN,
            "Shows what each head attends to in given texts.",
            AttentionSettings.class)
        .details(
            "Share of attention on the previous, next and first token, on separators, on other"
                + " positions with the same token and on the token itself; entropy, distance,"
                + " and the token that receives most. Means over texts, with two baselines:"
                + " random tokens in place of the texts', and uniform attention.",
            "The page draws the attention patterns on the first text, one head large.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "attention stories260k --text 'Once upon a time' -o attention.html",
            "attention gpt2 --texts lines.txt --head 4.11 --json");
  }

  @Override
  public AttentionAnswer answer(AttentionSettings settings, Work work) {
    List<String> texts = settings.read().all();
    try (Transformer model = settings.how().open();
        Work.Stage stage = work.stage("reading", "texts", texts.size())) {
      Tokenizer tokenizer = ModelSettings.tokenizer(model);
      List<int[]> ids = TextsSettings.tokens(model, texts);
      AttentionShares shares =
          AttentionShares.of(
              model,
              ids,
              new AttentionShares.Settings(
                  id -> SEPARATORS.contains(tokenizer.token(id).orElse("")),
                  tokenizer::isSpecial,
                  settings.seed()),
              () -> {
                stage.step(1);
                return !work.stopped();
              });
      return new AttentionAnswer(
          shares.texts(),
          shares.tokens(),
          words(tokenizer, ids.getFirst()),
          large(settings.head(), shares.heads()),
          shares.heads().stream().map(head -> sink(head.sink(), tokenizer)).toList(),
          shares.heads());
    }
  }

  private static List<String> words(Tokenizer tokenizer, int[] ids) {
    return IntStream.of(ids).mapToObj(id -> ModelSettings.shown(tokenizer, id)).toList();
  }

  private static String sink(AttentionShares.Sink sink, Tokenizer tokenizer) {
    return sink.position() < 0 ? "–" : ModelSettings.shown(tokenizer, sink.token());
  }

  private static String large(@Nullable String asked, List<Head> heads) {
    if (asked == null) {
      return heads.stream()
          .max(Comparator.comparingDouble(AttentionWords::standsOut))
          .map(AttentionWords::name)
          .orElse("0.0");
    }
    if (heads.stream().anyMatch(head -> AttentionWords.name(head).equals(asked))) return asked;
    throw new SettingsException(
        "head",
        "%s: no such head; heads are numbered from 0.0 to %s"
            .formatted(asked, AttentionWords.name(heads.getLast())));
  }

  @Override
  public Page summary(AttentionSettings settings, AttentionAnswer answer) {
    return new Page(
        "Where attention goes",
        settings.how().name(),
        AttentionWords.findings(answer),
        List.of(new Page.Section("Heads", List.of(AttentionWords.table(answer)))));
  }

  @Override
  public Page page(AttentionSettings settings, AttentionAnswer answer, Work work) {
    AttentionPatterns patterns = patterns(settings);
    List<Block> drawn = new ArrayList<>();
    drawn.add(new Block.Picture(AttentionFigures.large(answer, patterns)));
    drawn.add(new Block.Picture(AttentionFigures.all(answer, patterns)));
    List<Page.Section> sections = new ArrayList<>();
    sections.add(
        new Page.Section("Shares", List.of(new Block.Picture(AttentionFigures.maps(answer)))));
    sections.add(new Page.Section("Patterns of the first text", drawn));
    Page summary = summary(settings, answer);
    sections.addAll(summary.sections());
    return summary.with(sections);
  }

  private static AttentionPatterns patterns(AttentionSettings settings) {
    try (Transformer model = settings.how().open()) {
      List<String> first = settings.read().all().subList(0, 1);
      return AttentionPatterns.of(model, TextsSettings.tokens(model, first).getFirst());
    }
  }

  @Override
  public List<Output<AttentionSettings, AttentionAnswer>> outputs() {
    return List.of(
        Drawings.of((settings, answer) -> AttentionFigures.large(answer, patterns(settings))));
  }
}
