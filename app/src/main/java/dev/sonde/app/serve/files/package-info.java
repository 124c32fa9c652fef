/**
 * Which files may be named, and what they are: {@link dev.sonde.app.serve.files.OpenedPaths} keeps
 * requests within what was opened, {@link dev.sonde.app.serve.files.FileIndex} lists it and gives
 * each file a short name.
 */
@NullMarked
package dev.sonde.app.serve.files;

import org.jspecify.annotations.NullMarked;
