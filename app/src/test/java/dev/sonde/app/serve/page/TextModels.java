package dev.sonde.app.serve.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A random language model with a tokenizer of 53 words, w0 to w52, two of which are markup. */
final class TextModels {

  /** Which of the network's test models it is; two layers of three heads. */
  private static final String FAMILY = "gpt2";

  static final String HOSTILE = "<b>x</b>";

  private TextModels() {}

  /** Puts one into a folder of its own. */
  static Path in(Path folder) throws IOException {
    Path from =
        Path.of(System.getProperty("sonde.root", ".."))
            .resolve("network/src/test/resources/transformers")
            .resolve(FAMILY);
    Path model = Files.createDirectories(folder.resolve("tiny"));
    for (String file : new String[] {"config.json", "model.safetensors"}) {
      Files.copy(from.resolve(file), model.resolve(file));
    }
    String words =
        IntStream.range(0, 52)
            .mapToObj(i -> "\"w" + i + "\": " + i)
            .collect(Collectors.joining(", "));
    Files.writeString(
        model.resolve("tokenizer.json"),
        """
        {"version": "1.0", "added_tokens": [], "normalizer": null,
         "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": null, "decoder": null,
         "model": {"type": "WordLevel", "unk_token": "w0", "vocab": {%s, "%s": 52}}}
        """
            .formatted(words, HOSTILE));
    return model;
  }
}
