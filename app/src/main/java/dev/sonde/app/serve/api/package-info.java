/** Who answers the addresses below {@code /api}: one class for each kind of thing. */
@NullMarked
package dev.sonde.app.serve.api;

import org.jspecify.annotations.NullMarked;
