package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gradients of one loss at the parameters it reached. Lives as long as its pass. */
public final class Gradients {

  private final Map<Parameter, Gradient> byParameter;

  Gradients(Map<Parameter, Gradient> byParameter) {
    this.byParameter = Collections.unmodifiableMap(byParameter);
  }

  /** Gradients that were computed elsewhere, each shaped like its parameter. */
  public static Gradients of(Map<Parameter, Gradient> byParameter) {
    return new Gradients(new LinkedHashMap<>(byParameter));
  }

  public Set<Parameter> parameters() {
    return byParameter.keySet();
  }

  /** The gradient at one parameter; empty if the loss does not depend on it or it is frozen. */
  public Optional<Gradient> of(Parameter parameter) {
    return Optional.ofNullable(byParameter.get(parameter));
  }

  /** All elements at one parameter, zero where the loss does not depend on it. */
  public float[] toFloats(Parameter parameter) {
    return of(parameter)
        .map(Gradient::dense)
        .map(Array::toFloats)
        .orElseGet(() -> new float[Math.toIntExact(parameter.shape().count())]);
  }

  /** The Euclidean norm over all parameters, as gradient clipping takes it. */
  public double norm() {
    return Math.sqrt(byParameter.values().stream().mapToDouble(Gradient::squaredNorm).sum());
  }
}
