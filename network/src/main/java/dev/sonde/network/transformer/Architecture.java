package dev.sonde.network.transformer;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
   * @param beyond what turns longer texts
   */
  public record Rotary(List<Double> frequencies, double factor, Beyond beyond) {
    public Rotary {
      frequencies = List.copyOf(frequencies);
    }

    /** Whether a text that has grown from one length to another is turned by another list. */
    boolean switches(int before, int after) {
      return beyond instanceof Beyond.Other other
          && before <= other.trained()
          && after > other.trained();
    }

    /** With the same turns in texts of any length. */
    public Rotary(List<Double> frequencies, double factor) {
      this(frequencies, factor, new Beyond.Same());
    }

    /** Radians per position in a text of so many positions. */
    public List<Double> frequencies(int length) {
      return switch (beyond) {
        case Beyond.Same _ -> frequencies;
        case Beyond.Other other -> length > other.trained() ? other.frequencies() : frequencies;
        case Beyond.Stretched stretched ->
            length > stretched.trained() ? stretched.frequencies(length) : frequencies;
      };
    }
  }

  /** How texts are turned that are longer than those of the training. */
  public sealed interface Beyond {

    /** As any. */
    record Same() implements Beyond {}

    /**
     * All positions by other frequencies (LongRoPE).
     *
     * @param trained positions up to which they are not used
     */
    record Other(int trained, List<Double> frequencies) implements Beyond {
      public Other {
        frequencies = List.copyOf(frequencies);
      }
    }

    /**
     * All positions by those of a base that grows with the text: {@code theta · (factor·length /
     * trained − (factor − 1))^(turned / (turned − 2))}.
     *
     * @param trained positions up to which the base is {@code theta}
     * @param turned dimensions of a head, above 2
     */
    record Stretched(int trained, double theta, int turned, double factor) implements Beyond {

      List<Double> frequencies(int length) {
        double stretch = factor * length / trained - (factor - 1);
        return Beyond.frequencies(theta * Math.pow(stretch, turned / (turned - 2.0)), turned);
      }
    }

    /** {@code theta^(−2i / turned)} for the i-th pair of dimensions. */
    static List<Double> frequencies(double theta, int turned) {
      List<Double> frequencies = new ArrayList<>((turned + 1) / 2);
      for (int i = 0; i < turned; i += 2) frequencies.add(Math.pow(theta, -(double) i / turned));
      return frequencies;
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
   * @param image empty for texts
   */
  public record Embedding(double scale, boolean types, boolean norm, Optional<Image> image) {

    static final Embedding PLAIN = new Embedding(1, false, false, Optional.empty());
  }

  /**
   * Images, in pixels, cut into patches row by row; what is left at the right and below is not
   * seen.
   */
  public record Image(int channels, int height, int width, int patchHeight, int patchWidth) {

    int down() {
      return height / patchHeight;
    }

    int across() {
      return width / patchWidth;
    }
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
