package dev.sonde.study.initialisation;

import dev.sonde.network.layer.Initialiser;
import java.util.Locale;

/** The seven ways in which weights start; biases start at zero. */
public enum InitialWeights {
  KAIMING_NORMAL("N(0, 2/fan_in)", "√2"),
  KAIMING_UNIFORM("U(±√(6/fan_in))", "√2"),
  XAVIER_NORMAL("N(0, g²·2/(fan_in + fan_out))", "√2"),
  XAVIER_UNIFORM("U(±g·√(6/(fan_in + fan_out)))", "1"),
  ORTHOGONAL("g·Q, QQᵀ = I", "√2"),
  ONES("1", "–"),
  ZEROS("0", "–");

  private final String formula;
  private final String gain;

  InitialWeights(String formula, String gain) {
    this.formula = formula;
    this.gain = gain;
  }

  public String formula() {
    return formula;
  }

  /** The factor g as it is written; a dash of constants. */
  public String gain() {
    return gain;
  }

  Initialiser initialiser() {
    return switch (this) {
      case KAIMING_NORMAL -> new Initialiser.KaimingNormal();
      case KAIMING_UNIFORM -> new Initialiser.KaimingUniform();
      case XAVIER_NORMAL -> new Initialiser.XavierNormal(Math.sqrt(2));
      case XAVIER_UNIFORM -> new Initialiser.XavierUniform(1);
      case ORTHOGONAL -> new Initialiser.Orthogonal(Math.sqrt(2));
      case ONES -> new Initialiser.Constant(1);
      case ZEROS -> new Initialiser.Constant(0);
    };
  }

  /** Whether weights start different from each other: a network can learn with nothing less. */
  public boolean random() {
    return this != ONES && this != ZEROS;
  }

  /**
   * The one called that: {@code kaiming-normal}.
   *
   * @throws InitialisationException if there is none
   */
  public static InitialWeights named(String name) {
    for (InitialWeights w : values()) if (w.toString().equals(name)) return w;
    throw new InitialisationException(
        "no initialiser '"
            + name
            + "'; there are "
            + java.util.Arrays.stream(values())
                .map(InitialWeights::toString)
                .collect(java.util.stream.Collectors.joining(", ")));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
