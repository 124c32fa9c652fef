package dev.sonde.checkpoint.pickle;

/**
 * One pickle read.
 *
 * @param value what it holds
 * @param end the offset of the first byte after it
 */
public record Pickle(PickleValue value, long end) {}
