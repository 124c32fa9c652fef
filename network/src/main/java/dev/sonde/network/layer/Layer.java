package dev.sonde.network.layer;

import java.util.List;

/** A part of a network that declares parameters by name. */
public interface Layer {
  List<ParameterSpec> parameters();
}
