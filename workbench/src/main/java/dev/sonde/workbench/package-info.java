/**
 * What does a person see who opens a folder in a browser? {@link dev.sonde.workbench.WorkbenchPage}
 * holds the page: native modules of JavaScript, style sheets and one HTML file, served as they are
 * in the sources. The page asks only the server that served it; it evaluates no text as code and
 * puts no text of a file into markup.
 */
@NullMarked
package dev.sonde.workbench;

import org.jspecify.annotations.NullMarked;
