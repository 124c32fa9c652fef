package dev.sonde.network.model;

import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Role;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Unary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dictionary of directions in which activations are written down sparsely (Gao et al. 2024): of
 * {@code relu(W_enc·(u − b_dec) + b_enc)} the {@code active} greatest numbers are kept, the others
 * are 0, and {@code u' = b_dec + Σ code·direction}. Here {@code u = x / scale}, and directions are
 * the rows of {@code W_dec [features × width]} at length 1, whatever length they are stored with.
 *
 * @param width of the activations
 * @param features directions in the dictionary
 * @param active at most so many of them write one activation
 */
public record SparseAutoencoder(int width, int features, int active)
    implements Model<Array, SparseAutoencoder.Output> {

  /** As {@link #description} says it. */
  public static final String KIND = "sparse-autoencoder";

  private static final double TINY = 1e-12;
  private static final double NEVER = -1e30;

  /**
   * What comes out.
   *
   * @param unscaled u {@code [rows × width]}
   * @param before what codes are chosen from, {@code [rows × features]}
   * @param codes {@code [rows × features]}
   * @param written u' {@code [rows × width]}
   * @param reconstruction of what went in, u' times scale
   */
  public record Output(
      Array unscaled, Array before, Array codes, Array written, Array reconstruction) {}

  public SparseAutoencoder {
    if (width < 1 || features < 1 || active < 1 || active > features) {
      throw new IllegalArgumentException(
          "%d of %d features of width %d".formatted(active, features, width));
    }
  }

  static SparseAutoencoder of(Described by) {
    return new SparseAutoencoder(by.integer("width"), by.integer("features"), by.integer("active"));
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.of("W_enc", Role.WEIGHT, width, features, features, width),
        ParameterSpec.of("b_enc", Role.BIAS, width, features, features),
        ParameterSpec.of("W_dec", Role.WEIGHT, features, width, features, width),
        ParameterSpec.of("b_dec", Role.BIAS, features, width, width),
        ParameterSpec.of("scale", Role.CONSTANT, 1, 1, 1),
        ParameterSpec.of("idle", Role.CONSTANT, 1, 1, features));
  }

  /** {@code x [rows × width]}. */
  @Override
  public Output forward(Pass pass, Array x) {
    Array scale = pass.buffer("scale");
    Array unscaled = x.divide(scale);
    Array before =
        unscaled
            .subtract(pass.parameter("b_dec"))
            .matmul(pass.parameter("W_enc").transpose(0, 1))
            .add(pass.parameter("b_enc"));
    Array codes = pass.visit("codes", greatest(before, active), -1);
    Array written = written(pass, codes).add(pass.parameter("b_dec"));
    Array reconstruction = pass.visit("reconstruction", written.multiply(scale), -1);
    return new Output(unscaled, before, codes, written, reconstruction);
  }

  /** What codes write, without {@code b_dec}. */
  public Array written(Pass pass, Array codes) {
    Array stored = pass.parameter("W_dec");
    Array length = Unary.SQUARE_ROOT.of(stored.square().sum(1).add(TINY)).unsqueeze(1);
    return codes.matmul(stored.divide(length));
  }

  /** The greatest numbers of each row where they are above 0, else 0. */
  public static Array greatest(Array before, int count) {
    List<Array> top = Indexing.top(before, count, 1, true);
    Array none = Array.zeros(before.shape().toArray());
    return Indexing.scatter(none, 1, top.get(1), top.get(0).relu());
  }

  /** Codes of the features that are asked for alone. */
  public static Array greatestOf(Array before, Array asked, int count) {
    Array barred = asked.multiply(-1).add(1).multiply(NEVER);
    return greatest(before.add(barred), count);
  }

  @Override
  public Map<String, String> description() {
    Map<String, String> by = new LinkedHashMap<>();
    by.put("model", KIND);
    by.put("width", String.valueOf(width));
    by.put("features", String.valueOf(features));
    by.put("active", String.valueOf(active));
    return by;
  }
}
