package dev.sonde.question.networks;

import dev.sonde.network.effects.SitePatching;
import dev.sonde.network.memory.MemoryLimit;
import dev.sonde.network.model.Hints;
import dev.sonde.network.transformer.exported.ExportedTransformer;
import dev.sonde.network.transformer.patching.PatchGrid;
import dev.sonde.question.transformers.ModelSettings;
import dev.sonde.question.transformers.TextPatching;
import dev.sonde.settings.Adjustable;
import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Which two inputs are patched into each other; see each component. */
public record PatchSettings(
    @Nested ModelSettings how,
    @Setting(
            help =
                "The clean input, whose activations are patched in: a text for a transformer,"
                    + " else a .npy, or a .npz of all inputs",
            label = "TEXT|FILE")
        String clean,
    @Setting(
            help =
                "The corrupted input: a text with the same number of tokens, or a file of the"
                    + " same shape",
            label = "TEXT|FILE")
        String corrupted,
    @Setting(
            help =
                "The correct answer to the clean input: a token, or a class from 0; default: the"
                    + " predicted class",
            label = "TOKEN|CLASS")
        @Nullable String answer,
    @Setting(
            help = "The correct answer to the corrupted input, in the same form",
            label = "TOKEN|CLASS")
        @Nullable String wrong,
    @Setting(
            help =
                "Of a transformer, what is patched: a head's output, the residual stream before"
                    + " a block, or the output of attention or of the MLP",
            initial = "head")
        PatchGrid.Part part,
    @Setting(
            help = "Of other networks, the sites that are patched; default: all but the inputs",
            label = "GLOB",
            separator = "")
        List<String> site,
    @Setting(
            help = "Parts patched in one batch, each in its own copy of the input",
            initial = "32",
            min = 1,
            max = 4096,
            affectsResult = false)
        int batch,
    @Setting(
            help =
                "Memory limit of a run, such as 500M or 4G; default: half of the machine's"
                    + " memory",
            label = "SIZE",
            affectsResult = false)
        @Nullable String memory)
    implements Adjustable<PatchSettings> {

  public PatchSettings {
    site = List.copyOf(site);
  }

  /**
   * Checks which settings apply: those of a transformer with its tokenizer, or of other networks.
   *
   * @throws SettingsException if a needed setting is missing, or one does not apply
   */
  void check() {
    if (text()) {
      if (answer == null) throw new SettingsException("answer", "give a token");
      if (wrong == null) throw new SettingsException("wrong", "give a token");
      if (!site.isEmpty()) {
        throw new SettingsException(
                "site", "only for networks that are not transformers; set 'part' instead")
            .mendedBy("part");
      }
    } else {
      number("answer", answer);
      number("wrong", wrong);
    }
  }

  /**
   * Whether a transformer is asked about texts: a folder or a GGUF file holds one; an export may,
   * and is asked so unless it is shown arrays.
   */
  boolean text() {
    if (Files.isDirectory(how.model()) || how.model().toString().endsWith(".gguf")) return true;
    return !isArray(clean) && !isArray(corrupted) && ExportedTransformer.isTransformer(how.model());
  }

  private static boolean isArray(String given) {
    return given.endsWith(".npy") || given.endsWith(".npz") || Files.isRegularFile(Path.of(given));
  }

  private static OptionalInt number(String name, @Nullable String text) {
    if (text == null) return OptionalInt.empty();
    if (text.matches("\\d{1,8}")) return OptionalInt.of(Integer.parseInt(text));
    throw new SettingsException(name, text + ": give a class as a whole number from 0");
  }

  /** The settings of patching in a transformer. */
  public TextPatching.Texts texts() {
    return new TextPatching.Texts(
        clean, corrupted, answer == null ? "" : answer, wrong == null ? "" : wrong, part);
  }

  Hints hints() {
    return memory == null ? Hints.none() : Hints.none().memory(MemoryLimit.of(memory));
  }

  SitePatching.Settings sites() {
    return new SitePatching.Settings(
        site.isEmpty() ? List.of("**") : site,
        number("answer", answer),
        number("wrong", wrong),
        batch,
        hints().memory().orElseGet(MemoryLimit::ofMachine).bytes() / 2);
  }
}
