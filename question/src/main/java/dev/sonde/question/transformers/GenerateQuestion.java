package dev.sonde.question.transformers;

import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Generation;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import java.util.List;

/** How does a model continue a text? */
public final class GenerateQuestion implements Question<GenerateSettings, GenerateAnswer> {

  @Override
  public About<GenerateSettings> about() {
    return About.of(
            "generate", Group.RUN, "Generates text with a transformer.", GenerateSettings.class)
        .details("Greedy decoding, or sampling; a seed makes samples repeatable.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples("generate stories260k --prompt 'Once upon a time' --tokens 100");
  }

  @Override
  public GenerateAnswer answer(GenerateSettings settings, Work work) {
    try (Transformer model = settings.how().open();
        Work.Stage stage = work.stage("writing", "tokens", settings.tokens())) {
      Tokenizer tokenizer = ModelSettings.tokenizer(model);
      Generation.Settings how =
          new Generation.Settings(
              settings.tokens(),
              settings.temperature(),
              settings.topK(),
              settings.topP(),
              settings.seed(),
              List.of());
      Generation written =
          Generation.of(
              model,
              tokenizer.encode(settings.prompt()),
              how,
              id -> {
                stage.step(1);
                return !work.stopped();
              });
      int[] ids = written.tokens().stream().mapToInt(Integer::intValue).toArray();
      return new GenerateAnswer(
          tokenizer.decode(ids), written.tokens(), written.written(), written.stopped());
    }
  }

  @Override
  public Page summary(GenerateSettings settings, GenerateAnswer answer) {
    return new Page(
        "Generated text",
        String.valueOf(settings.how().model().getFileName()),
        List.of(Finding.plain(answer.text())),
        List.of());
  }
}
