package dev.sonde.app.serve.http;

import com.sun.net.httpserver.Headers;

/**
 * What every answer says to a browser: run nothing but our files, ask nobody else, frame us not.
 */
final class SafeHeaders {

  private static final String POLICY =
      """
      default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
      font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
      frame-ancestors 'none'\
      """;

  private SafeHeaders() {}

  static void addTo(Headers headers) {
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
  }
}
