/**
 * What a shell and its manual know of the commands: completion for bash, zsh and fish, and a manual
 * page, all made from the commands' own declarations.
 */
@NullMarked
package dev.sonde.app.shell;

import org.jspecify.annotations.NullMarked;
