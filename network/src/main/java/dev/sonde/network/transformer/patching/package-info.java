/**
 * Where does the answer come from? {@link dev.sonde.network.transformer.patching.PatchGrid} puts
 * parts of a clean run into a corrupted one, place by place (Meng et al. 2022, Wang et al. 2022);
 * {@link dev.sonde.network.transformer.patching.AttributionGrid} estimates all of them from one
 * gradient. What lies before the patched layer is computed once, and places are computed in
 * batches.
 */
@NullMarked
package dev.sonde.network.transformer.patching;

import org.jspecify.annotations.NullMarked;
