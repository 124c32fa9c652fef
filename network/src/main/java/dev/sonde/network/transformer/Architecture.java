package dev.sonde.network.transformer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Unary;
import java.util.List;
import java.util.Locale;

/**
 * What a transformer is, without its numbers: all in which families differ.
 *
 * @param family as {@code config.json} calls it: {@code llama}, {@code bert}, …
 */
public record Architecture(
    String family,
    Sizes sizes,
    Norm norm,
    Positions positions,
    Attention attention,
    Mlp mlp,
    Embedding embedding,
    Output output) {

  /**
   * @param keyHeads heads of keys and values; each serves {@code heads / keyHeads} heads of queries
   * @param mlpWidth 0 if the blocks have attention alone
   * @param vocabulary different inputs; 0 if these are images
   * @param outputs the width of the logits; 0 if the file has no head
   * @param context the most positions
   */
  public record Sizes(
      int layers,
      int width,
      int heads,
      int keyHeads,
      int headWidth,
      int mlpWidth,
      int vocabulary,
      int outputs,
      int context) {}

  /**
   * How activations are normalised.
   *
   * @param plusOne whether weights are kept as their difference from 1
   */
  public record Norm(Kind kind, double epsilon, boolean plusOne, Placement placement) {

    /** Layer norm (mean and deviation), RMS norm (root mean square), or none. */
    public enum Kind {
      LAYER,
      RMS,
      NONE
    }

    /** Where it stands. */
    public enum Placement {
      /** {@code x + attn(ln1(x))}, then {@code x + mlp(ln2(x))}. */
      BEFORE,
      /** {@code x + attn(ln1(x)) + mlp(ln2(x))}. */
      PARALLEL,
      /** {@code ln1(x + attn(x))}, then {@code ln2(x + mlp(x))}: BERT. */
      AFTER,
      /** {@code x + ln1_post(attn(ln1(x)))}, then the same for the MLP: Gemma 2. */
      AROUND
    }
  }

  /**
   * How positions come in.
   *
   * @param learned whether a table is added to the embedding, from row {@code offset} on
   * @param rotary turns of queries and keys, one per layer; empty if none
   * @param slopes of ALiBi, one per head; empty if none
   */
  public record Positions(boolean learned, int offset, List<Rotary> rotary, List<Double> slopes) {
    public Positions {
      rotary = List.copyOf(rotary);
      slopes = List.copyOf(slopes);
    }

    static Positions of(List<Rotary> rotary) {
      return new Positions(false, 0, rotary, List.of());
    }

    static Positions table(int offset) {
      return new Positions(true, offset, List.of(), List.of());
    }
  }

  /**
   * Rotary positions (Su et al. 2021): the pair {@code (i, i + n)} of a head's first {@code 2n}
   * dimensions is turned by position times frequency i.
   *
   * @param frequencies radians per position
   * @param factor by which cosines and sines are multiplied (YaRN)
   */
  public record Rotary(List<Double> frequencies, double factor) {
    public Rotary {
      frequencies = List.copyOf(frequencies);
    }
  }

  /**
   * @param windows per layer how many positions a query sees, itself included; 0: all
   * @param scales per layer what query times key is multiplied by
   * @param softcap scores become {@code c·tanh(s/c)}; 0: they stay
   * @param headNorms whether queries and keys of each head are normalised
   */
  public record Attention(
      boolean causal,
      List<Integer> windows,
      List<Double> scales,
      double softcap,
      boolean headNorms) {
    public Attention {
      windows = List.copyOf(windows);
      scales = List.copyOf(scales);
    }
  }

  /**
   * @param gated whether {@code act(gate)·up} is what the block writes from, else {@code act(in)}
   */
  public record Mlp(Activation activation, boolean gated) {}

  /** Functions of one element. */
  public enum Activation {
    RELU,
    /** x·Φ(x). */
    GELU,
    /** Its approximation by a hyperbolic tangent. */
    GELU_TANH,
    /** x·σ(1.702 x). */
    GELU_SIGMOID,
    /** x·σ(x). */
    SILU,
    /** max(x, 0)². */
    RELU_SQUARED;

    Array of(Array x) {
      return switch (this) {
        case RELU -> x.relu();
        case GELU -> Unary.GELU.of(x);
        case GELU_TANH -> Unary.GELU_TANH.of(x);
        case GELU_SIGMOID -> x.multiply(x.multiply(1.702).sigmoid());
        case SILU -> x.multiply(x.sigmoid());
        case RELU_SQUARED -> x.relu().square();
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param scale by which token embeddings are multiplied
   * @param types whether there is a table of token types, of which the first row is added
   * @param patch side of the square patches of an image, 0 for texts
   * @param channels of images
   */
  public record Embedding(double scale, boolean types, boolean norm, int patch, int channels) {

    static final Embedding PLAIN = new Embedding(1, false, false, 0, 0);
  }

  /**
   * From the last block to the logits.
   *
   * @param norm whether a final norm stands there
   * @param transform whether a dense layer, an activation and a norm stand before the logits (BERT)
   * @param softcap logits become {@code c·tanh(s/c)}; 0: they stay
   * @param first whether only the first position is read (a class of an image)
   */
  public record Output(boolean norm, boolean transform, double softcap, boolean first) {

    static final Output PLAIN = new Output(true, false, 0, false);
  }
}
