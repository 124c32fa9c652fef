/** ONNX Runtime, which {@code sonde tap} compares outputs with. */
@NullMarked
package dev.sonde.app.sites;

import org.jspecify.annotations.NullMarked;
