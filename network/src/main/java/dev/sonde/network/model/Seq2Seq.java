package dev.sonde.network.model;

import dev.sonde.network.layer.Cell;
import dev.sonde.network.layer.Embedding;
import dev.sonde.network.layer.FullFocus;
import dev.sonde.network.layer.Linear;
import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.layer.Recurrent;
import dev.sonde.network.layer.State;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encoder and decoder, with or without attention. The encoder's final state starts the decoder;
 * with {@link FullFocus} attention the decoder sees the encoder's states before every step.
 * Parameters as in Hupkes et al. 2018: {@code encoder.embedding.weight}, {@code encoder.rnn.*},
 * {@code decoder.rnn.*}, {@code decoder.embedding.weight}, {@code decoder.attention.method.*},
 * {@code decoder.ffocus_merge.*}, {@code decoder.out.*}.
 *
 * @param sourceWidth width of the encoder's embedding; 0: one-hot symbols, no embedding
 * @param targetWidth the same for the decoder; with attention it equals {@code hidden}
 * @param start the symbol that the decoder reads first
 */
public record Seq2Seq(
    Cell cell,
    int sourceSymbols,
    int sourceWidth,
    int targetSymbols,
    int targetWidth,
    int hidden,
    boolean attention,
    int start)
    implements Model<Seq2Seq.Input, Seq2Seq.Output> {

  public Seq2Seq {
    if (attention && targetWidth != hidden) {
      throw new IllegalArgumentException(
          "full-focus attention multiplies context and embedding: decoder embedding of width "
              + targetWidth
              + ", hidden "
              + hidden);
    }
    if (start < 0 || start >= targetSymbols) {
      throw new IllegalArgumentException(
          "start symbol " + start + " of " + targetSymbols + " target symbols");
    }
  }

  /** The model that {@link #description} describes. */
  static Seq2Seq of(Described by) {
    return new Seq2Seq(
        by.cell(),
        by.integer("source_symbols"),
        by.integer("source_width"),
        by.integer("target_symbols"),
        by.integer("target_width"),
        by.integer("hidden"),
        Boolean.parseBoolean(by.text("attention")),
        by.integer("start"));
  }

  /** The attentive model of the guidance study: embeddings of 16 and {@code hidden}. */
  public static Seq2Seq attentive(
      Cell cell, int sourceSymbols, int targetSymbols, int hidden, int start) {
    return new Seq2Seq(cell, sourceSymbols, 16, targetSymbols, hidden, hidden, true, start);
  }

  /** The plain LSTM of the addition study: one-hot symbols on both sides, one alphabet. */
  public static Seq2Seq plain(int symbols, int hidden, int start) {
    return new Seq2Seq(Cell.LSTM, symbols, 0, symbols, 0, hidden, false, start);
  }

  /**
   * A batch of sequences of equal length.
   *
   * @param source {@code [batch][time]}
   * @param steps how many symbols to decode
   * @param fed what the decoder reads at each step ({@code [batch][steps]}, teacher forcing; the
   *     first is the start symbol); null: its own last symbol
   */
  @SuppressWarnings("ArrayRecordComponent") // a batch is read once and never compared
  public record Input(int[][] source, int steps, int @Nullable [][] fed) {

    /** The decoder reads its own last output. */
    public static Input free(int[][] source, int steps) {
      return new Input(source, steps, null);
    }

    /** The decoder reads the start symbol and then the target, whatever it says itself. */
    public static Input taught(int[][] source, int[][] target, int start) {
      int[][] fed = new int[target.length][];
      for (int b = 0; b < target.length; b++) {
        fed[b] = new int[target[b].length];
        fed[b][0] = start;
        System.arraycopy(target[b], 0, fed[b], 1, target[b].length - 1);
      }
      return new Input(source, target[0].length, fed);
    }
  }

  /**
   * @param logProbabilities {@code [batch × steps × symbols]}
   * @param symbols the likeliest at each step, {@code [batch × steps]}
   * @param weights attention {@code [batch × steps × source]}
   */
  public record Output(Array logProbabilities, Array symbols, Optional<Array> weights) {

    /** The likeliest symbols on the heap, {@code [batch][steps]}. */
    public int[][] decoded() {
      int batch = Math.toIntExact(symbols.extent(0));
      int steps = Math.toIntExact(symbols.extent(1));
      long[] flat = symbols.toLongs();
      int[][] decoded = new int[batch][steps];
      for (int i = 0; i < flat.length; i++) decoded[i / steps][i % steps] = (int) flat[i];
      return decoded;
    }
  }

  private Recurrent encoder() {
    return Recurrent.of(
        "encoder.rnn", cell, sourceWidth == 0 ? sourceSymbols : sourceWidth, hidden);
  }

  private Recurrent decoder() {
    return Recurrent.of(
        "decoder.rnn", cell, targetWidth == 0 ? targetSymbols : targetWidth, hidden);
  }

  private Embedding sourceEmbedding() {
    return new Embedding("encoder.embedding", sourceSymbols, sourceWidth);
  }

  private Embedding targetEmbedding() {
    return new Embedding("decoder.embedding", targetSymbols, targetWidth);
  }

  private FullFocus focus() {
    return new FullFocus("decoder", hidden);
  }

  private Linear out() {
    return new Linear("decoder.out", hidden, targetSymbols);
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    if (sourceWidth > 0) specs.addAll(sourceEmbedding().parameters());
    specs.addAll(encoder().parameters());
    specs.addAll(decoder().parameters());
    if (targetWidth > 0) specs.addAll(targetEmbedding().parameters());
    if (attention) specs.addAll(focus().parameters());
    specs.addAll(out().parameters());
    return specs;
  }

  @Override
  public Output forward(Pass pass, Input input) {
    return decode(pass, encode(pass, input.source()), input.steps(), input.fed());
  }

  /**
   * What a batch leaves in the encoder. Within one outer pass it can be decoded several times.
   *
   * @param outputs {@code [batch × source × hidden]}
   */
  public record Encoded(Array outputs, List<State> last) {
    long batch() {
      return outputs.extent(0);
    }
  }

  /** The encoder alone, over sequences of equal length. */
  public Encoded encode(Pass pass, int[][] sources) {
    Array source = Tokens.of(sources);
    Array embedded =
        sourceWidth == 0
            ? Functional.oneHot(source, sourceSymbols)
            : sourceEmbedding().apply(pass, source, "encoder.embedding");
    Recurrent.Result encoded = encoder().apply(pass, embedded, encoder().start(source.extent(0)));
    return new Encoded(encoded.outputs(), encoded.last());
  }

  /**
   * The decoder alone; {@code pass} may be another than the encoder's, opened while that is open.
   *
   * @param fed as in {@link Input}
   */
  public Output decode(Pass pass, Encoded encoded, int steps, int @Nullable [][] fed) {
    return fed == null || attention
        ? step(pass, encoded, steps, fed == null ? null : Tokens.of(fed))
        : recite(pass, Tokens.of(fed), encoded.last());
  }

  /** What is read is known beforehand and nothing else flows in: all steps at once. */
  private Output recite(Pass pass, Array fed, List<State> from) {
    Array read =
        targetWidth == 0
            ? Functional.oneHot(fed, targetSymbols)
            : targetEmbedding().apply(pass, fed, "decoder.embedding");
    Array logits = pass.linear(out().name(), decoder().apply(pass, read, from).outputs());
    if (pass.probed()) {
      List<Array> steps = new ArrayList<>();
      for (Array step : logits.unbind(1)) {
        steps.add(pass.visit(out().name() + "@t=" + steps.size(), step, -1));
      }
      logits = Functional.stack(1, steps);
    }
    Array log = Functional.logSoftmax(logits, 2);
    return new Output(log, log.argmax(2), Optional.empty());
  }

  private Output step(Pass pass, Encoded encoded, int steps, @Nullable Array fed) {
    int batch = Math.toIntExact(encoded.batch());
    int[] first = new int[batch];
    java.util.Arrays.fill(first, start);
    Array symbol = Array.ofIndices(first, batch);
    List<State> states = encoded.last();
    List<Array> logProbabilities = new ArrayList<>();
    List<Array> symbols = new ArrayList<>();
    List<Array> weights = new ArrayList<>();
    for (int t = 0; t < steps; t++) {
      if (fed != null) symbol = fed.select(1, t);
      Array x = read(pass, symbol, t);
      if (attention) {
        FullFocus.Focus focused =
            focus().apply(pass, encoded.outputs(), states.getLast().h(), x, t);
        x = focused.input();
        weights.add(focused.attention());
      }
      states = decoder().step(pass, x, states, t);
      Array logits = out().apply(pass, states.getLast().h(), t);
      Array log = Functional.logSoftmax(logits, 1);
      symbol = log.argmax(1);
      logProbabilities.add(log);
      symbols.add(symbol);
    }
    return new Output(
        Functional.stack(1, logProbabilities),
        Functional.stack(1, symbols),
        attention ? Optional.of(Functional.stack(1, weights)) : Optional.empty());
  }

  private Array read(Pass pass, Array symbol, int t) {
    if (targetWidth == 0) return Functional.oneHot(symbol, targetSymbols);
    return targetEmbedding().apply(pass, symbol, "decoder.embedding@t=" + t);
  }

  @Override
  public Map<String, String> description() {
    return Map.of(
        "model", "seq2seq",
        "cell", cell.toString(),
        "source_symbols", String.valueOf(sourceSymbols),
        "source_width", String.valueOf(sourceWidth),
        "target_symbols", String.valueOf(targetSymbols),
        "target_width", String.valueOf(targetWidth),
        "hidden", String.valueOf(hidden),
        "attention", String.valueOf(attention),
        "start", String.valueOf(start));
  }
}
