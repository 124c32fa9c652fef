package dev.sonde.question.networks;

import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.network.model.Hints;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.images.Split;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a network is shown, and how it is run; see each component. */
public record DataSettings(
    @Setting(
            help =
                """
                What it is shown: a .npy (or any file of one array), NAME=FILE for each of several \
                inputs, a .npz of all inputs by their names; or images: a folder, a zip, IDX, \
                CIFAR-10 binary\
                """,
            label = "[NAME=]FILE",
            separator = "",
            alsoNamed = "inputs")
        List<String> input,
    @Setting(
            help =
                "The right answer for each example: a .npy, a line of text each, FILE:NAME of a"
                    + " file of several arrays; images bring their own",
            label = "FILE")
        @Nullable String labels,
    @Setting(help = "Which part of the images, where their files say it; all where it is not said")
        @Nullable Split split,
    @Setting(
            help =
                """
                What the network expects of images: imagenet (mean and deviation per colour), \
                centred (-1 to 1), none (0 to 1), bytes (0 to 255); else imagenet for coloured \
                ones and none for grey ones\
                """)
        @Nullable PixelScale normalise,
    @Setting(
            help = "Examples at a time",
            initial = "100",
            min = 1,
            max = 1 << 20,
            affectsResult = false)
        int batch,
    @Setting(
            help =
                "Memory that a run may take, such as 500M or 4G; half of the machine's where"
                    + " it is not said",
            label = "SIZE",
            affectsResult = false)
        @Nullable String memory,
    @Setting(
            help = "What a decoder reads first, where the network's file does not say it",
            label = "SYMBOL")
        @Nullable Integer decoderStart,
    @Setting(
            help =
                "What stands between linear layers, where the network's file does not say it: relu,"
                    + " tanh, sigmoid, gelu, silu, …",
            label = "WORD")
        @Nullable String activation) {

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
        activation);
  }

  /** What is done to images. */
  PixelScale scale() {
    return normalise == null ? PixelScale.AUTO : normalise;
  }

  /** Which images are taken. */
  Split part() {
    return split == null ? Split.ALL : split;
  }

  /** What the settings add to a file that leaves something open. */
  public Hints hints() {
    Hints hints = decoderStart == null ? Hints.none() : Hints.none().start(decoderStart);
    if (activation != null) hints = hints.activation(activation);
    return memory == null ? hints : hints.memory(MemoryLimit.of(memory));
  }
}
