/** How vectors lie, seen in two dimensions: {@link dev.sonde.app.projection.ProjectCommand}. */
@NullMarked
package dev.sonde.app.projection;

import org.jspecify.annotations.NullMarked;
