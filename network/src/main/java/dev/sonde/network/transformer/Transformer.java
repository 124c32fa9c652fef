package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.json.Json;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.Probes;
import dev.sonde.network.text.Tokenizer;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A transformer that can be looked into.
 *
 * <pre>{@code
 * try (Transformer model = Transformer.open(Path.of("gpt2"))) {
 *   int[] ids = model.tokenizer().orElseThrow().encode("Once upon a time");
 *   Capture seen =
 *       model.run(Input.Tokens.of(ids), Tap.values("blocks.*.attn.pattern"), Ablation.zero("blocks.3.attn.z", 5));
 * }
 * }</pre>
 *
 * Any number of calls may run at once, each on its thread.
 */
public final class Transformer implements AutoCloseable {

  private static final long MOST_CONFIG = 16 << 20;

  /**
   * How it is computed.
   *
   * @param type of all numbers: float32, bfloat16 or float64
   * @param resident bytes of weights that may be kept; if all of them need more, each layer is
   *     brought in when it is needed
   */
  public record Settings(ElementType type, long resident) {

    public Settings {
      if (!type.isReal())
        throw new TransformerException("transformers are not computed in " + type);
      if (resident < 0) throw new TransformerException(resident + " bytes of weights to be kept");
    }

    public static Settings defaults() {
      return new Settings(ElementType.FLOAT32, 2L << 30);
    }

    public Settings type(ElementType other) {
      return new Settings(other, resident);
    }

    public Settings resident(long bytes) {
      return new Settings(type, bytes);
    }
  }

  private final Path path;
  private final Architecture architecture;
  private final Weights weights;
  private final String note;
  private @Nullable Tokenizer tokenizer;

  private Transformer(Path path, Architecture architecture, Weights weights, String note) {
    this.path = path;
    this.architecture = architecture;
    this.weights = weights;
    this.note = note;
  }

  /** A model of weights under canonical names. */
  static Transformer of(
      Path path, Architecture architecture, Map<String, Tensor> weights, Settings settings) {
    Weights held = new Weights(weights, settings.type(), settings.resident());
    return new Transformer(path, architecture, held, "");
  }

  public static Transformer open(Path folder) {
    return open(folder, Settings.defaults());
  }

  /**
   * Opens a model's folder as the Hugging Face hub lays it out, or a GGUF file. Of a model that
   * also reads images or sounds (Gemma 3, LLaVA, Qwen2-VL, …) the language model is opened alone;
   * {@link #note} says what was left out.
   *
   * @throws TransformerException if it is of a family that is not read, or its weights do not fit
   *     its settings
   * @throws dev.sonde.checkpoint.CheckpointException if its weights cannot be read
   */
  public static Transformer open(Path folder, Settings settings) {
    return open(folder, null, settings);
  }

  /**
   * As {@link #open(Path, Settings)}, with a LoRA adapter of PEFT added to the weights.
   *
   * @param adapter its folder, or its file of weights; null: none
   * @throws TransformerException also if the adapter changes weights that the model does not have
   */
  public static Transformer open(Path folder, @Nullable Path adapter, Settings settings) {
    if (Files.isRegularFile(folder)) {
      if (adapter == null) return GgufModel.open(folder, settings);
      throw new TransformerException(
          adapter + ": an adapter goes onto a model's folder, not onto a GGUF file: " + folder);
    }
    Path settingsFile = folder.resolve(ModelFolder.SETTINGS);
    Json json = Json.read(settingsFile, MOST_CONFIG, TransformerException::new);
    Optional<TextPart> part = TextPart.of(json);
    Json own = part.map(TextPart::settings).orElse(json);
    Family.of(own); // An unknown family is told before its weights are looked for.
    Checkpoint file = ModelFolder.weights(folder);
    if (adapter != null) file = Adapter.applied(file, adapter);
    if (part.isEmpty()) return described(folder, own, file, UnaryOperator.identity(), settings);
    TextPart.Selected text = part.get().select(file);
    Transformer alone = described(folder, own, text.file(), UnaryOperator.identity(), settings);
    return new Transformer(folder, alone.architecture, alone.weights, part.get().note(text));
  }

  /**
   * A transformer of settings and weights that need not lie in one folder.
   *
   * @param path where it came from; its tokenizer is looked for there
   * @param json what a {@code config.json} would hold
   * @param weights under the names of the hub
   * @param adjust what settings cannot say
   * @throws TransformerException if it is of a family that is not read, or the weights do not fit
   */
  @SuppressWarnings("exports") // For this module only.
  public static Transformer described(
      Path path,
      Json json,
      Checkpoint weights,
      UnaryOperator<Architecture> adjust,
      Settings settings) {
    Family family = Family.of(json);
    Config config = new Config(json);
    Architecture declared = adjust.apply(family.architecture(config));
    Map<String, Tensor> named = family.weights(declared, config, weights);
    return of(path, withOutputs(declared, named), named, settings);
  }

  /**
   * A control for {@code changed}: {@code base} with each weight moved at random as far as it lies
   * from {@code changed}'s (Frobenius norm). Of the same architecture.
   */
  public static Transformer movedAtRandom(Transformer base, Transformer changed, long seed) {
    Map<String, Tensor> moved = new LinkedHashMap<>();
    Map<String, Tensor> others = changed.weights.tensors();
    base.weights
        .tensors()
        .forEach((name, tensor) -> moved.put(name, Moved.of(name, tensor, others.get(name), seed)));
    Settings settings = new Settings(base.weights.type(), base.weights.most());
    return of(base.path, base.architecture, moved, settings);
  }

  /** As {@link #openStateDict(Path, boolean, Architecture.Activation, Settings)}, by defaults. */
  public static Transformer openStateDict(
      Path file, boolean causal, Architecture.Activation activation) {
    return openStateDict(file, causal, activation, Settings.defaults());
  }

  /**
   * Opens a state dict of TransformerLens, which says by its shapes what the model is, but for two
   * things.
   *
   * @param causal whether a position sees only those before it
   * @param activation of the MLPs, if it has any
   */
  public static Transformer openStateDict(
      Path file, boolean causal, Architecture.Activation activation, Settings settings) {
    Checkpoint checkpoint = Checkpoint.open(file);
    if (!LensStateDict.recognises(checkpoint)) {
      throw new TransformerException(
          file + ": no state dict of TransformerLens: it has no tensor 'embed.W_E'");
    }
    return LensStateDict.open(checkpoint, new LensStateDict.Hints(causal, activation), settings);
  }

  /** Where its tokenizer is: in it, or, of a file that can hold none, beside it. */
  private Path tokenizerPlace() {
    Path beside = path.toAbsolutePath().getParent();
    if (beside == null || path.toString().endsWith(".gguf")) return path;
    return Files.isRegularFile(path) ? beside : path;
  }

  private static boolean hasTokenizer(Path place) {
    return place.toString().endsWith(".gguf") || !Tokenizer.files(place).isEmpty();
  }

  /** With as many outputs as the weights' own head gives; 0 if they have none. */
  static Architecture withOutputs(Architecture a, Map<String, Tensor> weights) {
    Tensor unembed = weights.get("unembed.weight");
    Architecture.Sizes s = a.sizes();
    int outputs = unembed == null ? 0 : Math.toIntExact(unembed.shape().extent(0));
    Architecture.Sizes sizes =
        new Architecture.Sizes(
            s.layers(),
            s.width(),
            s.heads(),
            s.keyHeads(),
            s.headWidth(),
            s.mlpWidth(),
            s.vocabulary(),
            outputs,
            s.context());
    return new Architecture(
        a.family(),
        sizes,
        a.norm(),
        a.positions(),
        a.attention(),
        a.mlp(),
        a.embedding(),
        a.output());
  }

  public Path path() {
    return path;
  }

  public Architecture architecture() {
    return architecture;
  }

  /**
   * The model's tokenizer, read when it is first asked for; empty if it has none.
   *
   * @throws dev.sonde.network.text.TokenizerException if it cannot be read
   */
  public synchronized Optional<Tokenizer> tokenizer() {
    Path place = tokenizerPlace();
    if (tokenizer == null && hasTokenizer(place)) tokenizer = Tokenizer.open(place);
    return Optional.ofNullable(tokenizer);
  }

  /**
   * Takes another tokenizer.
   *
   * @param place a folder or file as {@link Tokenizer#open} takes it
   * @throws dev.sonde.network.text.TokenizerException if it cannot be read
   */
  public synchronized Transformer withTokenizer(Path place) {
    tokenizer = Tokenizer.open(place);
    return this;
  }

  /** What of the model was not opened, as a sentence; empty if it was opened whole. */
  public String note() {
    return note;
  }

  /** Bytes of all weights, as they are computed with. */
  public long bytes() {
    return weights.bytes();
  }

  /** A weight under its canonical name, as the file has it: {@code blocks.0.attn.q.weight}. */
  public Optional<Tensor> weight(String name) {
    return Optional.ofNullable(weights.tensors().get(name));
  }

  /** The canonical names of all weights, in the order of the model. */
  public List<String> weightNames() {
    return List.copyOf(weights.tensors().keySet());
  }

  Weights weights() {
    return weights;
  }

  /** While open, weights stay where they are. */
  public interface Kept extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Lets weights that are used stay until what is returned closes: for a part that is needed again
   * and again, of a model that is brought in layer by layer.
   */
  public Kept keepWeights() {
    return weights.hold();
  }

  /** Opens a call, to be computed block by block. */
  public Call call(Input input, Probe... probes) {
    return new Call(architecture, weights, input, List.of(probes), null);
  }

  Call continued(Input input, KeyValues past, Probe... probes) {
    return new Call(architecture, weights, input, List.of(probes), past);
  }

  /**
   * Logits of any residual stream through the final norm; recorded for gradients where the thread
   * records.
   *
   * @param stream {@code [… × width]}
   */
  public Array unembed(Array stream) {
    Call.Sites none = new Call.Sites(new Probes(List.of()));
    return new Head(architecture, weights, none).compute(stream.to(weights.type()));
  }

  /** Runs with probes and gives what the taps recorded. */
  public Capture run(Input input, Probe... probes) {
    try (Call call = call(input, probes)) {
      call.forward();
      return call.capture();
    }
  }

  /** Runs with probes, sends the gradient of {@code signal} back, and gives what was recorded. */
  public Capture run(Input input, Function<Array, Array> signal, Probe... probes) {
    try (Call call = call(input, probes)) {
      call.backward(signal.apply(call.forward()));
      return call.capture();
    }
  }

  /** Runs and reads the logits {@code [rows × positions × outputs]}. */
  public <T> T compute(Input input, Function<Array, T> reader, Probe... probes) {
    try (Call call = call(input, probes)) {
      return reader.apply(call.forward());
    }
  }

  /**
   * Runs many inputs layer by layer: each layer's weights are brought in once for all of them. What
   * is kept of an input between layers is its residual stream and what its taps recorded.
   *
   * @param reader what is read of the logits and the records of each
   */
  public <T> List<T> runAll(
      List<? extends Input> inputs, BiFunction<Array, Capture, T> reader, Probe... probes) {
    List<Call> calls = new ArrayList<>();
    List<Array> streams = new ArrayList<>();
    try {
      for (Input input : inputs) calls.add(call(input, probes));
      for (Call call : calls) streams.add(call.embed());
      for (int layer = 0; layer < architecture.sizes().layers(); layer++) {
        try (Kept _ = keepWeights()) {
          for (int i = 0; i < calls.size(); i++) {
            Array next = calls.get(i).block(layer, streams.get(i));
            streams.set(i, next).close();
          }
        }
      }
      List<T> results = new ArrayList<>();
      try (Kept _ = keepWeights()) {
        for (int i = 0; i < calls.size(); i++) {
          try (Scope _ = new Scope()) {
            Array logits = calls.get(i).output(streams.get(i));
            results.add(reader.apply(logits, calls.get(i).capture()));
          }
        }
      }
      return results;
    } finally {
      streams.forEach(Array::close);
      calls.reversed().forEach(Call::close);
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}
