package dev.sonde.bench.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Quality;
import dev.sonde.analysis.projection.Tsne;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.TextTable;
import dev.sonde.bench.Comparison;
import dev.sonde.bench.Contender;
import dev.sonde.bench.Machine;
import dev.sonde.bench.NpyFile;
import dev.sonde.bench.Round;
import dev.sonde.bench.Timing;
import dev.sonde.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde bench tsne}. */
@Command(
    name = "tsne",
    mixinStandardHelpOptions = true,
    description = {
      "t-SNE (perplexity 30, 750 iterations) of pictures in 50 principal components beside",
      "scikit-learn's, in turn, from a cold start: processor time, divergence, trustworthiness.",
      "Without --pictures, and for more vectors than there are pictures, vectors are made."
    },
    footer = {
      "",
      "Example: sonde bench tsne --pictures train-images-idx3-ubyte.gz --counts 2000,10000",
      "         SONDE_JVM=-Xmx12g sonde bench tsne --counts 1000000 --alone"
    })
public final class TsneBench implements Callable<Integer> {

  private static final String SONDE = "sonde";
  private static final String PEER = "scikit-learn";
  private static final int NEIGHBOURS = 12;

  private final Console console;

  @Option(names = "--pictures", paramLabel = "FILE", description = "Pictures in IDX, gz or not.")
  private @Nullable Path pictures;

  @Option(
      names = "--counts",
      paramLabel = "N",
      split = ",",
      description = "2,000 and 10,000 by default.")
  private List<Integer> counts = List.of(2000, 10_000);

  @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Default 2.")
  private int threads;

  @Option(names = "--alone", description = "Do not run the peer.")
  private boolean alone;

  @Option(
      names = "--judged",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Vectors by which trustworthiness is measured; default 5000.")
  private int judged;

  @Mixin private Comparison comparison = new Comparison(1);

  public TsneBench(Console console) {
    this.console = console;
  }

  /** How good a projection is. */
  private record Good(double kl, double neighbourRecall, double trustworthiness) {}

  /**
   * One number of vectors.
   *
   * @param speed scikit-learn's processor time over Sonde's
   * @param peer its picture, its divergence measured as Sonde's is
   */
  private record Row(
      int vectors,
      boolean made,
      Map<String, List<Timing>> runs,
      double speed,
      Good sonde,
      @Nullable Good peer) {}

  private record Document(List<Row> rows, int threads, Machine machine) {}

  @Override
  public Integer call() throws IOException {
    Comparison.atLeast(1, "--threads", threads);
    int rounds = comparison.count();
    List<Row> rows = new ArrayList<>();
    for (int count : counts) rows.add(row(count, rounds));
    TextTable table =
        new TextTable(
            List.of(
                "vectors",
                "sonde CPU s",
                "wall s",
                "peak MB",
                "scikit-learn CPU s",
                "speed",
                "KL",
                "its KL",
                "T",
                "its T",
                "recall"));
    for (Row row : rows) {
      List<Timing> ours = row.runs().getOrDefault(SONDE, List.of());
      List<Timing> theirs = row.runs().getOrDefault(PEER, List.of());
      Good peer = row.peer();
      table.row(
          List.of(
              row.vectors(),
              Timing.median(ours, Timing::cpu),
              Timing.median(ours, Timing::wall),
              Timing.median(ours, Timing::peakMb),
              theirs.isEmpty() ? "–" : Timing.median(theirs, Timing::cpu),
              theirs.isEmpty() ? "–" : row.speed(),
              row.sonde().kl(),
              peer == null ? "–" : peer.kl(),
              row.sonde().trustworthiness(),
              peer == null ? "–" : peer.trustworthiness(),
              row.sonde().neighbourRecall()));
    }
    double[] speeds = rows.stream().mapToDouble(Row::speed).toArray();
    comparison.print(
        console,
        "tsne",
        new Document(rows, threads, Machine.here()),
        table,
        alone ? new double[0] : speeds);
    return 0;
  }

  private Row row(int count, int rounds) throws IOException {
    Path folder = Files.createTempDirectory("sonde-tsne");
    try (Workers workers = Workers.of(threads)) {
      boolean made = pictures == null;
      Path given = pictures;
      Path x = folder.resolve("x.npy");
      Path out = folder.resolve("y.npy");
      Points points =
          given == null
              ? PictureVectors.made(count)
              : PictureVectors.pictures(given, count, workers);
      NpyFile.write(x, points);
      Map<String, Contender> contenders = new LinkedHashMap<>();
      contenders.put(
          SONDE,
          Contender.java(
              TsneProjection.class, x.toString(), out.toString(), Integer.toString(threads)));
      if (!alone) {
        comparison
            .peers()
            .contender("tsne.py", x.toString())
            .ifPresent(peer -> contenders.put(PEER, peer));
      }
      Map<String, List<Timing>> runs = Round.run(contenders, rounds, threads);
      float[] facts = read(Path.of(out + ".kl.npy")).values();
      Good sonde = new Good(facts[0], facts[1], trust(points, read(out), workers));
      Path theirs = folder.resolve("x.sklearn-tsne.npy");
      Good peer = Files.exists(theirs) ? judged(points, read(theirs), workers) : null;
      double speed =
          Timing.ratio(
              runs.getOrDefault(PEER, List.of()), runs.getOrDefault(SONDE, List.of()), Timing::cpu);
      return new Row(count, made, runs, speed, sonde, peer);
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    }
  }

  private Good judged(Points points, Points picture, Workers workers) {
    Tsne.Settings none = Tsne.Settings.defaults().withIterations(0);
    Tsne tsne = Tsne.startAt(points, picture, none, workers).result();
    return new Good(tsne.kl(), tsne.neighbourRecall(), trust(points, picture, workers));
  }

  private double trust(Points points, Points picture, Workers workers) {
    return Quality.of(points, picture, null, NEIGHBOURS, judged, workers).trustworthiness();
  }

  private static Points read(Path npy) {
    var tensor = Checkpoint.open(npy).tensors().getFirst();
    int count = Math.toIntExact(tensor.shape().extent(0));
    return Points.of(tensor.toFloats(), count, Math.toIntExact(tensor.shape().extent(1)));
  }
}
