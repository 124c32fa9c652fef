package dev.sonde.network.transformer.exported;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.onnx.OnnxModel;
import dev.sonde.file.InputException;
import dev.sonde.network.json.Json;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A transformer out of a file that brings its own computation: {@code .pt2}, TorchScript, ONNX.
 *
 * <p>Names of weights say which family it may be, shapes and constants what its settings may be;
 * then the file's own computation decides: a dozen random tokens (or a random image) go through
 * both, and only where the outputs agree to {@value #NEAR} of the largest is it that transformer.
 * So the canonical sites are the file's own values, or the file is refused.
 *
 * <pre>{@code
 * try (Transformer model = ExportedTransformer.open(Path.of("stories.pt2"), Transformer.Settings.defaults())) {
 *   model.run(Input.Tokens.of(1, 403), Tap.values("blocks.0.attn.pattern"));
 * }
 * }</pre>
 */
public final class ExportedTransformer {

  /** Of the largest output: how far two ways of computing the same may be apart. */
  private static final double NEAR = 1e-4;

  /** Near enough that others need not be tried. */
  private static final double SAME = 5e-7;

  private ExportedTransformer() {}

  /** Whether a path is a file that must be looked at so: no folder, no GGUF file. */
  public static boolean mayBe(Path path) {
    if (!Files.isRegularFile(path)) return false;
    try (InputStream in = Files.newInputStream(path)) {
      return !new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("GGUF");
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Whether a file's weights have the names of a known family's, whatever it computes; {@link
   * #open} says the rest.
   */
  public static boolean isTransformer(Path file) {
    if (!mayBe(file)) return false;
    try (ArrayNetwork network = ArrayNetwork.open(file, Hints.none())) {
      return Naming.of(computation(file, network).constants()).isPresent();
    } catch (InputException _) {
      return false;
    }
  }

  /**
   * Opens it.
   *
   * @throws TransformerException if it is no transformer of a known family, or computes something
   *     else than its weights' names say
   * @throws dev.sonde.checkpoint.reader.CheckpointException if it cannot be read, or brings no
   *     computation
   */
  public static Transformer open(Path file, Transformer.Settings settings) {
    ArrayNetwork network = ArrayNetwork.open(file, Hints.none());
    Computation computation = computation(file, network);
    Naming.Found found = Naming.of(computation.constants()).orElseThrow(() -> unknown(file));
    Map<String, Tensor> weights = found.weights();
    Trial trial = Trial.run(file, network, vocabulary(weights), image(weights));
    Checkpoint checkpoint = Checkpoint.of(file, List.copyOf(weights.values()), Map.of());
    Hypotheses hypotheses = new Hypotheses(weights, new Reading(computation), trial);
    double least = Double.POSITIVE_INFINITY;
    Hypotheses.@Nullable Hypothesis best = null;
    String family = found.naming().families().getFirst();
    for (String each : found.naming().families()) {
      for (Hypotheses.Hypothesis one : hypotheses.of(each)) {
        double apart = apart(file, one, checkpoint, trial);
        if (apart >= least) continue;
        least = apart;
        best = one;
        family = each;
        if (least <= SAME) break;
      }
      if (least <= SAME) break;
    }
    if (best == null || least > NEAR) throw other(file, family, least);
    return opened(file, best, checkpoint, settings);
  }

  private static Computation computation(Path file, ArrayNetwork network) {
    if (network.graph().isPresent()) {
      return GraphReading.of(OnnxModel.open(file).graph(), network.graph().get().constants());
    }
    if (network.program().isPresent()) {
      return ProgramReading.of(network.program().get().program());
    }
    throw new TransformerException(
        file
            + ": brings no computation of its own; a transformer is a folder with config.json, a"
            + " GGUF file, or a .pt2, TorchScript or ONNX file");
  }

  private static int vocabulary(Map<String, Tensor> weights) {
    Optional<Tensor> table =
        weights.entrySet().stream()
            .filter(
                one ->
                    one.getKey().matches(".*(embed_tokens|wte|embed_in|word_embeddings)\\.weight"))
            .map(Map.Entry::getValue)
            .filter(one -> one.shape().rank() == 2)
            .findFirst();
    return table.map(one -> (int) Math.min(one.shape().extent(0), 1 << 24)).orElse(0);
  }

  /** Channels, height and width that a vision transformer's weights are made for. */
  private static long[] image(Map<String, Tensor> weights) {
    for (String outer : List.of("", "vit.")) {
      String patches = outer + "embeddings.patch_embeddings.projection.weight";
      if (!weights.containsKey(patches)) continue;
      long positions = Naming.extent(weights, outer + "embeddings.position_embeddings", 1);
      long side =
          Naming.extent(weights, patches, 2)
              * Math.round(Math.sqrt((double) Math.max(1, positions - 1)));
      return new long[] {Naming.extent(weights, patches, 1), side, side};
    }
    return new long[] {3, 224, 224};
  }

  private static Transformer opened(
      Path file, Hypotheses.Hypothesis one, Checkpoint weights, Transformer.Settings settings) {
    byte[] text = new JsonMapper().writeValueAsBytes(one.settings());
    Json json = Json.of(file + ": what was read off it", text, TransformerException::new);
    return Transformer.described(file, json, weights, one.adjust(), settings);
  }

  private static double apart(
      Path file, Hypotheses.Hypothesis one, Checkpoint weights, Trial trial) {
    try (Transformer model = opened(file, one, weights, Transformer.Settings.defaults())) {
      return trial.apart(model);
    } catch (TransformerException _) {
      return Double.POSITIVE_INFINITY; // Weights do not fit: it is not that.
    }
  }

  private static TransformerException unknown(Path file) {
    List<String> names = new ArrayList<>(Naming.knownNames());
    return new TransformerException(
        file
            + ": no transformer of a known family: none of its weights is called "
            + String.join(", ", names)
            + "; its own sites can be looked at all the same");
  }

  private static TransformerException other(Path file, String family, double apart) {
    String far =
        Double.isInfinite(apart)
            ? "outputs of another shape"
            : String.format(Locale.ROOT, "an output that is %.2g of its largest value away", apart);
    return new TransformerException(
        file
            + ": its weights are named as those of "
            + family
            + ", but such a transformer with them gives "
            + far
            + ": the file computes something else, so the canonical sites would not be its own");
  }
}
