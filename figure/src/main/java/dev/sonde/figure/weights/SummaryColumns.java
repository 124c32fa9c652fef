package dev.sonde.figure.weights;

import dev.sonde.analysis.weights.Summary;
import dev.sonde.figure.table.Columns;

/** A tensor's statistics as columns, for the terminal, CSV and pages. */
public final class SummaryColumns {

  private SummaryColumns() {}

  /** Shape and statistics; the terminal goes without the later ranks first. */
  public static final Columns<Summary> VALUES =
      Columns.<Summary>empty()
          .text("shape", s -> s.shape().toString())
          .integer("count", "values", Summary::count)
          .explained("how many values it holds")
          .ranked(6)
          .real("mean", Summary::mean)
          .explained("of the finite values")
          .real("std", Summary::std)
          .explained("standard deviation of the finite values")
          .real("min", Summary::min)
          .explained("smallest finite value")
          .ranked(1)
          .real("max", Summary::max)
          .explained("largest finite value")
          .ranked(1)
          .real("p01", s -> s.quantiles().p01())
          .explained("1 % of the finite values lie below")
          .ranked(6)
          .real("p05", s -> s.quantiles().p05())
          .explained("5 % of the finite values lie below")
          .ranked(7)
          .real("p25", s -> s.quantiles().p25())
          .explained("a quarter of the finite values lies below")
          .ranked(7)
          .real("p50", "median", s -> s.quantiles().p50())
          .explained("half of the finite values lie below")
          .ranked(5)
          .real("p75", s -> s.quantiles().p75())
          .explained("three quarters of the finite values lie below")
          .ranked(7)
          .real("p95", s -> s.quantiles().p95())
          .explained("95 % of the finite values lie below")
          .ranked(7)
          .real("p99", s -> s.quantiles().p99())
          .explained("99 % of the finite values lie below")
          .ranked(6)
          .real("quantile_error", "quantile error", Summary::quantileError)
          .explained("how far a quantile may be from the true one")
          .ranked(8)
          .real("skewness", Summary::skewness)
          .explained("0 for symmetric values")
          .ranked(3)
          .real("kurtosis", Summary::kurtosis)
          .explained("excess kurtosis: 0 for normal values, more for tails")
          .ranked(3)
          .real("l1", "L1", Summary::l1)
          .explained("sum of the sizes")
          .ranked(7)
          .real("l2", "L2", Summary::l2)
          .explained("square root of the sum of squares")
          .ranked(5)
          .integer("zeros", Summary::zeros)
          .explained("values that are 0")
          .ranked(2)
          .real("near_zero", "near zero", Summary::nearZero)
          .explained("share of the values that are 0 or all but 0")
          .ranked(6)
          .integer("nan", "NaN", Summary::nan)
          .explained("values that are not a number")
          .ranked(2)
          .integer("inf", "infinite", Summary::inf)
          .explained("values that are infinite")
          .ranked(2);

  /** A tensor's name and type before its statistics. */
  public static final Columns<Summary> ALL =
      Columns.<Summary>empty()
          .text("tensor", Summary::name)
          .text("dtype", "type", Summary::dtype)
          .and(VALUES);

  /** Zeros as a page shows them, where tensors of different sizes stand together. */
  public static final Columns<Summary> ZERO_SHARE =
      Columns.<Summary>empty()
          .share("zero_share", "zeros", s -> s.count() == 0 ? 0 : (double) s.zeros() / s.count())
          .explained("share of values that are 0");
}
