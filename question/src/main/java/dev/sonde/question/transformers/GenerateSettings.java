package dev.sonde.question.transformers;

import dev.sonde.network.recurrent.TextReader;
import dev.sonde.network.text.Sampling;
import dev.sonde.network.transformer.exported.ExportedTransformer;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How text is generated; see each component. */
public record GenerateSettings(
    @Nested ModelSettings how,
    @Setting(help = "The text that the model continues") String prompt,
    @Setting(
            help = "Largest number of tokens or symbols to generate",
            initial = "100",
            min = 0,
            max = 1_000_000)
        int tokens,
    @Setting(
            help = "Sampling temperature; 0: always the most probable token (greedy)",
            initial = "0",
            min = 0,
            max = 100)
        double temperature,
    @Setting(
            help = "Sample only from this many most probable tokens (top-k); 0: from all",
            initial = "0",
            min = 0)
        int topK,
    @Setting(
            help =
                "Sample only from the most probable tokens whose probabilities sum to this (top-p);"
                    + " 1: from all",
            initial = "1",
            above = 0,
            max = 1)
        double topP,
    @Setting(help = "Seed of the sampling", initial = "0") long seed,
    @Setting(
            help = "A symbol that ends the text, such as '<s>'; of recurrent networks",
            label = "SYMBOL")
        @Nullable String stop,
    @Setting(
            help =
                "Vocabulary file of a recurrent network: JSON with each symbol's number, a JSON"
                    + " list, or one symbol per line; default: the file beside the network; without"
                    + " one, texts are numbers separated by spaces",
            label = "FILE",
            input = true)
        @Nullable Path vocab,
    @Setting(
            help =
                "Length to which a recurrent network's texts are padded at the front with symbol 0,"
                    + " and of which longer ones keep the end; default: the length of its input, if"
                    + " that is fixed",
            min = 1,
            max = 1 << 20)
        @Nullable Integer pad)
    implements Adjustable<GenerateSettings> {

  public GenerateSettings {
    SettingsCodec.check(
        GenerateSettings.class,
        how,
        prompt,
        tokens,
        temperature,
        topK,
        topP,
        seed,
        stop,
        vocab,
        pad);
  }

  /** Whether the model is read as a recurrent network: a file of no transformer's weights. */
  boolean recurrent() {
    boolean said = stop != null || vocab != null || pad != null;
    Path model = how.model();
    boolean transformer =
        !Files.isRegularFile(model)
            || !ExportedTransformer.mayBe(model)
            || ExportedTransformer.isTransformer(model);
    if (!transformer) return true;
    if (said) {
      throw new SettingsException(
          stop != null ? "stop" : vocab != null ? "vocab" : "pad",
          "applies only to recurrent networks");
    }
    return false;
  }

  TextReader.Settings reader() {
    return new TextReader.Settings(
        Optional.ofNullable(vocab),
        List.of(),
        pad == null ? OptionalInt.empty() : OptionalInt.of(pad),
        OptionalInt.empty());
  }

  Sampling sampling() {
    return new Sampling(temperature, topK, topP);
  }
}
