/**
 * {@code sonde open}: the workbench. {@link dev.sonde.app.serve.Workbench} is the server as a
 * whole: which addresses there are, and who answers each; {@code docs/http.md} describes them.
 * Nothing outside the opened paths is read for a request, and nothing is written but below {@code
 * --notes} and in a temporary folder.
 */
@NullMarked
package dev.sonde.app.serve;

import org.jspecify.annotations.NullMarked;
