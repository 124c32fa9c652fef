package dev.sonde.app.serve.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on the loopback address, a virtual thread for each request. */
public final class LocalServer implements AutoCloseable {

  private static final int BACKLOG = 256;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deadline deadline = new Deadline();
  private final Token token;

  private LocalServer(HttpServer server, Token token) {
    this.server = server;
    this.token = token;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any that is free
   * @throws BindException if the port is taken
   */
  public static LocalServer start(int port, Token token, Routes routes) throws IOException {
    Bounds.set();
    InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
    LocalServer server = new LocalServer(http, token);
    Gate gate = new Gate(server.port(), token);
    Exchange exchange = new Exchange(gate, routes, server.deadline);
    http.setExecutor(server.threads);
    http.createContext("/", (HttpExchange each) -> exchange.handle(each));
    http.start();
    return server;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Where a browser begins. */
  public String url() {
    return "http://127.0.0.1:" + port() + "/?token=" + token.text();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    deadline.close();
  }
}
