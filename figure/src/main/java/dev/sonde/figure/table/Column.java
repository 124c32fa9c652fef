package dev.sonde.figure.table;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A column of a table of {@code R}: what stands above it, and its value for one of them. */
public record Column<R>(Head head, Function<? super R, ? extends @Nullable Object> value) {}
