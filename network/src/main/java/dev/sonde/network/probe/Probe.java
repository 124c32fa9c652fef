package dev.sonde.network.probe;

/** Something that looks at, or changes, sites of a network during one call. */
public sealed interface Probe permits Tap, ConvolutionTap, Intervention {
  Sites sites();
}
