package dev.sonde.study.addition;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Hints;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Seq2Seq;
import dev.sonde.network.probe.Probe;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A network that adds, and how its sums are written.
 *
 * <pre>{@code
 * try (Adder adder = Adder.open(Path.of("2term-2digit-32units.h5"), Format.of(2, 2))) {
 *   Accuracy accuracy = Accuracy.of(adder.answers(Sums.all(adder.format())));
 * }
 * }</pre>
 */
public record Adder(Network<Seq2Seq.Input, Seq2Seq.Output> network, Format format)
    implements AutoCloseable {

  /** Sums per pass: large enough that calls cost nothing, small enough for the caches. */
  static final int BATCH = 1024;

  /**
   * What is done to encoder and decoder while they run.
   *
   * @param encoder probes of encoder sites
   * @param decoder probes of decoder sites
   */
  public record Probing(List<Probe> encoder, List<Probe> decoder) {
    public Probing {
      encoder = List.copyOf(encoder);
      decoder = List.copyOf(decoder);
    }

    public static Probing none() {
      return new Probing(List.of(), List.of());
    }
  }

  public Adder {
    Seq2Seq model = (Seq2Seq) network.model();
    if (model.sourceSymbols() != Alphabet.size() || model.targetSymbols() != Alphabet.size()) {
      throw new AdditionException(
          "the network reads "
              + model.sourceSymbols()
              + " symbols and writes "
              + model.targetSymbols()
              + "; addition has "
              + Alphabet.size()
              + " (digits, +, start, end, space)");
    }
  }

  /**
   * Opens a trained network of any known format.
   *
   * @throws dev.sonde.checkpoint.reader.CheckpointException if it cannot be read or is no
   *     sequence-to-sequence network
   * @throws AdditionException if it has another alphabet
   */
  public static Adder open(Path file, Format format) {
    Network<Seq2Seq.Input, Seq2Seq.Output> network =
        Network.open(file, Seq2Seq.class, Hints.none().start(Alphabet.START));
    try {
      return new Adder(network, format);
    } catch (AdditionException e) {
      network.close();
      throw new AdditionException(file + ": " + e.getMessage());
    }
  }

  public Seq2Seq model() {
    return (Seq2Seq) network.model();
  }

  /** All answers, on one thread. */
  public Answers answers(List<Sum> sums) {
    return answers(sums, Probing.none());
  }

  /** All answers while probes change the network. */
  public Answers answers(List<Sum> sums, Probing probing) {
    try (Workers alone = Workers.of(1)) {
      return answers(sums, probing, alone);
    }
  }

  /** As {@link #answers(List, Probing)}, batches shared among threads. */
  public Answers answers(List<Sum> sums, Probing probing, Workers workers) {
    return answers(sums, List.of(probing), workers).getFirst();
  }

  /**
   * The answers under each of several probings, in their order. Those that leave the encoder alone
   * share one run of it.
   */
  public List<Answers> answers(List<Sum> sums, List<Probing> probings, Workers workers) {
    if (sums.isEmpty()) throw new AdditionException("no sums to answer");
    List<Sum> kept = List.copyOf(sums);
    int length = format.targetLength();
    byte[] targets = new byte[kept.size() * length];
    for (int i = 0; i < kept.size(); i++) put(new int[][] {format.target(kept.get(i))}, targets, i);
    byte[][][] said = new byte[probings.size()][2][targets.length];
    workers.each(
        (kept.size() + BATCH - 1) / BATCH,
        batch -> {
          int from = batch * BATCH;
          answer(kept.subList(from, Math.min(kept.size(), from + BATCH)), probings, said, from);
        });
    return Arrays.stream(said).map(s -> new Answers(kept, length, targets, s[0], s[1])).toList();
  }

  private static void put(int[][] symbols, byte[] into, int row) {
    int at = row * symbols[0].length;
    for (int[] line : symbols) for (int symbol : line) into[at++] = (byte) symbol;
  }

  private void answer(List<Sum> sums, List<Probing> probings, byte[][][] said, int from) {
    int[][] sources = sources(sums);
    int[][] targets = sums.stream().map(format::target).toArray(int[][]::new);
    int[][] fed = fed(targets);
    try (Pass plain = network.evaluate()) {
      Seq2Seq.Encoded undisturbed = model().encode(plain, sources);
      for (int i = 0; i < said.length; i++) {
        Probing probing = probings.get(i);
        if (probing.encoder().isEmpty()) {
          decode(undisturbed, probing, fed, said[i], from);
          continue;
        }
        try (Pass encoding = network.evaluate(probing.encoder().toArray(Probe[]::new))) {
          Seq2Seq.Encoded encoded = model().encode(encoding, sources);
          encoding.requireProbesUsed();
          decode(encoded, probing, fed, said[i], from);
        }
      }
    }
  }

  /** What a taught decoder reads: the start sign, then the right answer. */
  private int[][] fed(int[][] targets) {
    int[][] fed = new int[targets.length][];
    for (int i = 0; i < fed.length; i++) {
      fed[i] = new int[targets[i].length];
      fed[i][0] = model().start();
      System.arraycopy(targets[i], 0, fed[i], 1, fed[i].length - 1);
    }
    return fed;
  }

  private void decode(
      Seq2Seq.Encoded encoded, Probing probing, int[][] fed, byte[][] said, int from) {
    for (int way = 0; way < 2; way++) {
      try (Pass decoding = network.evaluate(probing.decoder().toArray(Probe[]::new))) {
        var output =
            model().decode(decoding, encoded, format.targetLength(), way == 0 ? fed : null);
        decoding.requireProbesUsed();
        put(output.decoded(), said[way], from);
      }
    }
  }

  /** The questions' symbols, {@code [sums][source]}. */
  int[][] sources(List<Sum> sums) {
    return sums.stream().map(format::source).toArray(int[][]::new);
  }

  @Override
  public void close() {
    network.close();
  }
}
