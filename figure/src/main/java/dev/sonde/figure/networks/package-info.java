/** What units of any network answer to: {@link dev.sonde.figure.networks.PictureRows}. */
@NullMarked
package dev.sonde.figure.networks;

import org.jspecify.annotations.NullMarked;
