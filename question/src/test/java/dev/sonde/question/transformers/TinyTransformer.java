package dev.sonde.question.transformers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A random model of two layers and three heads with a tokenizer of 53 words, w0 to w52. */
final class TinyTransformer {

  private TinyTransformer() {}

  /** Puts one into {@code folder}; {@code family} is a folder of the network's test models. */
  static Path in(Path folder, String family) throws IOException {
    Path from =
        Path.of(System.getProperty("sonde.root", "."))
            .resolve("network/src/test/resources/transformers")
            .resolve(family);
    Path model = Files.createDirectories(folder.resolve(family));
    for (String file : new String[] {"config.json", "model.safetensors"}) {
      Files.copy(from.resolve(file), model.resolve(file));
    }
    String words =
        IntStream.range(0, 53)
            .mapToObj(i -> "\"w" + i + "\": " + i)
            .collect(Collectors.joining(", "));
    Files.writeString(
        model.resolve("tokenizer.json"),
        """
        {"version": "1.0", "added_tokens": [], "normalizer": null,
         "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": null, "decoder": null,
         "model": {"type": "WordLevel", "unk_token": "w0", "vocab": {%s}}}
        """
            .formatted(words));
    return model;
  }
}
