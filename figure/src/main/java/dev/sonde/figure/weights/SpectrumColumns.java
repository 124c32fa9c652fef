package dev.sonde.figure.weights;

import dev.sonde.analysis.weights.PowerLaw;
import dev.sonde.analysis.weights.Spectrum;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of tensors' spectra; empty where a tensor has none. */
public final class SpectrumColumns {

  public static final Columns<@Nullable Spectrum> ALL =
      Columns.<@Nullable Spectrum>empty()
          .and("sigma_1", "σ₁", Head.Type.REAL, s -> s == null ? null : s.spectralNorm())
          .explained("the greatest singular value")
          .and("frobenius", "Frobenius", Head.Type.REAL, s -> s == null ? null : s.frobeniusNorm())
          .explained("norm of all singular values")
          .ranked(3)
          .and("stable_rank", "stable rank", Head.Type.REAL, s -> s == null ? null : s.stableRank())
          .explained("squared Frobenius norm by squared greatest singular value")
          .and("effective_rank", "effective rank", Head.Type.REAL, SpectrumColumns::effectiveRank)
          .explained("exponential of the entropy of the singular values")
          .ranked(2)
          .and("rank", "rank", Head.Type.INTEGER, s -> s == null ? null : (long) s.rank())
          .ranked(2)
          .and("alpha", "α", Head.Type.REAL, s -> law(s, PowerLaw::alpha))
          .explained("exponent of the power law of the tail")
          .and("D", "D", Head.Type.REAL, s -> law(s, PowerLaw::d))
          .explained("Kolmogorov–Smirnov distance of the tail from that law")
          .ranked(3)
          .and("tail", "tail", Head.Type.INTEGER, s -> law(s, law -> (long) law.tail()))
          .explained("eigenvalues in the tail")
          .ranked(3);

  private SpectrumColumns() {}

  private static @Nullable Object effectiveRank(@Nullable Spectrum s) {
    return s == null ? null : s.effectiveRank();
  }

  private static @Nullable Object law(
      @Nullable Spectrum spectrum, Function<PowerLaw, Object> value) {
    PowerLaw law = spectrum == null ? null : spectrum.powerLaw();
    return law == null ? null : value.apply(law);
  }
}
