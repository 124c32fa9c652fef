package dev.sonde.question.transformers;

import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Torch;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.exported.ExportedTransformer;
import dev.sonde.question.QuestionException;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which transformer is asked, and how it is computed; see each component. */
public record ModelSettings(
    @Setting(
            help =
                "A folder as the Hugging Face hub lays it out, a GGUF file, or a .pt2, TorchScript"
                    + " or ONNX file of a family that is known",
            position = 0,
            label = "MODEL",
            input = true)
        Path model,
    @Setting(
            help = "A LoRA adapter (PEFT folder) to add to the model's weights",
            label = "FOLDER",
            input = true)
        @Nullable Path adapter,
    @Setting(
            help =
                "A folder or file with the tokenizer; default: in the model's folder, or beside"
                    + " its file",
            label = "PATH",
            input = true)
        @Nullable Path tokenizer,
    @Setting(help = "Floating-point type of the computation", initial = "float32") Precision dtype,
    @Setting(
            help = "Memory for weights; a larger model is read layer by layer",
            unit = "MiB",
            initial = "2048",
            min = 0,
            max = 1 << 20,
            affectsResult = false)
        int resident) {

  /** Floating-point types that transformers can be computed in. */
  public enum Precision {
    FLOAT32(ElementType.FLOAT32),
    BFLOAT16(ElementType.BFLOAT16),
    FLOAT64(ElementType.FLOAT64);

    private final ElementType type;

    Precision(ElementType type) {
      this.type = type;
    }
  }

  public ModelSettings {
    SettingsCodec.check(ModelSettings.class, model, adapter, tokenizer, dtype, resident);
  }

  /** Opens the model. */
  public Transformer open() {
    return open(model, adapter);
  }

  /** Opens another model in the same way. */
  public Transformer open(Path folder, @Nullable Path with) {
    Torch.require();
    Transformer.Settings settings =
        Transformer.Settings.defaults().type(dtype.type).resident((long) resident << 20);
    Transformer opened;
    if (ExportedTransformer.mayBe(folder)) {
      if (with != null) {
        throw new QuestionException(
            with + ": an adapter can only be added to a model's folder, not to the file " + folder);
      }
      opened = ExportedTransformer.open(folder, settings);
    } else opened = Transformer.open(folder, with, settings);
    return tokenizer == null ? opened : opened.withTokenizer(tokenizer);
  }

  /** The model's name on pages: the folder's name, and the adapter's. */
  public String name() {
    String folder = String.valueOf(model.getFileName());
    return adapter == null ? folder : folder + " with " + adapter.getFileName();
  }

  /**
   * Its tokenizer.
   *
   * @throws QuestionException if it has none
   */
  public static Tokenizer tokenizer(Transformer opened) {
    return opened
        .tokenizer()
        .orElseThrow(
            () ->
                new QuestionException(
                    opened.path()
                        + ": has no tokenizer (tokenizer.json, vocab.json with merges.txt, or"
                        + " vocab.txt in the folder or beside the file); it can also be given"
                        + " alone, as 'tokenizer'"));
  }

  /** A token as readable text. */
  public static String shown(Tokenizer tokenizer, int id) {
    return tokenizer.token(id).orElse("#" + id);
  }

  /**
   * The id of a text that is exactly one token.
   *
   * @throws QuestionException if it is no token or several
   */
  public static int single(Tokenizer tokenizer, String text) {
    int[] ids = tokenizer.encodeBare(text);
    if (ids.length == 1) return ids[0];
    throw new QuestionException(
        "'%s' is %d tokens; give exactly one (most tokens begin with a space: ' word')"
            .formatted(text, ids.length));
  }
}
