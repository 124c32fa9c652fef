/**
 * What does a JSON file of a model say, and where is it wrong? {@link dev.sonde.network.json.Json}
 * reads settings and tokenizers with bounds; every error names the file and the place in it.
 */
@NullMarked
package dev.sonde.network.json;

import org.jspecify.annotations.NullMarked;
