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
                "The input whose values are taken: a text for a transformer, else a .npy or a .npz"
                    + " of all inputs",
            label = "TEXT|FILE")
        String clean,
    @Setting(
            help =
                "The input that they are put into: a text of as many tokens, or a file of the"
                    + " same shape",
            label = "TEXT|FILE")
        String corrupted,
    @Setting(
            help =
                "The right answer to the clean input: a token, or a class from 0; else the class"
                    + " that the network gives it",
            label = "TOKEN|CLASS")
        @Nullable String answer,
    @Setting(
            help = "The right answer to the corrupted input, said in the same way",
            label = "TOKEN|CLASS")
        @Nullable String wrong,
    @Setting(
            help =
                "Of a transformer, what is put in: a head's output, the residual stream before a"
                    + " block, or what attention or the MLP adds",
            initial = "head")
        PatchGrid.Part part,
    @Setting(
            help =
                "The sites whose values are put in, of a network that is no transformer; all but"
                    + " the inputs where none is given",
            label = "GLOB",
            separator = "")
        List<String> site,
    @Setting(
            help = "Copies of the input in a batch, each with another part put in",
            initial = "32",
            min = 1,
            max = 4096,
            affectsResult = false)
        int batch,
    @Setting(
            help =
                "Memory that a run may take, such as 500M or 4G; half of the machine's where"
                    + " it is not said",
            label = "SIZE",
            affectsResult = false)
        @Nullable String memory)
    implements Adjustable<PatchSettings> {

  public PatchSettings {
    site = List.copyOf(site);
  }

  /**
   * What a transformer with its tokenizer is asked is not what other networks are asked.
   *
   * @throws SettingsException if what is needed is missing
   */
  void check() {
    if (text()) {
      if (answer == null) throw new SettingsException("answer", "needed: a token");
      if (wrong == null) throw new SettingsException("wrong", "needed: a token");
      if (!site.isEmpty()) {
        throw new SettingsException(
                "site", "of networks that read no text; of those that do, a part says it")
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
    throw new SettingsException(name, text + ": a class is a whole number from 0");
  }

  /** What is patched of a transformer. */
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
