package dev.sonde.analysis.similarity;

import java.util.Locale;

/** How alike two representations of the same inputs are: 1 where they are the same, 0 apart. */
public enum SimilarityMeasure {
  /**
   * {@linkplain Cka Linear centred kernel alignment} (Kornblith, Norouzi, Lee, Hinton 2019).
   * Unchanged by rotation and by one scale for all units.
   */
  LINEAR_CKA("linear CKA"),
  /** CKA of Gaussian kernels of distances ({@link RbfCka}). Unchanged by the same. */
  RBF_CKA("RBF CKA"),
  /**
   * Mean canonical correlation of the principal components that hold most of the variance (Raghu,
   * Gilmer, Yosinski, Sohl-Dickstein 2017). Unchanged by rotation and scale; by every invertible
   * linear map where all components are kept.
   */
  SVCCA("SVCCA"),
  /**
   * As SVCCA, each correlation weighted by how much of the first representation it accounts for
   * (Morcos, Raghu, Bengio 2018): not symmetric.
   */
  PWCCA("PWCCA"),
  /**
   * What is left to the best rotation: ‖XᵀY‖ (nuclear) / (‖X‖ ‖Y‖), the cosine of the Procrustes
   * angle (Schönemann 1966; Williams, Kunz, Kornblith, Linderman 2021). Unchanged by rotation and
   * one scale.
   */
  PROCRUSTES("Procrustes");

  private final String words;

  SimilarityMeasure(String words) {
    this.words = words;
  }

  /** As the field writes it. */
  public String words() {
    return words;
  }

  /** {@code linear-cka}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
