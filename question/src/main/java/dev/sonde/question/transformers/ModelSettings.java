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
            help = "A LoRA adapter of PEFT that is added to the model's weights",
            label = "FOLDER",
            input = true)
        @Nullable Path adapter,
    @Setting(
            help =
                "A folder or file with the tokenizer; by default the model's own, or what lies"
                    + " beside its file",
            label = "PATH",
            input = true)
        @Nullable Path tokenizer,
    @Setting(help = "Type of all numbers", initial = "float32") Precision dtype,
    @Setting(
            help = "Weights that may be kept in memory; of more, layers are brought in one by one",
            unit = "MiB",
            initial = "2048",
            min = 0,
            max = 1 << 20,
            affectsResult = false)
        int resident) {

  /** Types that transformers are computed in. */
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
            with + ": an adapter goes onto a model's folder, not onto a file: " + folder);
      }
      opened = ExportedTransformer.open(folder, settings);
    } else opened = Transformer.open(folder, with, settings);
    return tokenizer == null ? opened : opened.withTokenizer(tokenizer);
  }

  /** What a page calls it: the folder's name, and the adapter's. */
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

  /** A token as people read it. */
  public static String shown(Tokenizer tokenizer, int id) {
    return tokenizer.token(id).orElse("#" + id);
  }

  /**
   * The one token that a text is.
   *
   * @throws QuestionException if it is none or several
   */
  public static int single(Tokenizer tokenizer, String text) {
    int[] ids = tokenizer.encodeBare(text);
    if (ids.length == 1) return ids[0];
    throw new QuestionException(
        "'%s' is %d tokens, and the answer must be one; a space in front may belong to it"
            .formatted(text, ids.length));
  }
}
