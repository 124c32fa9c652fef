package dev.sonde.question.networks;

import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.recurrent.Symbols;
import dev.sonde.network.recurrent.TextExamples;
import dev.sonde.network.recurrent.TextInput;
import dev.sonde.question.transformers.TextsSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Lines of a file as texts that a network reads symbol by symbol. */
final class TextData {

  private TextData() {}

  static TextExamples of(Path model, ArrayNetwork network, DataSettings settings) {
    Path file = Path.of(settings.input().getFirst());
    Symbols symbols =
        Optional.ofNullable(settings.vocab())
            .or(() -> Symbols.beside(model))
            .map(Symbols::read)
            .orElseGet(Symbols::none);
    TextInput input =
        TextInput.of(model, network, optional(settings.pad()), optional(settings.oneHot()));
    return TextExamples.of(input, symbols, TextsSettings.lines(file), List.of(file));
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** What was read, in a sentence. */
  static String words(TextExamples read) {
    IntSummaryStatistics lengths =
        Arrays.stream(read.numbers()).mapToInt(text -> text.length).summaryStatistics();
    return "%s: %d texts of %d to %d symbols, padded at the front to %d."
        .formatted(
            read.files().getFirst(),
            read.texts().size(),
            lengths.getMin(),
            lengths.getMax(),
            read.length());
  }
}
