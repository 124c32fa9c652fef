package dev.sonde.question.networks;

import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.network.model.Hints;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.settings.SettingsException;
import dev.sonde.study.images.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The inputs of a network, and how it is run on them; see each component. */
public record DataSettings(
    @Setting(
            help =
                """
                Inputs: a .npy (or any file of one array, or a .csv), NAME=FILE for each of \
                several inputs, a .npz of all inputs by their names; images: a folder, a zip, \
                IDX, CIFAR-10 binary; or texts: a .txt, one on each line\
                """,
            label = "[NAME=]FILE",
            separator = "",
            alsoNamed = "inputs")
        List<String> input,
    @Setting(
            help =
                "The label of each example: a .npy, a text file with one label per line, or"
                    + " FILE:NAME for one of several arrays or a column of a .csv; default: the"
                    + " images' own labels",
            label = "FILE")
        @Nullable String labels,
    @Setting(help = "Which split of the images, if their files have splits; default: all")
        @Nullable Split split,
    @Setting(
            help =
                """
                How pixels are normalised: imagenet (mean and standard deviation per channel), \
                centred (-1 to 1), none (0 to 1), bytes (0 to 255); default: imagenet for colour \
                images, none for grey ones\
                """)
        @Nullable PixelScale normalise,
    @Setting(
            help = "Examples per batch",
            initial = "100",
            min = 1,
            max = 1 << 20,
            affectsResult = false)
        int batch,
    @Setting(
            help =
                "Memory limit of a run, such as 500M or 4G; default: half of the machine's"
                    + " memory",
            label = "SIZE",
            affectsResult = false)
        @Nullable String memory,
    @Setting(
            help = "The symbol that a decoder reads first, if the network's file does not state it",
            label = "SYMBOL")
        @Nullable Integer decoderStart,
    @Setting(
            help =
                "The activation function between linear layers, if the network's file does not"
                    + " state it: relu, tanh, sigmoid, gelu, silu, …",
            label = "WORD")
        @Nullable String activation,
    @Setting(
            help =
                "Vocabulary file of texts: JSON with each symbol's number, a JSON list, or one"
                    + " symbol per line; default: the file beside the network; without one, texts"
                    + " are numbers separated by spaces",
            label = "FILE",
            input = true)
        @Nullable Path vocab,
    @Setting(
            help =
                "Length to which texts are padded at the front with symbol 0; default: the length"
                    + " of the network's input, or of the longest text",
            min = 1,
            max = 1 << 20)
        @Nullable Integer pad,
    @Setting(
            help =
                "Each symbol of a text is a row of so many zeros with a one at its number; else as"
                    + " the network's file says, or the number itself where it says nothing",
            min = 1,
            max = 1 << 20,
            label = "WIDTH")
        @Nullable Integer oneHot) {

  public DataSettings {
    input = List.copyOf(input);
    SettingsCodec.check(
        DataSettings.class,
        input,
        labels,
        split,
        normalise,
        batch,
        memory,
        decoderStart,
        activation,
        vocab,
        pad,
        oneHot);
    if (input.size() != 1 || !isText(input.getFirst(), vocab)) {
      String said = vocab != null ? "vocab" : pad != null ? "pad" : oneHot != null ? "oneHot" : "";
      if (!said.isEmpty()) {
        throw new SettingsException(said, "applies only to texts, one file as the input")
            .mendedBy("input");
      }
    }
  }

  /** The same for other inputs, without labels. */
  public DataSettings of(String other) {
    boolean text = isText(other, vocab);
    return new DataSettings(
        List.of(other),
        null,
        split,
        normalise,
        batch,
        memory,
        decoderStart,
        activation,
        text ? vocab : null,
        text ? pad : null,
        text ? oneHot : null);
  }

  /** Whether the inputs are texts: by the file's name, or because there is a vocabulary. */
  boolean isText() {
    return input.size() == 1 && isText(input.getFirst(), vocab);
  }

  private static boolean isText(String name, @Nullable Path vocab) {
    return name.toLowerCase(Locale.ROOT).endsWith(".txt")
        || (vocab != null && Files.isRegularFile(Path.of(name)));
  }

  /** Normalisation of pixels. */
  PixelScale scale() {
    return normalise == null ? PixelScale.AUTO : normalise;
  }

  /** Split of the images. */
  Split part() {
    return split == null ? Split.ALL : split;
  }

  /** What the settings state that a network's file leaves open. */
  public Hints hints() {
    Hints hints = decoderStart == null ? Hints.none() : Hints.none().start(decoderStart);
    if (activation != null) hints = hints.activation(activation);
    return memory == null ? hints : hints.memory(MemoryLimit.of(memory));
  }
}
