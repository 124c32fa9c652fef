/** Which image sets are there: {@link dev.sonde.app.images.DataCommand}. */
@NullMarked
package dev.sonde.app.images;

import org.jspecify.annotations.NullMarked;
