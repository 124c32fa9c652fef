package dev.sonde.analysis.groups;

/**
 * A tensor that cannot be compared.
 *
 * @param reason what differs, and between which files
 */
public record LeftOut(String name, String reason) {}
