package dev.sonde.bench;

import dev.sonde.app.output.Console;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.TextTable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a benchmark is run and shown: Sonde and a peer in turn, a table or one JSON document. */
public final class Comparison {

  private static final String SONDE = "sonde";

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each contender runs, in turn (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private Peers peers = new Peers();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  /**
   * @param rounds where the command line does not say it
   */
  public Comparison(int rounds) {
    this.rounds = rounds;
  }

  /**
   * Sonde against a peer.
   *
   * @param runs timings by contender, one per round; none of a peer that is not there
   */
  public record Duel(Map<String, List<Timing>> runs, String peer) {

    private List<Timing> of(String contender) {
      return runs.getOrDefault(contender, List.of());
    }

    /** Median milliseconds of Sonde's processor time, by what was done in one run. */
    public double sondeMs(int done) {
      return 1000 * Timing.median(of(SONDE), Timing::cpu) / done;
    }

    /** The same of the peer; NaN if it is not there. */
    public double peerMs(int done) {
      return 1000 * Timing.median(of(peer), Timing::cpu) / done;
    }

    /** Of processor times, Sonde's over the peer's: the median over pairs of runs. */
    public double ratio() {
      return Timing.ratio(of(SONDE), of(peer), Timing::cpu);
    }
  }

  /** Runs both in turn, on one thread each. */
  public Duel duel(Contender sonde, String name, Optional<Contender> peer) {
    Map<String, Contender> contenders = new LinkedHashMap<>();
    contenders.put(SONDE, sonde);
    peer.ifPresent(contender -> contenders.put(name, contender));
    return new Duel(Round.run(contenders, count(), 1), name);
  }

  /** How often each contender runs. */
  public int count() {
    return atLeast(1, "--rounds", rounds);
  }

  /**
   * The value of an option.
   *
   * @throws BenchException if it is less than it may be
   */
  public static int atLeast(int least, String option, int value) {
    if (value < least) throw new BenchException(option + " " + value + ": at least " + least);
    return value;
  }

  public Peers peers() {
    return peers;
  }

  /**
   * Prints what was found, and on which machine.
   *
   * @param name of the benchmark
   * @param ratios of all rows; where one is not known, it is said what the peer needs
   */
  public void print(
      Console console, String name, Object document, TextTable table, double... ratios) {
    PrintWriter out = console.out();
    if (json) {
      Json.print(out, "sonde.bench." + name + "/1", document, null);
    } else {
      table.print(out);
      out.println(Machine.here().sentence());
      for (double ratio : ratios) {
        if (!Double.isNaN(ratio)) continue;
        out.println(peers.absence());
        break;
      }
    }
    out.flush();
  }
}
