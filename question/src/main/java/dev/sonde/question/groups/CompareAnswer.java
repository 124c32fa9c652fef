package dev.sonde.question.groups;

import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.question.networks.similarity.SimilarityAnswer;
import java.util.List;

/** Where groups of models differ. */
public sealed interface CompareAnswer {

  /** In their tensors. */
  record OfTensors(GroupComparison comparison) implements CompareAnswer {}

  /**
   * In what they do at sites, on the same inputs.
   *
   * @param groups and their networks
   * @param inputs rows that were compared
   * @param sites the clearest difference first
   * @param notes what was left out, a sentence each
   */
  record OfSites(
      List<Networks> groups,
      int inputs,
      SimilarityAnswer.Test test,
      List<Site> sites,
      List<String> notes)
      implements CompareAnswer {
    public OfSites {
      groups = List.copyOf(groups);
      sites = List.copyOf(sites);
      notes = List.copyOf(notes);
    }
  }

  /** One group. */
  record Networks(String name, List<String> files) {
    public Networks {
      files = List.copyOf(files);
    }
  }

  /**
   * One site, by one measure.
   *
   * @param within mean distance, 1 − similarity, of two networks of one group
   * @param between of two of different groups
   * @param effect share of the squared angles between networks that the groups explain beyond
   *     chance, ω²
   * @param p of the permutation test over networks
   * @param pAdjusted over the sites of this measure (Benjamini and Hochberg)
   * @param differs whether that is at most the share of false discoveries
   */
  record Site(
      String site,
      String measure,
      double within,
      double between,
      double effect,
      double p,
      double pAdjusted,
      boolean differs) {}
}
