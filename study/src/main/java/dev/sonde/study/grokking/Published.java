package dev.sonde.study.grokking;

import java.util.List;

/**
 * The last network of a published run (neelnanda-io/Grokking, the run of Nanda et al. 2023 with
 * weight decay 1), as this study's code measures its file; a test holds these figures.
 */
final class Published {

  static final int MODULUS = 113;
  static final List<Integer> KEYS = List.of(6, 23, 37, 39, 41);

  /** Share of the energy of W_L that these frequencies carry. */
  static final double CARRIED = .990;

  static final double TRAINING_LOSS = 9.20e-9;
  static final double HELD_LOSS = 4.99e-7;
  static final double RESTRICTED_LOSS = 2.20e-9;

  /** Over all pairs. */
  static final double EXCLUDED_LOSS = 9.04;

  private Published() {}
}
