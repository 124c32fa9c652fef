package dev.sonde.question.networks.similarity;

import dev.sonde.analysis.similarity.SimilarityMeasure;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Similarity of sites' representations of the same inputs.
 *
 * @param networks that were compared, in order
 * @param inputs rows of each representation: examples, or their positions
 * @param grids similarities of all sites of one network with all sites of the other; empty for
 *     groups
 * @param sites each site compared with itself across networks of groups; empty without groups
 * @param test the permutation test of the groups, or null without groups
 * @param notes what was left out and why, a sentence each
 */
public record SimilarityAnswer(
    List<Compared> networks,
    int inputs,
    List<Grid> grids,
    List<SiteTest> sites,
    @org.jspecify.annotations.Nullable Test test,
    List<String> notes) {

  public SimilarityAnswer {
    networks = List.copyOf(networks);
    grids = List.copyOf(grids);
    sites = List.copyOf(sites);
    notes = List.copyOf(notes);
  }

  /**
   * @param group its group, or empty
   */
  public record Compared(String file, String group, List<String> sites) {
    public Compared {
      sites = List.copyOf(sites);
    }
  }

  /**
   * @param rows sites of the first network
   * @param columns sites of the second, or of the first again
   * @param values similarities, [rows × columns]; NaN if a site does not depend on the input
   * @param control the same with the second network's inputs shuffled
   */
  public record Grid(
      SimilarityMeasure measure,
      List<String> rows,
      List<String> columns,
      List<List<Double>> values,
      List<List<Double>> control) {
    public Grid {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
      values = values.stream().map(List::copyOf).toList();
      control = control.stream().map(List::copyOf).toList();
    }

    /** The largest similarity with shuffled inputs. */
    double highestControl() {
      OptionalDouble most =
          control.stream()
              .flatMap(List::stream)
              .filter(v -> !v.isNaN())
              .mapToDouble(Double::doubleValue)
              .max();
      return most.orElse(Double.NaN);
    }
  }

  /**
   * One site of groups of networks.
   *
   * @param within mean similarity of networks of the same group
   * @param between mean similarity of networks of different groups
   * @param effect ω² of the angles between networks
   * @param p of the permutation test over networks
   * @param pAdjusted p adjusted over the sites of this measure (Benjamini and Hochberg)
   * @param differs whether {@code pAdjusted} is at most alpha
   */
  public record SiteTest(
      String site,
      SimilarityMeasure measure,
      double within,
      double between,
      double effect,
      double p,
      double pAdjusted,
      boolean differs) {}

  /**
   * @param labellings number of assignments of networks to groups that were tested, the observed
   *     one included
   * @param exact whether these are all possible assignments
   * @param smallestP the smallest p that the test can give
   */
  public record Test(int labellings, boolean exact, double smallestP) {}
}
