package dev.sonde.question.networks;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.units.UnitBatch;
import dev.sonde.file.Printable;
import dev.sonde.question.QuestionException;
import dev.sonde.question.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The activations of a network for every input, as one vector per site.
 *
 * @param sites in the order in which they are computed
 * @param notes what was left out and why, a sentence each
 */
public record Representations(List<Site> sites, List<String> notes) {

  /** Largest number of values that are kept: 2 GB. */
  private static final long MOST = 1L << 29;

  public Representations {
    sites = List.copyOf(sites);
    notes = List.copyOf(notes);
  }

  /**
   * @param operator that computes it; may be empty
   * @param units of the site
   * @param places positions of a map, or steps; 1 if a unit has one value per example
   * @param points {@code [rows × width]}
   */
  public record Site(String address, String operator, int units, int places, Points points) {}

  /** Gathers the batches of one site. */
  private static final class Growing {
    private final List<float[]> parts = new ArrayList<>();
    private int width;
    private int units;
    private int places;
    private int rows;

    void add(String site, UnitBatch batch, Places how) {
      float[] part = vectors(batch, how);
      int count = how == Places.EACH ? batch.examples() * batch.places() : batch.examples();
      if (parts.isEmpty()) {
        units = batch.units();
        places = batch.places();
        width = part.length / count;
      } else if (width != part.length / count || places != batch.places()) {
        throw new QuestionException(
            "site '%s': its shape changes from batch to batch; give inputs of the same shape"
                .formatted(Printable.of(site)));
      }
      parts.add(part);
      rows += count;
    }

    float[] values() {
      float[] all = new float[Math.multiplyExact(rows, width)];
      int at = 0;
      for (float[] part : parts) {
        System.arraycopy(part, 0, all, at, part.length);
        at += part.length;
      }
      parts.clear();
      return all;
    }
  }

  /**
   * Runs all inputs and keeps their vectors.
   *
   * @param places {@link Places#EACH} gives rows [examples × places]
   */
  public static Representations of(
      Subject subject, SiteSelection selection, Places places, Work work) {
    long most = subject.examples().count() * width(selection, places);
    if (most > MOST) {
      throw new QuestionException(
          "%d examples of %d numbers at %d sites exceed the limit of %d numbers in memory; choose fewer sites, or give fewer examples"
              .formatted(
                  subject.examples().count(),
                  width(selection, places),
                  selection.sites().size(),
                  MOST));
    }
    Map<String, Growing> growing = new LinkedHashMap<>();
    SiteStream.each(
        subject,
        selection,
        work,
        "running " + subject.model().getFileName(),
        (site, batch) ->
            growing.computeIfAbsent(site, _ -> new Growing()).add(site, batch, places));
    Map<String, String> names = selection.names();
    List<Site> sites = new ArrayList<>();
    List<String> notFinite = new ArrayList<>();
    growing.forEach(
        (address, one) -> {
          float[] values = one.values();
          try {
            sites.add(
                new Site(
                    names.getOrDefault(address, address),
                    selection.operators().getOrDefault(address, ""),
                    one.units,
                    one.places,
                    Points.of(values, one.rows, one.width)));
          } catch (IllegalArgumentException e) {
            notFinite.add(address);
          }
        });
    List<String> notes = new ArrayList<>(selection.note().stream().toList());
    if (!notFinite.isEmpty()) {
      notes.add(
          "Left out, because values are NaN, infinite or too large for float32: "
              + dev.sonde.figure.Numbers.names(notFinite)
              + ".");
    }
    return new Representations(sites, notes);
  }

  private static long width(SiteSelection selection, Places places) {
    return switch (places) {
      case ALL, EACH -> selection.width();
      case MEAN ->
          selection.sites().stream()
              .mapToLong(
                  site -> {
                    int rank = site.shape().rank();
                    return rank < 2 ? 1 : site.shape().extent(rank > 3 ? 1 : rank - 1);
                  })
              .sum();
    };
  }

  static float[] vectors(UnitBatch batch, Places how) {
    return switch (how) {
      case ALL -> batch.values();
      case MEAN -> {
        if (batch.places() == 1) yield batch.values();
        float[] means = new float[batch.examples() * batch.units()];
        double[] sums = new double[means.length];
        int length = batch.values().length / batch.examples();
        for (int i = 0; i < batch.values().length; i++) {
          int unit = i % length / batch.inner() % batch.units();
          sums[i / length * batch.units() + unit] += batch.values()[i];
        }
        for (int i = 0; i < means.length; i++) means[i] = (float) (sums[i] / batch.places());
        yield means;
      }
      case EACH -> {
        if (batch.places() == 1 || batch.inner() == 1) yield batch.values();
        float[] rows = new float[batch.values().length];
        int at = 0;
        for (int e = 0; e < batch.examples(); e++) {
          for (int p = 0; p < batch.places(); p++) {
            for (int u = 0; u < batch.units(); u++) rows[at++] = batch.at(e, u, p);
          }
        }
        yield rows;
      }
    };
  }

  /** Rows of each site. */
  public int rows() {
    return sites.isEmpty() ? 0 : sites.getFirst().points().count();
  }

  public List<String> addresses() {
    return sites.stream().map(Site::address).toList();
  }

  /** The same rows in random order, as a baseline. */
  static Points permuted(Points points, int[] order) {
    return points.select(Arrays.copyOf(order, order.length));
  }
}
