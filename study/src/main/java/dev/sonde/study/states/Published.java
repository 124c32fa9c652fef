package dev.sonde.study.states;

import dev.sonde.figure.table.Table;
import java.util.List;
import java.util.Optional;

/**
 * The published figures over 1350 trained networks (Muškardin et al.): median weighted ambiguity is
 * not given there; mean, share of networks at zero and median number of clusters are.
 *
 * @param weighted mean weighted ambiguity
 * @param zero share of the networks at zero
 * @param clusters median
 */
public record Published(String clustering, double weighted, double zero, int clusters) {

  /** Under our names of the clusterings. */
  public static List<Published> all() {
    return List.of(
        new Published("lda", .0100, .743, 8),
        new Published("logistic", .0041, .915, 8),
        new Published("dbscan 0.25", .2906, .137, 177),
        new Published("dbscan 0.5", .1792, .273, 173),
        new Published("dbscan 1", .0667, .438, 93),
        new Published("dbscan 2", .1109, .381, 36),
        new Published("k-means n", .3960, .036, 8),
        new Published("k-means 2n", .2007, .155, 16),
        new Published("k-means 4n", .0686, .320, 32),
        new Published("k-means 8n", .0181, .580, 64),
        new Published("optics", .1343, .012, 157),
        new Published("mean shift", .8820, .031, 1),
        new Published("mean shift /2", .0731, .276, 28),
        new Published("mean shift /4", .0118, .960, 76),
        new Published("mean shift /8", .0056, .986, 231));
  }

  public static Optional<Published> of(String clustering) {
    return all().stream().filter(p -> p.clustering().equals(clustering)).findFirst();
  }

  static Table table() {
    Table.Builder table =
        Table.named("published").text("clustering").real("weighted", "zero").integer("clusters");
    for (Published p : all()) table.row(p.clustering(), p.weighted(), p.zero(), p.clusters());
    return table.build();
  }
}
