/**
 * What stands at sites of a network for inputs of a user's own: {@link
 * dev.sonde.app.sites.TapCommand} writes them.
 */
@NullMarked
package dev.sonde.app.sites;

import org.jspecify.annotations.NullMarked;
