package dev.sonde.app.serve.http;

/**
 * What a client can take of the server. The JDK's server reads its own bounds once, when it is
 * first made, from system properties; those that a user has set stay.
 */
final class Bounds {

  /** A request's line and headers; the JDK counts 32 bytes more for each header. */
  private static final int HEADER_BYTES = 32 << 10;

  private static final int HEADERS = 64;

  /** A request must be whole after so long: what comes over loopback is. */
  private static final int REQUEST_SECONDS = 20;

  private static final int IDLE_SECONDS = 30;

  /** More are accepted only when others are gone. */
  private static final int CONNECTIONS = 1024;

  /** So long a reader may take for a piece of an answer, {@link #PIECE} bytes. */
  static final int PIECE_SECONDS = 30;

  static final int PIECE = 64 << 10;

  private Bounds() {}

  /** Tells the JDK; before the first server is made. */
  static void set() {
    set("sun.net.httpserver.maxReqHeaderSize", HEADER_BYTES);
    set("sun.net.httpserver.maxReqHeaders", HEADERS);
    set("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
    set("sun.net.httpserver.idleInterval", IDLE_SECONDS);
    set("jdk.httpserver.maxConnections", CONNECTIONS);
    set("sun.net.httpserver.nodelay", true);
  }

  private static void set(String property, Object value) {
    if (System.getProperty(property) == null) System.setProperty(property, String.valueOf(value));
  }
}
