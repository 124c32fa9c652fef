package dev.sonde.network.model;

import dev.sonde.network.layer.ParameterSpec;
import dev.sonde.network.layer.Pass;
import java.util.List;
import java.util.Map;

/**
 * An architecture: records of settings, no numbers.
 *
 * @param <I> what goes in
 * @param <O> what comes out: arrays that live as long as the pass
 */
public interface Model<I, O> {

  List<ParameterSpec> parameters();

  O forward(Pass pass, I input);

  /** The settings as a file keeps them, so that the network can be opened without being told. */
  Map<String, String> description();
}
