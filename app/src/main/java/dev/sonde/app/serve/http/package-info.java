/**
 * The little of HTTP that the workbench needs, over the JDK's server: {@link
 * dev.sonde.app.serve.http.LocalServer} listens on the loopback address only, {@link
 * dev.sonde.app.serve.http.Gate} lets nobody in who has not the token, {@link
 * dev.sonde.app.serve.http.Routes} finds who answers. Sizes and times are bounded: see {@link
 * dev.sonde.app.serve.http.Bounds}.
 */
@NullMarked
package dev.sonde.app.serve.http;

import org.jspecify.annotations.NullMarked;
