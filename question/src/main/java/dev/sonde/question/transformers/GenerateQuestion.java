package dev.sonde.question.transformers;

import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.network.recurrent.Continuation;
import dev.sonde.network.recurrent.Symbols;
import dev.sonde.network.recurrent.TextReader;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.transformer.Generation;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.question.About;
import dev.sonde.question.Group;
import dev.sonde.question.Need;
import dev.sonde.question.Question;
import dev.sonde.question.Work;
import dev.sonde.settings.SettingsException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How does a model continue a text? */
public final class GenerateQuestion implements Question<GenerateSettings, GenerateAnswer> {

  @Override
  public About<GenerateSettings> about() {
    return About.of(
            "generate",
            Group.RUN,
            "Generates text with a transformer or a recurrent network.",
            GenerateSettings.class)
        .details(
            "Greedy decoding, or sampling; a seed makes samples repeatable.",
            "A recurrent network is one that predicts the next symbol, such as a character-level"
                + " LSTM in Keras, .pt2, TorchScript or a PyTorch file; it writes symbols of its"
                + " vocabulary.")
        .needs(Need.NETWORK, Need.INPUTS)
        .examples(
            "generate stories260k --prompt 'Once upon a time' --tokens 100",
            "generate textgenrnn.hdf5 --vocab textgenrnn_vocab.json --pad 40 --prompt '<s>What'"
                + " --stop '<s>' --temperature 0.5");
  }

  @Override
  public GenerateAnswer answer(GenerateSettings settings, Work work) {
    return settings.recurrent() ? ofSymbols(settings, work) : ofTokens(settings, work);
  }

  private static GenerateAnswer ofSymbols(GenerateSettings settings, Work work) {
    try (TextReader reader = TextReader.open(settings.how().model(), settings.reader());
        Work.Stage stage = work.stage("writing", "symbols", settings.tokens())) {
      Symbols symbols = reader.symbols();
      Set<Integer> stops = new HashSet<>();
      String stop = settings.stop();
      if (stop != null) stops.add(symbols.number(stop).orElseThrow(() -> unknown(stop)));
      Continuation written =
          Continuation.of(
              reader,
              reader.numbers(settings.prompt()),
              new Continuation.Settings(
                  settings.tokens(), settings.sampling(), settings.seed(), stops),
              _ -> {
                stage.step(1);
                return !work.stopped();
              });
      return new GenerateAnswer(
          symbols.text(written.numbers()), written.numbers(), written.written(), written.stopped());
    }
  }

  private static SettingsException unknown(String stop) {
    return new SettingsException("stop", "'" + stop + "' is not in the network's vocabulary");
  }

  private static GenerateAnswer ofTokens(GenerateSettings settings, Work work) {
    try (Transformer model = settings.how().open();
        Work.Stage stage = work.stage("writing", "tokens", settings.tokens())) {
      Tokenizer tokenizer = ModelSettings.tokenizer(model);
      Generation.Settings how =
          new Generation.Settings(
              settings.tokens(), settings.sampling(), settings.seed(), List.of());
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
