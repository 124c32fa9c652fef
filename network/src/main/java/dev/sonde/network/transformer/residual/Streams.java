package dev.sonde.network.transformer.residual;

import dev.sonde.network.torch.Array;
import dev.sonde.network.transformer.Architecture;
import dev.sonde.network.transformer.Call;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import java.util.ArrayList;
import java.util.List;

/**
 * The residual streams of texts, one row per token, to be compared with others'.
 *
 * @param width numbers of a row
 * @param layers by number of blocks before, 0 to all: {@code [tokens × width]}
 */
public record Streams(int width, List<float[]> layers) {

  /** Numbers that are held at most. */
  private static final long MOST = 1L << 28;

  public Streams {
    layers = List.copyOf(layers);
  }

  /** How many tokens. */
  public int tokens() {
    return layers.getFirst().length / width;
  }

  /**
   * Reads texts.
   *
   * @throws TransformerException if their streams are too large to be held
   */
  public static Streams of(Transformer model, List<int[]> texts) {
    Architecture.Sizes s = model.architecture().sizes();
    long tokens = texts.stream().mapToLong(text -> text.length).sum();
    if (tokens * s.width() * (s.layers() + 1) > MOST) {
      throw new TransformerException(
          "%d tokens in %d layers of width %d are more than can be held; read fewer texts"
              .formatted(tokens, s.layers() + 1, s.width()));
    }
    List<float[]> layers = new ArrayList<>();
    for (int n = 0; n <= s.layers(); n++) layers.add(new float[(int) tokens * s.width()]);
    int at = 0;
    for (int[] text : texts) {
      try (Call call = model.call(Input.Tokens.of(text))) {
        Array x = call.embed();
        for (int n = 0; n <= s.layers(); n++) {
          System.arraycopy(x.toFloats(), 0, layers.get(n), at, text.length * s.width());
          if (n < s.layers()) x = call.block(n, x);
        }
      }
      at += text.length * s.width();
    }
    return new Streams(s.width(), layers);
  }
}
